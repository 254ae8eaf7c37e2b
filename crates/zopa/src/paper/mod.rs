//! A document to read: in a terminal, or as one HTML file that prints on A4.

mod html;
mod text;

pub use html::html;
pub use text::text;

use zopa_text::document::{Change, ChangeKind, Document, Paragraph, Run};

/// The marks around changed words, so that colour is never alone.
fn marks(kind: ChangeKind) -> (&'static str, &'static str) {
    match kind {
        ChangeKind::Inserted | ChangeKind::MovedTo => ("{++", "++}"),
        ChangeKind::Deleted | ChangeKind::MovedFrom => ("{--", "--}"),
        ChangeKind::Formatted => ("{==", "==}"),
    }
}

/// Returns who made a change and when, as far as that is known.
fn signed(change: &Change) -> String {
    let parts = [change.author.as_str(), change.date.as_deref().unwrap_or_default()];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
}

/// Returns the comments of a document in words, each with who made it.
fn comments(document: &Document) -> Vec<String> {
    let said = document.comments.iter().map(|comment| {
        let words = comment.text.iter().map(Paragraph::text).collect::<Vec<_>>().join(" ");
        let who = [comment.author.as_str(), comment.date.as_deref().unwrap_or_default()];
        let who = who.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ");
        if who.is_empty() { words } else { format!("{who}: {words}") }
    });
    said.collect()
}

/// Returns the sign of a comment where it hangs: `(c1)`.
fn comment_signs(run: &Run) -> String {
    run.comments.iter().map(|at| format!("(c{})", at + 1)).collect()
}
