//! Papers that leave the program as documents: the text of a draft, the four-column table, a brief for a principal.
//!
//! **Invariant.** What the record says is cited; what it does not say is a blank to fill in, never words of the program.

mod brief;
mod columns;

pub use brief::brief;
pub use columns::columns;

use crate::cite::Cite;
use crate::question::diff;
use crate::reading;
use crate::session::Unaskable;
use crate::texts::Texts;
use zopa_case::case::Case;
use zopa_case::draft::Draft;
use zopa_case::id::{DraftId, PartyId};
use zopa_syntax::form::Space;
use zopa_text::bracket;
use zopa_text::document::{Document, Face, Paragraph, Run};
use zopa_text::revision::{accept_all, without_comments};
use zopa_text::tracked::tracked;

/// How the text of a draft is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rendering {
    /// For circulation: brackets without attributions, remarks and reservations.
    Clean,
    /// As it is written, with changes accepted and without comments.
    Written,
    /// Brackets with the parties called by their titles.
    Attributed,
}

/// Returns the text of a draft as a document; as tracked changes against another one, where one is named. The author of
/// the changes is the author of the later draft.
///
/// # Errors
/// When a draft does not exist, or the record names no text for it.
pub fn draft(
    case: &Case,
    texts: &Texts,
    name: &str,
    from: Option<&str>,
    rendering: Rendering,
) -> Result<Document, Unaskable> {
    let later = found(case, name)?;
    let mut document = rendered(case, texts, later, rendering)?;
    let draft = &case.drafts[later.0];
    let mut mark = reading::mark(case, draft);
    if let Some(from) = from {
        let from = found(case, from)?;
        let earlier = rendered(case, texts, from, rendering)?;
        // What is struck out is the text of the earlier paper, so its mark stays on every page too.
        let other = reading::mark(case, &case.drafts[from.0]);
        mark = match (mark, other) {
            (Some(later), Some(earlier)) if later != earlier => Some(format!("{earlier} · {later}")),
            (later, earlier) => later.or(earlier),
        };
        let authors: Vec<&str> = draft.authors.iter().map(|author| case.speaker_title(author)).collect();
        let author = if authors.is_empty() { draft.title.clone() } else { crate::standing::listed(&authors) };
        let day = draft.date.to_string();
        document = tracked(&earlier, &document, &author, Some(day.as_str()).filter(|day| day.len() == 10));
    }
    document.title = Some(draft.title.clone());
    document.mark = mark;
    document.status = draft.status.as_deref().map(spelt);
    document.date = Some(draft.date.to_string()).filter(|day| day.len() == 10);
    Ok(document)
}

fn found(case: &Case, name: &str) -> Result<DraftId, Unaskable> {
    let at = case.drafts.iter().position(|draft| draft.name == name);
    let known = || case.drafts.iter().map(|draft| draft.name.as_str());
    at.map(DraftId).ok_or_else(|| Unaskable::unknown("draft", name, known()))
}

fn rendered(case: &Case, texts: &Texts, id: DraftId, rendering: Rendering) -> Result<Document, Unaskable> {
    let name = &case.drafts[id.0].name;
    let text = match texts.of(id) {
        Ok(Some(text)) => text,
        Ok(None) => {
            let message = format!("the record names no text of the draft `{name}`");
            let hint = Some("add `text \"PATH\"` to its entry".to_string());
            return Err(Unaskable { message, hint });
        }
        Err(message) => return Err(Unaskable::new(message)),
    };
    let text = bracket::read_with(text, &reading::parties(case));
    Ok(match rendering {
        Rendering::Clean => bracket::document(&text, bracket::Rendering::Clean),
        Rendering::Written => without_comments(&accept_all(&bracket::document(&text, bracket::Rendering::Source))),
        Rendering::Attributed => bracket::document(&text, bracket::Rendering::Attributed),
    })
}

/// Returns a word of the language for a reader: `mediators-text` becomes *Mediator's text*.
fn spelt(word: &str) -> String {
    if word == "mediators-text" {
        return "Mediator’s text".to_string();
    }
    capital(word)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns a party by name.
fn party(case: &Case, name: &str) -> Result<PartyId, Unaskable> {
    let known = || case.parties.iter().map(|party| party.name.as_str());
    let at = case.parties.iter().position(|party| party.name == name || party.title == name);
    at.map(PartyId).ok_or_else(|| {
        let other = case.names.get(Space::Actor, name).map(|declared| declared.meaning.noun());
        match other {
            Some(noun) => {
                let hint = Some(format!("the parties are {}", known().collect::<Vec<_>>().join(", ")));
                Unaskable { message: format!("`{name}` is {noun}, not a party"), hint }
            }
            None => Unaskable::unknown("party", name, known()),
        }
    })
}

/// Returns how a draft settles a point, in words.
fn settled(case: &Case, draft: &Draft, point: zopa_case::id::PointId) -> Option<(String, Cite)> {
    let all = draft.clauses.iter().flat_map(|clause| &clause.settles);
    let found = all.into_iter().find(|settlement| settlement.point == point)?;
    Some((diff::at(case, point, &found.at), Cite::of(case, found.site)))
}

/// Returns a paragraph of plain words with where they are on record.
fn cited(text: impl Into<String>, cites: &[Cite]) -> Paragraph {
    let mut runs = vec![Run::plain(text)];
    runs.extend(cites.iter().map(cite));
    Paragraph { runs, ..Paragraph::default() }
}

fn cite(cite: &Cite) -> Run {
    Run::faced(format!(" [{cite}]"), Face { faint: true, ..Face::default() })
}

fn strong(text: impl Into<String>) -> Run {
    Run::faced(text, Face { bold: true, ..Face::default() })
}

/// Returns a blank that somebody has to fill in.
fn blank(what: &str) -> Run {
    Run::faced(format!("[To fill in: {what}]"), Face { italic: true, ..Face::default() })
}
