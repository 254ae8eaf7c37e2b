//! What must hold for any text. Each function returns what is wrong.

use zopa_text::bracket::{self, Parties, Rendering, TooLarge};
use zopa_text::clause::clauses;
use zopa_text::{critic, document::Document};

/// Names that random texts use for parties.
pub(crate) fn parties() -> Parties {
    let party = |title: &str, names: &[&str]| (title.to_string(), names.iter().map(ToString::to_string).collect());
    Parties::new([
        party("Norrland", &["norrland", "NL"]),
        party("Sudmark", &["sudmark", "SM", "Bosnia and Herzegovina"]),
        party("Aldia", &["US", "السودان"]),
    ])
}

/// The leaves, the pieces and the clauses of a text lie in order and on the borders of characters, and the leaves and the
/// pieces cover it.
pub(crate) fn reading_fault(source: &str) -> Option<String> {
    let text = bracket::read_with(source, &parties());
    let mut at = 0;
    for leaf in &text.leaves {
        if leaf.span.start != at || leaf.span.is_empty() || source.get(leaf.span.clone()).is_none() {
            return Some(format!("leaf {leaf:?} after {at}"));
        }
        at = leaf.span.end;
    }
    if at != source.len() {
        return Some(format!("leaves end at {at} of {}", source.len()));
    }
    for bracket in &text.brackets {
        let inside = bracket.parent.is_none_or(|parent| {
            let parent = &text.brackets[parent].span;
            parent.start < bracket.span.start && bracket.span.end < parent.end
        });
        if !inside || source.get(bracket.span.clone()).is_none() || bracket.depth > bracket::DEPTH_MAX + 1 {
            return Some(format!("bracket {bracket:?}"));
        }
    }
    let spans = text.findings.iter().map(|finding| &finding.span);
    let options = text.options.iter().flat_map(|option| [&option.span, &option.body]);
    let stances = text.brackets.iter().flat_map(|bracket| &bracket.stances);
    let stances = stances.chain(text.reservations.iter().map(|reservation| &reservation.stance));
    let named = stances.flat_map(|stance| {
        [&stance.span, &stance.words].into_iter().chain(stance.parties.iter().map(|named| &named.span))
    });
    let notes = text.notes.iter().flat_map(|note| [&note.span, &note.body]);
    if let Some(span) =
        spans.chain(options).chain(named).chain(notes).find(|span| source.get((*span).clone()).is_none())
    {
        return Some(format!("{span:?} is no stretch of the text"));
    }
    let pieces: String = critic::pieces(source).0.into_iter().map(|piece| &source[piece.span]).collect();
    if pieces != source {
        return Some("the pieces are not the text".to_string());
    }
    let found = clauses(source);
    let mut last = 0;
    for clause in &found {
        let inside = clause.span.start <= clause.body.start && clause.body.end <= clause.span.end;
        if clause.span.start < last || !inside || source.get(clause.body.clone()).is_none() || clause.label.is_empty() {
            return Some(format!("clause {clause:?} after {last}"));
        }
        last = clause.span.end;
    }
    let counted = bracket::measure(&text, &found);
    let opened = text.brackets.iter().filter(|bracket| bracket.kind != bracket::BracketKind::Remark).count();
    (counted.all.brackets != opened || counted.all.open_words > counted.all.words).then(|| format!("{counted:?}"))
}

/// A clean text is clean: cleaning it again changes nothing, and nobody is named in an attribution.
pub(crate) fn cleaning_fault(source: &str) -> Option<String> {
    let parties = parties();
    let text = bracket::read_with(source, &parties);
    let clean = match bracket::clean(&text) {
        Ok(clean) => clean,
        Err(TooLarge) => return None,
    };
    let again = bracket::read_with(&clean, &parties);
    let attributed = again.leaves.iter().find(|leaf| leaf.kind == bracket::LeafKind::Attribution);
    attributed.map(|leaf| format!("{:?} is left in {clean:?}", &clean[leaf.span.clone()]))
}

/// What is written of a document reads back as the same document, and a text without changes is its own accepted and
/// rejected form.
pub(crate) fn writing_fault(source: &str) -> Option<String> {
    for rendering in [Rendering::Attributed, Rendering::Clean] {
        let _made: Document = bracket::document(&bracket::read_with(source, &parties()), rendering);
    }
    let accepted = critic::accept(source);
    let rejected = critic::reject(source);
    let (pieces, _) = critic::pieces(source);
    if pieces.iter().all(|piece| piece.kind == critic::PieceKind::Text) && (accepted != source || rejected != source) {
        return Some("a text without changes changed".to_string());
    }
    let document = critic::document(source);
    let written = critic::write(&document);
    let _again = critic::document(&written);
    None
}
