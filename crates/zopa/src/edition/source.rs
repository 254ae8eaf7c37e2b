//! What may be said of a report, and what that means for the entries that rest on it.

use super::audience::Viewer;
use super::record::{Record, Told};
use zopa_case::evidence::Attribution;
use zopa_syntax::form::Space;
use zopa_syntax::node::Node;

/// What a passage of a report is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Passage {
    /// It is shown.
    Shown(Told),
    /// It is not shown, and the entry may still be told so far.
    Behind(Told),
}

/// Entries that tell whose something is: where all sources are under the Chatham House Rule, the name may not be told.
const OWNED: &[&str] =
    &["stance", "value", "prefers", "walk-away", "draft", "shown", "round", "agrees", "reopens", "ratify"];

impl Record<'_> {
    /// Returns the rule of attribution of a report.
    pub(super) fn attribution(&self, report: &Node) -> Option<Attribution> {
        report.flag("attribution").and_then(|word| match word {
            "on-record" => Some(Attribution::OnRecord),
            "background" => Some(Attribution::Background),
            "chatham" => Some(Attribution::Chatham),
            "off-record" => Some(Attribution::OffRecord),
            "document" => Some(Attribution::Document),
            _ => None,
        })
    }

    /// Returns how much somebody may be told of a report, its rule of attribution aside. One without a permission is
    /// taken to be public, but for a cable or minute, which are not published, and talks under the Chatham House Rule.
    pub(super) fn report_level(&self, report: &Node, viewer: Viewer) -> Told {
        if let Some(share) = self.share(report) {
            return self.grant(&share, viewer);
        }
        let inner = matches!(report.flag("kind"), Some("cable" | "minute"));
        let chatham = self.attribution(report) == Some(Attribution::Chatham);
        if inner || (chatham && viewer == Viewer::Public) { Told::No } else { Told::Named }
    }

    fn report_level_of_all(&self, report: &Node, viewers: &[Viewer]) -> Told {
        viewers.iter().map(|&viewer| self.report_level(report, viewer)).min().unwrap_or(Told::No)
    }

    /// Returns the report that a passage or claim cites.
    pub(super) fn cited(&self, clause: &Node) -> Option<&Node> {
        let name = clause.name("report")?;
        self.at(Space::Report, &name.text).map(|at| self.nodes[at])
    }

    /// Returns whether the audience may see a report and the passages in it.
    pub(super) fn shows(&self, report: &Node) -> bool {
        matches!(self.passage(report, &self.audience.viewers), Passage::Shown(_))
    }

    fn passage(&self, report: &Node, viewers: &[Viewer]) -> Passage {
        let level = self.report_level_of_all(report, viewers);
        match self.attribution(report) {
            // What was said off the record is never shown. Whom the report's own permission lets in may still be told
            // an entry that rests on it, where its permission lets them in too.
            Some(Attribution::OffRecord) if self.share(report).is_none() => Passage::Behind(Told::No),
            Some(Attribution::OffRecord) => Passage::Behind(level),
            _ if self.is_later(report) || level != Told::Named => Passage::Behind(level),
            Some(Attribution::Chatham) => Passage::Shown(Told::Nameless),
            _ => Passage::Shown(Told::Named),
        }
    }

    /// Returns how far an entry may be told for what it rests on.
    pub(super) fn cap(&self, node: &Node) -> Told {
        let owned = OWNED.contains(&node.form.keyword);
        let reports: Vec<&Node> = node.all("evidence").filter_map(|clause| self.cited(clause)).collect();
        match self.cap_for(&reports, &self.audience.viewers) {
            Told::Nameless if !owned => Told::Named,
            cap => cap,
        }
    }

    fn cap_for(&self, reports: &[&Node], viewers: &[Viewer]) -> Told {
        if reports.is_empty() {
            return Told::Named;
        }
        let passages: Vec<Passage> = reports.iter().map(|report| self.passage(report, viewers)).collect();
        let shown = passages.iter().filter_map(|passage| match passage {
            Passage::Shown(told) => Some(*told),
            Passage::Behind(_) => None,
        });
        if let Some(told) = shown.max() {
            return told;
        }
        // Where nothing is shown to all of them, each must have a reason of its own to know.
        if viewers.len() > 1 {
            let each = viewers.iter().map(|viewer| self.cap_for(reports, std::slice::from_ref(viewer)));
            return each.min().unwrap_or(Told::No);
        }
        let behind = passages.iter().map(|passage| match passage {
            Passage::Shown(told) | Passage::Behind(told) => *told,
        });
        behind.max().unwrap_or(Told::No)
    }
}
