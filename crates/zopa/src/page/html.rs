//! A page as one HTML file that prints on A4: no script, no outside resource.

use super::{Block, Inline, Line, Page, Side, parted};
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

/// The style sheet, for screen and print.
const STYLE: &str = include_str!("page.css");

/// Returns a page as an HTML document. All texts are escaped.
pub fn html(page: &Page) -> String {
    let document = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) }
                style { (PreEscaped(STYLE)) }
            }
            body.landscape[page.landscape] {
                @if let Some(mark) = &page.mark { p.mark { (mark) } }
                main {
                    h1 { (page.title) }
                    @for block in &page.blocks { (block_markup(block)) }
                }
                @if let Some(mark) = &page.mark { p.mark { (mark) } }
            }
        }
    };
    document.into_string()
}

fn block_markup(block: &Block) -> Markup {
    match block {
        Block::Heading(words) => markup! { h2 { (words) } },
        Block::Paragraph(line) => markup! { p dir="auto" { (inline(line)) } },
        Block::List(items) => markup! {
            ul {
                @for (line, under) in items {
                    li dir="auto" {
                        (inline(line))
                        @if !under.is_empty() {
                            ul { @for line in under { li dir="auto" { (inline(line)) } } }
                        }
                    }
                }
            }
        },
        Block::Table { head, rows } => markup! {
            table {
                thead { tr { @for title in head { th scope="col" { (title) } } } }
                tbody {
                    @for row in rows { tr { @for cell in row { td dir="auto" { (inline(cell)) } } } }
                }
            }
        },
        Block::Sides { head, rows } => sides(head, rows),
    }
}

fn sides(head: &[String; 2], rows: &[Side]) -> Markup {
    markup! {
        table.sides {
            thead { tr { @for title in head { th scope="col" { (title) } } th scope="col" { "What changed" } } }
            tbody {
                @for row in rows {
                    tr {
                        td dir="auto" { (inline(&row.before)) }
                        td dir="auto" { (inline(&row.after)) }
                        td.notes dir="auto" { @for note in &row.notes { p { (inline(note)) } } }
                    }
                }
            }
        }
    }
}

fn inline(line: &Line) -> Markup {
    markup! {
        @for part in &line.0 {
            @match part {
                Inline::Plain(text) => { (text) },
                Inline::Strong(text) => { strong { (text) } },
                Inline::Faint(text) => { span.faint { (text) } },
                Inline::State(state) => {
                    span class={ "state " (state.word()) } { span aria-hidden="true" { (state.sign()) } " " (state.word()) }
                },
                Inline::Cite(cite) => { " " span.cite { (cite.to_string()) } },
                Inline::Inserted(text) => {
                    (parted(text).0) ins { (parted(text).1) } (parted(text).2)
                },
                Inline::Deleted(text) => {
                    (parted(text).0) del { (parted(text).1) } (parted(text).2)
                },
            }
        }
    }
}
