//! A brief for a principal in the form of a foreign office.

use super::{blank, capital, cite, cited, party, strong};
use crate::cite::Cite;
use crate::question::moves::said;
use crate::session::Unaskable;
use crate::standing::{points, short, standings, stuck};
use std::collections::BTreeSet;
use zopa_case::evidence::Attribution;
use zopa_case::id::{PartyId, PointId};
use zopa_case::stance::{Stance, Verb};
use zopa_case::view::View;
use zopa_text::document::{Block, Document, Paragraph, Run, Style};

/// So many rounds, drafts and events stand in the background.
const BACKGROUND: usize = 12;

/// Returns the brief: our objectives, arguments, their objectives, our response, press line, background. Every line
/// cites the record.
///
/// # Errors
/// When the party does not exist, or the case is larger than the engine takes.
pub fn brief(view: &View<'_>, name: &str) -> Result<Document, Unaskable> {
    let case = view.case;
    let us = party(case, name)?;
    let stuck = stuck(view, None)?;
    let title = format!("{}: brief for {}", case.title, case.party(us).title);
    let mut brief = Brief { view, us, blocks: Vec::new() };
    brief.paragraph(Paragraph::plain(title.clone()).styled(Style::Title));
    let day = view.as_of.to_string();
    if day != "9999-12-31" {
        brief.paragraph(Paragraph::plain(format!("As of {day}.")));
    }
    brief.objectives();
    brief.arguments();
    brief.theirs();
    brief.response();
    brief.press();
    brief.background();
    let open: Vec<String> = standings(view, &stuck)
        .iter()
        .map(|standing| format!("{}: {} {}", standing.title, standing.state.sign(), standing.state.word()))
        .collect();
    brief.item(vec![strong("Points. "), Run::plain(format!("{}.", open.join("; ")))]);
    Ok(Document {
        title: Some(title),
        mark: case.handling.clone(),
        date: Some(day).filter(|day| day != "9999-12-31"),
        blocks: brief.blocks,
        ..Document::default()
    })
}

struct Brief<'v, 'a> {
    view: &'v View<'a>,
    us: PartyId,
    blocks: Vec<Block>,
}

impl<'a> Brief<'_, 'a> {
    fn paragraph(&mut self, paragraph: Paragraph) {
        self.blocks.push(Block::Paragraph(paragraph));
    }

    fn heading(&mut self, text: &str) {
        self.paragraph(Paragraph::plain(text).styled(Style::Heading(1)));
    }

    fn item(&mut self, runs: Vec<Run>) {
        self.paragraph(Paragraph { runs, style: Style::Item(0), ..Paragraph::default() });
    }

    fn stances(&self, party: PartyId, verbs: &[Verb]) -> Vec<&'a Stance> {
        let all = self.view.stances().iter().copied();
        all.filter(|stance| stance.party == party && verbs.contains(&stance.verb)).collect()
    }

    fn stance(&self, stance: &Stance) -> Vec<Run> {
        let case = self.view.case;
        let mut words = capital(&short(case, stance));
        if stance.title.is_some()
            && let Some(stated) = &stance.holds
        {
            words.push_str(&format!(": {}", crate::words::expr(case, &stated.expr)));
        }
        if let Some(condition) = &stance.condition {
            words.push_str(&format!(", if {}", crate::words::expr(case, &condition.expr)));
        }
        let lines = self.view.red_lines();
        let offers = lines.iter().filter(|line| line.stance.site == stance.site).flat_map(|line| &line.relaxed_by);
        for offer in offers {
            words.push_str(&format!("; gives way to: {}", said(case, offer)));
        }
        vec![Run::plain(words), cite(&Cite::of(case, stance.site))]
    }

    fn objectives(&mut self) {
        self.heading("Our objectives");
        let all = self.stances(self.us, &[Verb::RedLine, Verb::Demand, Verb::Opposes]);
        if all.is_empty() {
            self.item(vec![blank("what we want; the record has no demand and no red line of ours")]);
        }
        for stance in all {
            let runs = self.stance(stance);
            self.item(runs);
        }
    }

    fn arguments(&mut self) {
        self.heading("Arguments to use");
        let case = self.view.case;
        let mut any = false;
        for stance in self.stances(self.us, &[Verb::RedLine, Verb::Demand, Verb::Opposes, Verb::Offers, Verb::Accepts])
        {
            let mut reasons: Vec<String> = stance.because.iter().cloned().collect();
            if let Some(basis) = &stance.basis {
                let by = stance.mandator.as_ref().map(|who| format!(", set by {}", case.speaker_title(who)));
                reasons.push(format!("it rests on: {basis}{}", by.unwrap_or_default()));
            }
            if !reasons.is_empty() {
                any = true;
                let words = format!("{}: {}", capital(&short(case, stance)), reasons.join("; "));
                self.item(vec![Run::plain(words), cite(&Cite::of(case, stance.site))]);
            }
        }
        if !any {
            self.item(vec![blank("our arguments; the record gives no reasons")]);
        }
        self.item(vec![blank("what persuades them")]);
    }

    fn others(&self) -> Vec<PartyId> {
        self.view.case.principals().filter(|&party| party != self.us).collect()
    }

    fn theirs(&mut self) {
        self.heading("Their objectives");
        for party in self.others() {
            let title = self.view.case.party(party).title.clone();
            self.paragraph(Paragraph { runs: vec![strong(title.clone())], ..Paragraph::default() });
            let all = self.stances(party, &[Verb::RedLine, Verb::Demand, Verb::Opposes, Verb::Offers, Verb::Accepts]);
            if all.is_empty() {
                self.item(vec![blank(&format!("what {title} wants; the record has no stance of theirs"))]);
            }
            for stance in all {
                let runs = self.stance(stance);
                self.item(runs);
            }
        }
    }

    /// Sets against each of their objectives what we hold on the same points.
    fn response(&mut self) {
        self.heading("Our response");
        let case = self.view.case;
        let ours = self.stances(
            self.us,
            &[Verb::Accepts, Verb::Offers, Verb::Considers, Verb::Reserves, Verb::Opposes, Verb::RedLine],
        );
        for party in self.others() {
            let title = case.party(party).title.clone();
            for stance in self.stances(party, &[Verb::RedLine, Verb::Demand]) {
                let about = self.about(stance);
                let lead = strong(format!("To {title}, {}: ", short(case, stance)));
                let found: Vec<&Stance> =
                    ours.iter().copied().filter(|own| !self.about(own).is_disjoint(&about)).collect();
                if found.is_empty() {
                    self.item(vec![lead, blank("what we say to this")]);
                    continue;
                }
                let mut runs = vec![lead];
                for (at, own) in found.into_iter().enumerate() {
                    if at > 0 {
                        runs.push(Run::plain("; "));
                    }
                    runs.extend(self.stance(own));
                }
                self.item(runs);
            }
        }
    }

    fn about(&self, stance: &Stance) -> BTreeSet<PointId> {
        let stated = stance.holds.iter().chain(&stance.condition);
        let mut found: BTreeSet<PointId> =
            stated.flat_map(|stated| points(self.view.case, &stated.condition)).collect();
        found.extend(&stance.on);
        found
    }

    /// Lists what our side has said on the record already; the line itself is for somebody to write.
    fn press(&mut self) {
        self.heading("Press line");
        self.item(vec![blank("the line to take")]);
        let case = self.view.case;
        let mut said: Vec<(String, Cite)> = Vec::new();
        for stance in self.view.stances().iter().filter(|stance| stance.party == self.us && stance.share.is_none()) {
            for evidence in &stance.evidence {
                let report = &case.reports[evidence.report.0];
                let by_us = evidence.speaker.as_ref().is_some_and(|speaker| case.side(speaker) == Some(self.us));
                let public = report.attribution == Some(Attribution::OnRecord) && report.share.is_none();
                if let Some(extract) = evidence.extract.as_ref().filter(|_| by_us && public) {
                    let who = evidence.speaker.as_ref().map(|speaker| case.speaker_title(speaker)).unwrap_or_default();
                    let words =
                        format!("Already on the record: “{extract}” ({who}, {}, {})", report.title, report.date);
                    said.push((words, Cite::of(case, evidence.site)));
                }
            }
        }
        said.dedup_by(|a, b| a.0 == b.0);
        for (words, place) in said {
            self.item(vec![Run::plain(words), cite(&place)]);
        }
    }

    fn background(&mut self) {
        self.heading("Background");
        let view = self.view;
        let case = view.case;
        let mut facts: Vec<(String, String, Cite)> = Vec::new();
        for round in case.rounds.iter().filter(|round| view.sees(round.date) && !round.planned && !round.cancelled) {
            let parties: Vec<&str> = round.parties.iter().map(|&party| case.party(party).title.as_str()).collect();
            let outcome = round.outcome.as_ref().map(|outcome| format!(" Outcome: {outcome}.")).unwrap_or_default();
            let words = format!("Met in {}: {}.{outcome}", round.place, parties.join(", "));
            facts.push((round.date.to_string(), words, Cite::of(case, round.site)));
        }
        for (_, draft) in view.drafts() {
            let authors: Vec<&str> = draft.authors.iter().map(|author| case.speaker_title(author)).collect();
            let words = format!("Tabled by {}: “{}”.", crate::standing::listed(&authors), draft.title);
            facts.push((draft.date.to_string(), words, Cite::of(case, draft.site)));
        }
        for event in case.events.iter().filter(|event| view.sees(event.date)) {
            facts.push((event.date.to_string(), format!("{}.", event.title), Cite::of(case, event.site)));
        }
        facts.sort();
        let hidden = facts.len().saturating_sub(BACKGROUND);
        if hidden > 0 {
            self.item(vec![Run::plain(format!("{hidden} earlier rounds, drafts and events are on record."))]);
        }
        for (date, words, place) in facts.into_iter().skip(hidden) {
            self.item(vec![strong(format!("{date}. ")), Run::plain(words), cite(&place)]);
        }
        for deadline in &case.deadlines {
            let whom = deadline.party.map(|party| format!(" ({})", case.party(party).title)).unwrap_or_default();
            let paragraph = cited(format!("{}{whom}.", deadline.title), &[Cite::of(case, deadline.site)]);
            let mut runs = vec![strong(format!("Deadline {}. ", deadline.date))];
            runs.extend(paragraph.runs);
            self.item(runs);
        }
    }
}
