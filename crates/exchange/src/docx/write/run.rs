//! Words, with what was done to them.

use super::body::{Writer, element, faint};
use super::xml::{escaped, words};
use std::fmt::Write as _;
use zopa_text::document::{Change, ChangeKind, Face, Paragraph, Run};

impl Writer<'_> {
    pub(super) fn runs(&mut self, paragraph: &Paragraph) {
        // The range of a move that is open: its change, the element and the id with which it ends.
        let mut open: Option<(Change, String)> = None;
        for run in &paragraph.runs {
            let moved = run.changes.iter().find(|change| is_move(change.kind));
            let goes_on = open.as_ref().is_some_and(|(change, _)| moved.is_some_and(|moved| alike(change, moved)));
            if !goes_on {
                self.end_move(&mut open);
                if let Some(change) = moved {
                    self.begin_move(change, &mut open);
                }
            }
            let here = self.run;
            self.run += 1;
            for comment in self.comments_at(here, &run.comments, true) {
                let _ = write!(self.out, "<w:commentRangeStart w:id=\"{comment}\"/>");
            }
            self.one(run);
            for comment in self.comments_at(here, &run.comments, false) {
                let _ = write!(
                    self.out,
                    "<w:commentRangeEnd w:id=\"{comment}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
                     <w:commentReference w:id=\"{comment}\"/></w:r>"
                );
            }
        }
        self.end_move(&mut open);
    }

    fn begin_move(&mut self, change: &Change, open: &mut Option<(Change, String)>) {
        let name = self.move_name(change);
        let record = self.record(change);
        // The range and its end bear the same number.
        let id = record.split(" w:author").next().unwrap_or_default().to_string();
        let kind = element(change.kind);
        let _ = write!(self.out, "<w:{kind}RangeStart{record} w:name=\"{}\"/>", escaped(&name));
        *open = Some((change.clone(), format!("<w:{kind}RangeEnd{id}/>")));
    }

    fn end_move(&mut self, open: &mut Option<(Change, String)>) {
        if let Some((_, end)) = open.take() {
            self.out.push_str(&end);
        }
    }

    fn one(&mut self, run: &Run) {
        if !run.text.is_empty() {
            let removed = run.changes.iter().any(|change| change.kind == ChangeKind::Deleted);
            let mut inside = String::new();
            words(&mut inside, &run.text, if removed { "delText" } else { "t" });
            self.piece(run, &faint(run.face.faint), &inside);
        }
        if let Some(note) = run.note {
            let inside = format!("<w:footnoteReference w:id=\"{}\"/>", note + 1);
            self.piece(run, "<w:rStyle w:val=\"FootnoteReference\"/>", &inside);
        }
    }

    /// Writes one piece of a run inside the changes made to it, the earliest outside.
    fn piece(&mut self, run: &Run, style: &str, inside: &str) {
        let mut close = String::new();
        for change in run.changes.iter().filter(|change| change.kind != ChangeKind::Formatted) {
            let record = self.record(change);
            let _ = write!(self.out, "<w:{}{record}>", element(change.kind));
            close = format!("</w:{}>{close}", element(change.kind));
        }
        let formatted = run.changes.iter().find(|change| change.kind == ChangeKind::Formatted);
        let before = formatted.map(|change| {
            let record = self.record(change);
            let old = change.face.unwrap_or(run.face);
            format!("<w:rPrChange{record}><w:rPr>{}{}</w:rPr></w:rPrChange>", faint(old.faint), set(old))
        });
        let properties = format!("{style}{}{}", set(run.face), before.unwrap_or_default());
        self.out.push_str("<w:r>");
        if !properties.is_empty() {
            let _ = write!(self.out, "<w:rPr>{properties}</w:rPr>");
        }
        self.out.push_str(inside);
        self.out.push_str("</w:r>");
        self.out.push_str(&close);
    }
}

fn is_move(kind: ChangeKind) -> bool {
    matches!(kind, ChangeKind::MovedFrom | ChangeKind::MovedTo)
}

fn alike(a: &Change, b: &Change) -> bool {
    a.kind == b.kind && a.author == b.author && a.pair == b.pair
}

/// Returns how words are set, in the order that the format prescribes.
fn set(face: Face) -> String {
    let mut out = String::new();
    let mut add = |is_set: bool, element: &str| {
        if is_set {
            out.push_str(element);
        }
    };
    add(face.bold, "<w:b/><w:bCs/>");
    add(face.italic, "<w:i/><w:iCs/>");
    add(face.strike, "<w:strike/>");
    add(face.hidden, "<w:vanish/>");
    add(face.underline, "<w:u w:val=\"single\"/>");
    add(face.rtl, "<w:rtl/>");
    out
}
