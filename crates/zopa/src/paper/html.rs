//! A document as one HTML file that prints on A4: no script, no outside resource.

use super::{comments, signed};
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use zopa_text::document::{Block, Document, Paragraph, Run, Style, Table};

/// The style sheet of pages, and what a document needs besides.
const STYLE: &str = concat!(include_str!("../page/page.css"), include_str!("paper.css"));

/// Returns a document as an HTML page. All texts are escaped; stretches that run the other way than their paragraph, and
/// attributions, are kept apart from what stands around them.
pub fn html(document: &Document) -> String {
    let title = document.title.as_deref().unwrap_or_default();
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                @if let Some(mark) = &document.mark { p.mark { (mark) } }
                @if let Some(status) = &document.status { p.mark { (status) } }
                main.paper {
                    @for block in &document.blocks { (block_markup(block)) }
                    @if !document.notes.is_empty() {
                        ol.notes {
                            @for note in &document.notes { li { @for paragraph in note { (inner(paragraph)) " " } } }
                        }
                    }
                    @if !document.comments.is_empty() {
                        h2 { "Comments" }
                        ol.comments { @for said in comments(document) { li dir="auto" { (said) } } }
                    }
                }
                @if let Some(mark) = &document.mark { p.mark { (mark) } }
            }
        }
    };
    page.into_string()
}

fn block_markup(block: &Block) -> Markup {
    match block {
        Block::Paragraph(paragraph) => paragraph_markup(paragraph),
        Block::Table(table) => table_markup(table),
    }
}

fn direction(paragraph: &Paragraph) -> &'static str {
    if paragraph.rtl { "rtl" } else { "ltr" }
}

fn paragraph_markup(paragraph: &Paragraph) -> Markup {
    let dir = direction(paragraph);
    match paragraph.style {
        Style::Title => markup! { h1 dir=(dir) { (numbered(paragraph)) } },
        Style::Heading(1 | 2) => markup! { h2 dir=(dir) { (numbered(paragraph)) } },
        Style::Heading(_) => markup! { h3 dir=(dir) { (numbered(paragraph)) } },
        Style::Body => markup! { p dir=(dir) { (numbered(paragraph)) } },
        Style::Item(depth) => {
            let class = format!("item depth-{}", depth.min(8));
            markup! { p class=(class) dir=(dir) { @if paragraph.number.is_none() { "• " } (numbered(paragraph)) } }
        }
    }
}

fn numbered(paragraph: &Paragraph) -> Markup {
    markup! {
        @if let Some(number) = paragraph.number.as_ref().filter(|number| !number.is_empty()) {
            span.number { bdi { (number) } } " "
        }
        (inner(paragraph))
    }
}

fn inner(paragraph: &Paragraph) -> Markup {
    markup! { @for run in &paragraph.runs { (run_markup(run, paragraph.rtl)) } }
}

fn run_markup(run: &Run, rtl: bool) -> Markup {
    let mut words = markup! {
        @for (at, line) in run.text.split('\n').enumerate() { @if at > 0 { br; } (line) }
    };
    let face = run.face;
    if face.bold {
        words = markup! { strong { (words) } };
    }
    if face.italic {
        words = markup! { em { (words) } };
    }
    if face.underline {
        words = markup! { u { (words) } };
    }
    if face.strike {
        words = markup! { s { (words) } };
    }
    if face.faint {
        words = markup! { span.faint { bdi { (words) } } };
    } else if face.rtl != rtl && run.text.chars().any(char::is_alphabetic) {
        words = markup! { bdi dir=(if face.rtl { "rtl" } else { "ltr" }) { (words) } };
    }
    for change in &run.changes {
        let who = signed(change);
        words = if change.kind.removes() {
            markup! { del title=(who) { (words) } }
        } else {
            markup! { ins title=(who) { (words) } }
        };
    }
    markup! {
        (words)
        @for at in &run.comments { sup { "c" (at + 1) } }
        @if let Some(note) = run.note { sup { (note + 1) } }
    }
}

fn table_markup(table: &Table) -> Markup {
    markup! {
        table {
            @for (at, row) in table.rows.iter().enumerate() {
                tr {
                    @for cell in &row.cells {
                        @if at < table.head { th scope="col" dir="auto" { @for block in &cell.blocks { (cell_markup(block)) } } }
                        @else { td dir="auto" { @for block in &cell.blocks { (cell_markup(block)) } } }
                    }
                }
            }
        }
    }
}

fn cell_markup(block: &Block) -> Markup {
    match block {
        Block::Paragraph(paragraph) => inner(paragraph),
        Block::Table(table) => table_markup(table),
    }
}
