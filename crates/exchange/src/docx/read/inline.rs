//! What stands inside a paragraph.

use super::super::finding::{Oddity, Refusal};
use super::super::style::Setting;
use super::super::xml::{At, Space};
use super::block::{alternative, change_kind};
use super::{Fields, Reader};
use zopa_text::document::{Block, Change, ChangeKind, Run};

/// Words, and whether this program wrote them as the number of a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) run: Run,
    pub(super) number: bool,
}

/// Where the words of a paragraph go, and the text boxes that hang on it.
struct Sink<'s> {
    under: Setting,
    pieces: &'s mut Vec<Piece>,
    boxes: &'s mut Vec<Block>,
}

impl Reader<'_> {
    pub(super) fn one_inline(
        &mut self,
        at: At<'_>,
        pieces: &mut Vec<Piece>,
        boxes: &mut Vec<Block>,
    ) -> Result<(), Refusal> {
        self.one_inline_in(at, Setting::default(), pieces, boxes)
    }

    /// Reads something inside a paragraph whose style sets words in a certain way.
    pub(super) fn one_inline_in(
        &mut self,
        at: At<'_>,
        under: Setting,
        pieces: &mut Vec<Piece>,
        boxes: &mut Vec<Block>,
    ) -> Result<(), Refusal> {
        self.inline(at, &mut Sink { under, pieces, boxes })
    }

    fn inline(&mut self, at: At<'_>, sink: &mut Sink<'_>) -> Result<(), Refusal> {
        match at.name() {
            (Space::Word, "r") => self.run(at, sink),
            (Space::Word, "sdt") => match at.first("sdtContent") {
                Some(content) => self.inlines(content, sink),
                None => Ok(()),
            },
            (Space::Word, "pPr" | "rPr" | "sdtPr" | "smartTagPr" | "customXmlPr" | "instrText") => Ok(()),
            (Space::Word, "altChunk" | "subDoc") => {
                self.report.note(Oddity::Chunks);
                Ok(())
            }
            (Space::Word, name) => match change_kind(name) {
                Some(kind) => self.within(at, kind, |reader| reader.inlines(at, sink)),
                None => {
                    self.mark(at);
                    self.inlines(at, sink)
                }
            },
            (Space::Math, "oMath") => self.formula(at, sink),
            (Space::Compat, "AlternateContent") => match alternative(at) {
                Some(chosen) => self.inlines(chosen, sink),
                None => Ok(()),
            },
            _ => self.inlines(at, sink),
        }
    }

    fn inlines(&mut self, parent: At<'_>, sink: &mut Sink<'_>) -> Result<(), Refusal> {
        parent.children().try_for_each(|child| self.inline(child, sink))
    }

    fn formula(&mut self, at: At<'_>, sink: &mut Sink<'_>) -> Result<(), Refusal> {
        self.report.note(Oddity::Formulas);
        let mut words = String::new();
        at.each(&mut |inner| {
            if inner.name().1 == "t" {
                words.push_str(&inner.text());
            }
        });
        let run = Run { text: words, changes: self.changes.clone(), ..Run::default() };
        self.put(Piece { run, number: false }, sink)
    }

    fn run(&mut self, at: At<'_>, sink: &mut Sink<'_>) -> Result<(), Refusal> {
        let properties = at.first("rPr");
        let mut changes = self.changes.clone();
        let setting = |of: Option<At<'_>>, reader: &Reader<'_>| -> (Setting, bool) {
            let named = reader.styles.of_words(of.and_then(|of| of.value("rStyle")));
            let (style, number) = named.map_or((Setting::default(), false), |style| (style.setting, style.number));
            let own = of.map(Setting::read).unwrap_or_default();
            // A heading is bold by being one, so only what hides words is taken from the style of the paragraph.
            let under = Setting { hidden: sink.under.hidden, unseen: sink.under.unseen, ..Setting::default() };
            (own.over(style).over(under), number)
        };
        let (mut set, number) = setting(properties, self);
        if number {
            // Numbers are bold or not by their style.
            set.bold = None;
        }
        if let Some(change) = properties.and_then(|properties| properties.first("rPrChange")) {
            let (before, _) = setting(change.first("rPr"), self);
            let change = self.change(change, ChangeKind::Formatted);
            changes.push(Change { face: Some(before.face()), ..change });
        }
        let template = Piece { run: Run { face: set.face(), changes, ..Run::default() }, number };
        let before = sink.pieces.len();
        self.run_content(at, &template, sink)?;
        let has_words = sink.pieces[before..].iter().any(|piece| !piece.run.text.trim().is_empty());
        if has_words && template.run.face.hidden {
            self.report.note(Oddity::Hidden);
        } else if has_words && set.unseen == Some(true) {
            self.report.note(Oddity::Unseen);
        }
        Ok(())
    }

    fn run_content(&mut self, at: At<'_>, template: &Piece, sink: &mut Sink<'_>) -> Result<(), Refusal> {
        for child in at.children() {
            let text = match child.name() {
                (Space::Word, "t" | "delText") => words(child),
                (Space::Word, "tab" | "ptab") => "\t".to_string(),
                (Space::Word, "br") => match child.get("type") {
                    // Where a page or a column ends is a matter of layout.
                    Some("page" | "column") => continue,
                    _ => "\n".to_string(),
                },
                (Space::Word, "cr") => "\n".to_string(),
                (Space::Word, "noBreakHyphen") => "\u{2011}".to_string(),
                (Space::Word, "softHyphen") => "\u{ad}".to_string(),
                (Space::Word, "sym") => self.symbol(child),
                (Space::Word, "fldChar") => {
                    self.field(child);
                    continue;
                }
                (Space::Word, "footnoteReference") => {
                    self.note_reference(child, false, template, sink)?;
                    continue;
                }
                (Space::Word, "endnoteReference") => {
                    self.note_reference(child, true, template, sink)?;
                    continue;
                }
                (Space::Word, "commentReference") => {
                    self.comment_reference(child, template, sink)?;
                    continue;
                }
                (Space::Word, "rPr" | "instrText" | "delInstrText") => continue,
                (Space::Word, "drawing" | "pict" | "object") => {
                    self.graphic(child, sink)?;
                    continue;
                }
                (Space::Word, "ruby") => {
                    if let Some(base) = child.first("rubyBase") {
                        self.inlines(base, sink)?;
                    }
                    continue;
                }
                (Space::Compat, "AlternateContent") => {
                    if let Some(chosen) = alternative(child) {
                        self.run_content(chosen, template, sink)?;
                    }
                    continue;
                }
                _ => continue,
            };
            if self.follow == Fields::Followed && self.fields.iter().any(|in_result| !in_result) {
                continue;
            }
            let mut piece = template.clone();
            piece.run.text = text;
            self.put(piece, sink)?;
        }
        Ok(())
    }

    fn put(&mut self, mut piece: Piece, sink: &mut Sink<'_>) -> Result<(), Refusal> {
        if piece.run.text.is_empty() && piece.run.note.is_none() && piece.run.comments.is_empty() {
            return Ok(());
        }
        if piece.run.text.is_empty() && piece.run.note.is_none() {
            // A place between words belongs to the comments that have no words yet.
            let used = &self.used;
            piece.run.comments.extend(self.open.iter().filter(|&&comment| !used[comment]));
        } else {
            piece.run.comments.extend(&self.open);
        }
        piece.run.comments.sort_unstable();
        piece.run.comments.dedup();
        for &comment in &piece.run.comments {
            self.used[comment] = true;
        }
        let changes: usize = piece
            .run
            .changes
            .iter()
            .map(|change| 96 + change.author.len() + change.pair.as_ref().map_or(0, String::len))
            .sum();
        self.spend(96 + piece.run.text.len() + changes + 8 * piece.run.comments.len())?;
        sink.pieces.push(piece);
        Ok(())
    }

    fn symbol(&mut self, at: At<'_>) -> String {
        let code = at.get("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let font = at.get("font").unwrap_or_default();
        let Some(code) = code else { return String::new() };
        let known = match (font, code & 0xff) {
            ("Symbol", 0xb7) => Some('•'),
            ("Symbol", 0xb3) => Some('≥'),
            ("Symbol", 0xa3) => Some('≤'),
            ("Symbol", 0xb9) => Some('≠'),
            ("Symbol", 0xb1) => Some('±'),
            ("Symbol", 0xb0) => Some('°'),
            ("Symbol", 0xae) => Some('→'),
            ("Symbol", 0xd7) => Some('⋅'),
            ("Wingdings", 0xfc) => Some('✓'),
            ("Wingdings", 0xfb) => Some('✗'),
            ("Wingdings", 0xfe) => Some('☑'),
            ("Wingdings", 0xfd) => Some('☒'),
            ("Wingdings", 0xa8) => Some('☐'),
            ("Wingdings", 0xe0) => Some('→'),
            _ => None,
        };
        if known.is_none() && (0xf000..=0xf0ff).contains(&code) {
            self.report.note(Oddity::Symbols);
        }
        known.or_else(|| char::from_u32(code)).unwrap_or('\u{fffd}').to_string()
    }

    fn field(&mut self, at: At<'_>) {
        match at.get("fldCharType") {
            Some("begin") => self.fields.push(false),
            Some("separate") => {
                if let Some(last) = self.fields.last_mut() {
                    *last = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
        if self.follow == Fields::Shown {
            self.fields.clear();
        }
    }

    fn note_reference(&mut self, at: At<'_>, end: bool, template: &Piece, sink: &mut Sink<'_>) -> Result<(), Refusal> {
        match self.ids.note(end, at.get("id").unwrap_or_default()) {
            Some(note) => {
                let mut piece = template.clone();
                piece.run.note = Some(note);
                self.put(piece, sink)
            }
            None => {
                self.report.note(Oddity::LostNotes);
                Ok(())
            }
        }
    }

    fn comment_reference(&mut self, at: At<'_>, template: &Piece, sink: &mut Sink<'_>) -> Result<(), Refusal> {
        match self.ids.comment(at.get("id").unwrap_or_default()) {
            // A comment on no words at all hangs on a place between them.
            Some(comment) if !self.used[comment] => {
                let mut piece = template.clone();
                piece.run.comments.push(comment);
                self.put(piece, sink)
            }
            Some(_) => Ok(()),
            None => {
                self.report.note(Oddity::LostComments);
                Ok(())
            }
        }
    }

    /// Reads the text boxes of a drawing, each once, whatever the ways in which it is given.
    fn graphic(&mut self, at: At<'_>, sink: &mut Sink<'_>) -> Result<(), Refusal> {
        let boxes = boxes(at);
        if boxes.is_empty() {
            let is_object = at.word() == "object";
            self.report.note(if is_object { Oddity::Objects } else { Oddity::Pictures });
        }
        for content in boxes {
            self.report.note(Oddity::Boxes);
            self.blocks(content, sink.boxes)?;
        }
        Ok(())
    }
}

/// Returns the contents of the text boxes inside; boxes inside these are found when they are read.
fn boxes(at: At<'_>) -> Vec<At<'_>> {
    let mut found = Vec::new();
    for child in at.children() {
        if child.word() == "txbxContent" {
            found.push(child);
        } else if child.name() == (Space::Compat, "AlternateContent") {
            found.extend(alternative(child).into_iter().flat_map(boxes));
        } else {
            found.extend(boxes(child));
        }
    }
    found
}

/// Returns the words of a text as Word shows them: space at the ends counts only where the file says so.
fn words(at: At<'_>) -> String {
    let text = at.text();
    let text = if at.get("xml:space") == Some("preserve") {
        text
    } else {
        text.trim_matches([' ', '\n', '\r', '\t']).to_string()
    };
    text.replace(['\n', '\r'], " ")
}
