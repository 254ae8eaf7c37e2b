//! The text: paragraphs in their order, with everything that refers to other parts.

use super::xml::{HEAD, SPACES, escaped};
use super::{FAINT_STYLE, NUMBER_STYLE};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use zopa_text::document::{Block, Change, ChangeKind, Document, Paragraph, Style};

/// The page: A4 with margins of two centimetres, in twentieths of a point.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
const MARGIN: u32 = 1_134;

/// Writes the parts that hold words.
pub(super) struct Writer<'d> {
    pub(super) document: &'d Document,
    pub(super) out: String,
    /// The number that the next tracked change bears.
    next: u32,
    /// For each comment where it begins and ends: the numbers of its first and last runs.
    spans: Vec<Option<(usize, usize)>>,
    /// The number of the run that is written next.
    pub(super) run: usize,
    /// Whether paragraphs stay on the page of the next one.
    pub(super) keep: bool,
    /// The names of moves that are taken, by kind.
    names: BTreeMap<(ChangeKind, String), usize>,
    /// How many moves without a name were met, by kind.
    unnamed: BTreeMap<ChangeKind, usize>,
}

impl<'d> Writer<'d> {
    pub(super) fn new(document: &'d Document) -> Writer<'d> {
        let mut spans = vec![None; document.comments.len()];
        let mut at = 0;
        for paragraph in document.paragraphs() {
            for run in &paragraph.runs {
                for &comment in &run.comments {
                    if let Some(span) = spans.get_mut(comment) {
                        let (first, _) = span.unwrap_or((at, at));
                        *span = Some((first, at));
                    }
                }
                at += 1;
            }
        }
        Writer {
            document,
            out: String::new(),
            next: 0,
            spans,
            run: 0,
            keep: false,
            names: BTreeMap::new(),
            unnamed: BTreeMap::new(),
        }
    }

    /// Returns the part with the text.
    pub(super) fn document(&mut self) -> String {
        let document = self.document;
        self.out = format!("{HEAD}<w:document {SPACES}><w:body>");
        let (width, height) = if document.landscape { (LONG, SHORT) } else { (SHORT, LONG) };
        self.blocks(&document.blocks, width - 2 * MARGIN);
        let turned = if document.landscape { " w:orient=\"landscape\"" } else { "" };
        let _ = write!(
            self.out,
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/>\
             <w:footerReference w:type=\"default\" r:id=\"rId6\"/>\
             <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{turned}/>\
             <w:pgMar w:top=\"{0}\" w:right=\"{MARGIN}\" w:bottom=\"{0}\" w:left=\"{MARGIN}\" w:header=\"567\" \
             w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
            MARGIN + 283,
        );
        std::mem::take(&mut self.out)
    }

    /// Returns the part with the comments.
    pub(super) fn comments(&mut self) -> String {
        self.out = format!("{HEAD}<w:comments {SPACES}>");
        let document = self.document;
        for (at, comment) in document.comments.iter().enumerate() {
            let initials: String = comment.author.split_whitespace().filter_map(|word| word.chars().next()).collect();
            let _ = write!(
                self.out,
                "<w:comment w:id=\"{at}\" w:author=\"{}\"{} w:initials=\"{}\">",
                escaped(&comment.author),
                dated(comment.date.as_deref()),
                escaped(&initials.to_uppercase()),
            );
            let sign = "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:annotationRef/></w:r>";
            self.apart(&comment.text, "CommentText", sign);
            self.out.push_str("</w:comment>");
        }
        self.out.push_str("</w:comments>");
        std::mem::take(&mut self.out)
    }

    /// Returns the part with the footnotes.
    pub(super) fn footnotes(&mut self) -> String {
        self.out = format!(
            "{HEAD}<w:footnotes {SPACES}>\
             <w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
             <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p>\
             </w:footnote>"
        );
        let document = self.document;
        for (at, note) in document.notes.iter().enumerate() {
            let _ = write!(self.out, "<w:footnote w:id=\"{}\">", at + 1);
            let sign = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>\
                        <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
            self.apart(note, "FootnoteText", sign);
            self.out.push_str("</w:footnote>");
        }
        self.out.push_str("</w:footnotes>");
        std::mem::take(&mut self.out)
    }

    /// Writes paragraphs that stand apart from the text; the first one begins with a sign.
    fn apart(&mut self, paragraphs: &[Paragraph], style: &str, sign: &str) {
        let empty = [Paragraph::default()];
        let paragraphs = if paragraphs.is_empty() { &empty } else { paragraphs };
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let plain = paragraph.style == Style::Body && paragraph.number.is_none();
            let style = if plain { Some(style.to_string()) } else { style_of(paragraph) };
            self.paragraph(paragraph, style.as_deref(), if at == 0 { sign } else { "" });
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block], width: u32) {
        let mut after_table = false;
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    self.paragraph(paragraph, style_of(paragraph).as_deref(), "");
                    after_table = false;
                }
                Block::Table(table) => {
                    // Two tables that touch would become one.
                    if after_table {
                        self.out.push_str("<w:p></w:p>");
                    }
                    self.table(table, width);
                    after_table = true;
                }
            }
        }
        // A text and a cell end in a paragraph.
        if after_table || blocks.is_empty() {
            self.out.push_str("<w:p></w:p>");
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, style: Option<&str>, sign: &str) {
        self.out.push_str("<w:p>");
        self.paragraph_properties(paragraph, style);
        self.out.push_str(sign);
        self.number(paragraph);
        self.runs(paragraph);
        self.out.push_str("</w:p>");
    }

    fn paragraph_properties(&mut self, paragraph: &Paragraph, style: Option<&str>) {
        let named = style.map(|style| format!("<w:pStyle w:val=\"{style}\"/>")).unwrap_or_default();
        let keep = if self.keep { "<w:keepNext/>" } else { "" };
        let bidi = if paragraph.rtl { "<w:bidi/>" } else { "" };
        let mut end = String::new();
        let mut form = String::new();
        for change in &paragraph.changes {
            let record = self.record(change);
            match change.kind {
                ChangeKind::Formatted => {
                    if form.is_empty() {
                        form = format!("<w:pPrChange{record}><w:pPr>{named}{keep}{bidi}</w:pPr></w:pPrChange>");
                    }
                }
                kind => {
                    let _ = write!(end, "<w:{}{record}/>", element(kind));
                }
            }
        }
        if !end.is_empty() {
            end = format!("<w:rPr>{end}</w:rPr>");
        }
        let all = format!("{named}{keep}{bidi}{end}{form}");
        if !all.is_empty() {
            let _ = write!(self.out, "<w:pPr>{all}</w:pPr>");
        }
    }

    /// Writes the number of a paragraph as words. It comes and goes with the end of the paragraph.
    fn number(&mut self, paragraph: &Paragraph) {
        let rtl = if paragraph.rtl { "<w:rtl/>" } else { "" };
        let run = |number: &str, element: &str| {
            let mut out = format!("<w:r><w:rPr><w:rStyle w:val=\"{NUMBER_STYLE}\"/>{rtl}</w:rPr>");
            super::xml::words(&mut out, number, element);
            out.push_str("<w:tab/></w:r>");
            out
        };
        if let Some(renumbered) = &paragraph.renumbered
            && let Some(author) = &renumbered.author
        {
            let by = |kind: ChangeKind| Change { date: renumbered.date.clone(), ..Change::new(kind, author.clone()) };
            if !renumbered.from.is_empty() {
                let record = self.record(&by(ChangeKind::Deleted));
                let _ = write!(self.out, "<w:del{record}>{}</w:del>", run(&renumbered.from, "delText"));
            }
            if let Some(number) = &paragraph.number {
                let record = self.record(&by(ChangeKind::Inserted));
                let _ = write!(self.out, "<w:ins{record}>{}</w:ins>", run(number, "t"));
            }
            return;
        }
        let Some(number) = &paragraph.number else { return };
        let tracked: Vec<&Change> =
            paragraph.changes.iter().filter(|change| change.kind.adds() || change.kind.removes()).collect();
        let removed = tracked.iter().any(|change| change.kind == ChangeKind::Deleted);
        let mut close = String::new();
        for change in tracked {
            // A number that moves along is inserted and deleted: it is not part of the moved words.
            let kind = if change.kind.adds() { ChangeKind::Inserted } else { ChangeKind::Deleted };
            let record = self.record(&Change { pair: None, kind, ..change.clone() });
            let _ = write!(self.out, "<w:{}{record}>", element(kind));
            close = format!("</w:{}>{close}", element(kind));
        }
        let moved = paragraph.changes.iter().any(|change| change.kind == ChangeKind::MovedFrom);
        self.out.push_str(&run(number, if removed || moved { "delText" } else { "t" }));
        self.out.push_str(&close);
    }

    /// Returns the attributes that record a change.
    pub(super) fn record(&mut self, change: &Change) -> String {
        self.next += 1;
        let date = dated(change.date.as_deref());
        format!(" w:id=\"{}\" w:author=\"{}\"{date}", self.next, escaped(&change.author))
    }

    /// Returns the comments that begin or end at a run.
    pub(super) fn comments_at(&self, run: usize, comments: &[usize], begin: bool) -> Vec<usize> {
        let at = |comment: &&usize| {
            let span = self.spans.get(**comment).copied().flatten();
            span.is_some_and(|(first, last)| if begin { first == run } else { last == run })
        };
        let mut found: Vec<usize> = comments.iter().filter(at).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Returns the name for the next range of a move. Word wants each name once for either half.
    pub(super) fn move_name(&mut self, change: &Change) -> String {
        let wanted = change.pair.clone().unwrap_or_else(|| {
            let count = self.unnamed.entry(change.kind).or_default();
            *count += 1;
            format!("move{count}")
        });
        // How often the name was wanted, so that the next free one is found at once.
        let mut number = self.names.get(&(change.kind, wanted.clone())).copied().unwrap_or(0) + 1;
        let mut name = if number == 1 { wanted.clone() } else { format!("{wanted}-{number}") };
        while name != wanted && self.names.contains_key(&(change.kind, name.clone())) {
            number += 1;
            name = format!("{wanted}-{number}");
        }
        self.names.insert((change.kind, wanted), number);
        self.names.entry((change.kind, name.clone())).or_insert(1);
        name
    }
}

/// Returns the style in which a paragraph is set; ordinary ones name none.
fn style_of(paragraph: &Paragraph) -> Option<String> {
    let numbered = paragraph.number.is_some() || paragraph.renumbered.is_some();
    match paragraph.style {
        Style::Body => numbered.then(|| "Clause".to_string()),
        Style::Title => Some("Title".to_string()),
        Style::Heading(level) => Some(format!("Heading{}", level.clamp(1, 9))),
        Style::Item(depth) => {
            let name = if numbered { "ListNumber" } else { "ListBullet" };
            Some(format!("{name}{}", depth.min(8) + 1))
        }
    }
}

/// Returns the element that records a change.
pub(super) fn element(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Inserted => "ins",
        ChangeKind::Deleted => "del",
        ChangeKind::MovedFrom => "moveFrom",
        ChangeKind::MovedTo => "moveTo",
        ChangeKind::Formatted => "rPrChange",
    }
}

/// Returns the attribute for a date; a bare day becomes its first minute.
pub(super) fn dated(date: Option<&str>) -> String {
    match date {
        Some(day) if day.len() == 10 => format!(" w:date=\"{}T00:00:00Z\"", escaped(day)),
        Some(date) => format!(" w:date=\"{}\"", escaped(date)),
        None => String::new(),
    }
}

/// Returns the style of words set back in colour.
pub(super) fn faint(is_faint: bool) -> String {
    if is_faint { format!("<w:rStyle w:val=\"{FAINT_STYLE}\"/>") } else { String::new() }
}
