//! Findings as a compiler shows them.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};
use std::collections::BTreeMap;
use zopa_case::source::Sources;
use zopa_syntax::diagnostic::{Diagnostic, Label, Severity};
use zopa_syntax::span::FileId;

/// Labels at most so many lines apart are shown in one excerpt.
const NEAR: u32 = 6;

/// Long lines are cut around what is shown, in bytes to each side.
const LINE_BYTES_MAX: usize = 2_000;

/// Returns findings as text, one after the other, with colour codes where asked.
pub fn text(sources: &Sources, findings: &[Diagnostic], width: usize, colour: bool) -> String {
    let mut out = String::new();
    for finding in findings {
        out.push_str(&text_one(sources, finding, width, colour));
        out.push_str("\n\n");
    }
    out
}

/// Returns one finding as text.
fn text_one(sources: &Sources, finding: &Diagnostic, width: usize, colour: bool) -> String {
    let level = match finding.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(clean(&finding.message)).id(finding.rule.name);
    let mut group = Group::with_title(title);
    for element in excerpts(sources, finding) {
        group = group.element(element);
    }
    let mut report = vec![group];
    if let Some(hint) = &finding.hint {
        report.push(Group::with_title(Level::HELP.secondary_title(clean(hint))));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(width).render(&report)
}

/// Texts of the case may stand in messages; control characters could move the cursor.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Returns an excerpt for each group of neighbouring labels, that of the cause first.
fn excerpts<'a>(sources: &Sources, finding: &Diagnostic) -> Vec<Element<'a>> {
    let mut by_file: BTreeMap<(bool, FileId), Vec<(&Label, bool)>> = BTreeMap::new();
    let home = finding.primary.span.file;
    for (label, primary) in
        std::iter::once((&finding.primary, true)).chain(finding.others.iter().map(|label| (label, false)))
    {
        by_file.entry((label.span.file != home, label.span.file)).or_default().push((label, primary));
    }
    let mut elements = Vec::new();
    for labels in by_file.into_values() {
        let mut groups = neighbours(sources, labels);
        groups.sort_by_key(|group| !group.iter().any(|(_, primary)| *primary));
        elements.extend(groups.iter().map(|group| Element::from(excerpt(sources, group))));
    }
    elements
}

fn neighbours<'l>(sources: &Sources, mut labels: Vec<(&'l Label, bool)>) -> Vec<Vec<(&'l Label, bool)>> {
    labels.sort_by_key(|(label, _)| label.span);
    let mut groups: Vec<Vec<(&Label, bool)>> = Vec::new();
    let mut last = 0;
    for (label, primary) in labels {
        let line = sources.line(label.span);
        match groups.last_mut() {
            Some(group) if line <= last + NEAR => group.push((label, primary)),
            _ => groups.push(vec![(label, primary)]),
        }
        last = line;
    }
    groups
}

fn excerpt<'a>(sources: &Sources, labels: &[(&Label, bool)]) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = labels[0].0.span.file;
    let source = sources.file(file);
    let text = &source.text;
    let first = labels.iter().map(|(label, _)| label.span.start as usize).min().unwrap_or(0);
    let last = labels.iter().map(|(label, _)| first_line_end(text, label)).max().unwrap_or(first);
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1).max(floor(text, first.saturating_sub(LINE_BYTES_MAX)));
    let end = text[last..]
        .find('\n')
        .map_or(text.len(), |at| last + at)
        .min(floor(text, last.saturating_add(LINE_BYTES_MAX)));
    let shown: String = text[start..end].chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    // Control characters that take several bytes would shift what follows; they are outside ASCII and rare.
    let shown = if shown.len() == end - start { shown } else { text[start..end].to_string() };
    let mut snippet =
        Snippet::source(shown).line_start(sources.line(labels[0].0.span) as usize).path(source.path.clone());
    for (label, primary) in labels {
        let kind = if *primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let from = (label.span.start as usize).clamp(start, end) - start;
        let to = first_line_end(text, label).clamp(start, end) - start;
        snippet = snippet.annotation(kind.span(from..to.max(from)).label(clean(&label.text)));
    }
    snippet
}

/// Returns where the part of a label on its first line ends: an entry of many lines is shown by its head.
fn first_line_end(text: &str, label: &Label) -> usize {
    let (start, end) = (label.span.start as usize, label.span.end as usize);
    text[start..end].find('\n').map_or(end, |at| start + at)
}

fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
