//! The four-column table: two sides, the mediator, and how far each point is.

use super::{blank, cite, party, settled, strong};
use crate::cite::Cite;
use crate::page::State;
use crate::session::Unaskable;
use crate::standing::{Standing, mentions, short, standings, stuck};
use zopa_case::actor::Role;
use zopa_case::id::{PartyId, PointId};
use zopa_case::view::View;
use zopa_text::document::{Block, Cell, Document, Paragraph, Row, Run, Style, Table, Tone};

/// Returns the table: a row for each point with what each side holds and wrote, and how far the point is.
///
/// # Errors
/// When a party does not exist, or the case is larger than the engine takes.
pub fn columns(view: &View<'_>, first: &str, second: &str, mediator: Option<&str>) -> Result<Document, Unaskable> {
    let case = view.case;
    let mut parties = vec![party(case, first)?, party(case, second)?];
    match mediator {
        Some(name) => parties.push(party(case, name)?),
        None => {
            let found = case.parties.iter().position(|party| party.is(Role::Mediator)).map(PartyId);
            parties.extend(found.filter(|found| !parties.contains(found)));
        }
    }
    let stuck = stuck(view, None)?;
    let mut rows = vec![head(view, &parties)];
    let mut chapter: Option<&str> = None;
    let all = standings(view, &stuck);
    for (at, standing) in all.iter().enumerate() {
        let own = standing.chapter.as_deref();
        if own != chapter {
            chapter = own;
            rows.extend(own.map(|title| heading(title, parties.len() + 2)));
        }
        rows.push(row(view, &parties, PointId(at), standing));
    }
    let title = format!("{}: four-column table", case.title);
    let mut widths = vec![16];
    widths.extend(parties.iter().map(|_| 20));
    widths.push(24);
    let table = Table { head: 1, widths, rows };
    let day = view.as_of.to_string();
    let said = if day == "9999-12-31" { String::new() } else { format!("As of {day}. ") };
    let note = format!(
        "{said}What each side holds and has written, each with its place in the record; a report is a claim, not a status."
    );
    let blocks = vec![
        Block::Paragraph(Paragraph::plain(title.clone()).styled(Style::Title)),
        Block::Paragraph(Paragraph::plain(note)),
        Block::Table(table),
    ];
    Ok(Document {
        title: Some(title),
        mark: case.handling.clone(),
        date: Some(day).filter(|day| day != "9999-12-31"),
        landscape: true,
        blocks,
        ..Document::default()
    })
}

fn head(view: &View<'_>, parties: &[PartyId]) -> Row {
    let titles = parties.iter().map(|&party| view.case.party(party).title.clone());
    let all = ["Point".to_string()].into_iter().chain(titles).chain(["Compromise and status".to_string()]);
    let cells = all.map(|title| {
        let paragraph = Paragraph { runs: vec![strong(title)], ..Paragraph::default() };
        Cell { tone: Some(Tone::Head), ..Cell::of(paragraph) }
    });
    Row { cells: cells.collect(), changes: Vec::new() }
}

fn heading(title: &str, columns: usize) -> Row {
    let paragraph = Paragraph { runs: vec![strong(title)], ..Paragraph::default() };
    let span = u32::try_from(columns).unwrap_or(1);
    Row { cells: vec![Cell { tone: Some(Tone::Head), span, ..Cell::of(paragraph) }], changes: Vec::new() }
}

fn row(view: &View<'_>, parties: &[PartyId], point: PointId, standing: &Standing) -> Row {
    let place = Cite::of(view.case, view.case.point(point).site);
    let title = Paragraph { runs: vec![strong(standing.title.clone()), cite(&place)], ..Paragraph::default() };
    let mut cells = vec![Cell::of(title)];
    cells.extend(parties.iter().map(|&party| side(view, party, point)));
    cells.push(status(standing));
    Row { cells, changes: Vec::new() }
}

/// Returns what one side holds, has confirmed and has written on a point.
fn side(view: &View<'_>, party: PartyId, point: PointId) -> Cell {
    let case = view.case;
    let mut lines: Vec<Paragraph> = Vec::new();
    if let Some(confirmed) = view.confirmed().get(&(point, party)) {
        let at = crate::question::diff::at(case, point, &confirmed.settlement.at);
        let reserved = if confirmed.agreement.ad_referendum { ", ad referendum" } else { "" };
        let cites = [Cite::of(case, confirmed.agreement.site)];
        lines.push(super::cited(format!("confirmed{reserved}: “{at}”"), &cites));
    }
    for stance in view.stances().iter().filter(|stance| stance.party == party) {
        let stated = stance.holds.iter().chain(&stance.condition);
        if stance.on.contains(&point) || stated.into_iter().any(|stated| mentions(case, stated, point)) {
            lines.push(super::cited(short(case, stance), &[Cite::of(case, stance.site)]));
        }
    }
    let own = |draft: &&zopa_case::draft::Draft| draft.authors.iter().any(|author| case.side(author) == Some(party));
    let drafts = view.drafts();
    let latest = drafts.iter().rev().map(|(_, draft)| *draft).filter(own).find_map(|draft| {
        let (text, cite) = settled(case, draft, point)?;
        Some((draft, text, cite))
    });
    if let Some((draft, text, cite)) = latest {
        lines.push(super::cited(format!("“{}”: {text}", draft.title), &[cite]));
    }
    if lines.is_empty() {
        lines.push(Paragraph { runs: vec![Run::plain("–")], ..Paragraph::default() });
    }
    Cell { blocks: lines.into_iter().map(Block::Paragraph).collect(), ..Cell::default() }
}

fn status(standing: &Standing) -> Cell {
    let state = standing.state;
    let word = strong(format!("{} {}", state.sign(), state.word()));
    let mut blocks = vec![Block::Paragraph(Paragraph {
        runs: vec![word, Run::plain(format!(": {}", standing.because))],
        ..Paragraph::default()
    })];
    if state != State::Agreed {
        let runs = vec![blank("compromise text")];
        blocks.push(Block::Paragraph(Paragraph { runs, ..Paragraph::default() }));
    }
    let tone = match state {
        State::Agreed => Tone::Agreed,
        State::Close => Tone::Close,
        State::Open => Tone::Open,
        State::Blocked => Tone::Blocked,
    };
    Cell { blocks, tone: Some(tone), ..Cell::default() }
}
