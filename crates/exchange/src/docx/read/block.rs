//! Blocks: paragraphs and what holds them.

use super::super::finding::{Oddity, Refusal};
use super::super::merge;
use super::super::number::Listing;
use super::super::style;
use super::super::xml::{At, Space};
use super::inline::Piece;
use super::literal;
use super::{NAME_MAX, Reader};
use zopa_text::document::{Block, Change, ChangeKind, Paragraph, Renumbered, Style};

/// What an element makes of the words inside it.
pub(super) fn change_kind(name: &str) -> Option<ChangeKind> {
    match name {
        "ins" => Some(ChangeKind::Inserted),
        "del" => Some(ChangeKind::Deleted),
        "moveFrom" => Some(ChangeKind::MovedFrom),
        "moveTo" => Some(ChangeKind::MovedTo),
        _ => None,
    }
}

/// Returns the one alternative that is read: what a new program shows, or else what an old one does.
pub(super) fn alternative(at: At<'_>) -> Option<At<'_>> {
    let of = |name: &str| at.children().find(|child| child.name() == (Space::Compat, name));
    of("Choice").or_else(|| of("Fallback"))
}

impl Reader<'_> {
    pub(super) fn blocks(&mut self, parent: At<'_>, out: &mut Vec<Block>) -> Result<(), Refusal> {
        for child in parent.children() {
            match child.word() {
                "p" => self.paragraph(child, out)?,
                "tbl" => {
                    let table = self.table(child)?;
                    out.push(Block::Table(table));
                }
                "sdt" => {
                    if let Some(content) = child.first("sdtContent") {
                        self.blocks(content, out)?;
                    }
                }
                "r" | "hyperlink" | "fldSimple" => self.loose(child, out)?,
                "altChunk" => self.report.note(Oddity::Chunks),
                "pPr" | "sectPr" | "sdtPr" | "tcPr" | "trPr" | "tblPr" | "tblGrid" => {}
                name => match change_kind(name) {
                    Some(kind) => self.within(child, kind, |reader| reader.blocks(child, out))?,
                    None => {
                        self.mark(child);
                        if child.name() == (Space::Compat, "AlternateContent") {
                            if let Some(chosen) = alternative(child) {
                                self.blocks(chosen, out)?;
                            }
                        } else {
                            // Whatever it is, what it holds is read.
                            self.blocks(child, out)?;
                        }
                    }
                },
            }
        }
        Ok(())
    }

    /// Reads words that stand outside any paragraph as one of their own.
    fn loose(&mut self, at: At<'_>, out: &mut Vec<Block>) -> Result<(), Refusal> {
        let (mut pieces, mut boxes) = (Vec::new(), Vec::new());
        self.one_inline(at, &mut pieces, &mut boxes)?;
        let runs = merge::merged(pieces.into_iter().map(|piece: Piece| piece.run));
        if !runs.is_empty() {
            out.push(Block::Paragraph(Paragraph { runs, ..Paragraph::default() }));
        }
        out.append(&mut boxes);
        Ok(())
    }

    pub(super) fn paragraph(&mut self, at: At<'_>, out: &mut Vec<Block>) -> Result<(), Refusal> {
        let properties = at.first("pPr");
        let mut paragraph = Paragraph::default();
        self.form(properties, &mut paragraph)?;
        let (mut pieces, mut boxes) = (Vec::new(), Vec::new());
        let named = properties.and_then(|properties| properties.value("pStyle"));
        let under = self.styles.of_paragraph(named).setting;
        for child in at.children().filter(|child| child.word() != "pPr") {
            self.one_inline_in(child, under, &mut pieces, &mut boxes)?;
        }
        literal::take_number(&mut pieces, &mut paragraph);
        paragraph.runs = merge::merged(pieces.into_iter().map(|piece| piece.run));
        out.push(Block::Paragraph(paragraph));
        out.append(&mut boxes);
        Ok(())
    }

    /// Reads what a paragraph is, its number, and what was done to it as a whole.
    fn form(&mut self, properties: Option<At<'_>>, paragraph: &mut Paragraph) -> Result<(), Refusal> {
        let named = properties.and_then(|properties| properties.value("pStyle"));
        let style = self.styles.of_paragraph(named);
        let direct = properties.map(|properties| Listing::read(properties, None)).unwrap_or_default();
        let listing = direct.over(style.listing.clone());
        let own = properties.and_then(style::heading);
        let rtl = properties.and_then(|properties| properties.flag("bidi")).or(style.rtl);
        paragraph.rtl = rtl.unwrap_or(false);
        let mut before = listing.clone();
        let mut reset: Option<Change> = None;
        paragraph.changes = self.end_changes(properties);
        if let Some(properties) = properties {
            if let Some(change) = properties.first("pPrChange") {
                let reset_by = self.change(change, ChangeKind::Formatted);
                if let Some(old) = change.first("pPr") {
                    let style = self.styles.of_paragraph(old.value("pStyle"));
                    before = Listing::read(old, None).over(style.listing.clone());
                }
                reset = Some(reset_by.clone());
                paragraph.changes.push(reset_by);
            }
            if let Some(added) = properties.first("numPr").and_then(|listing| listing.first("ins")) {
                before = Listing::default();
                reset = Some(self.change(added, ChangeKind::Formatted));
            }
        }
        let removed = self.gone || paragraph.changes.iter().any(|change| change.kind.removes());
        let added = self.new || paragraph.changes.iter().any(|change| change.kind.adds());
        let now = if removed { None } else { Some(self.lists.next(&listing, &mut self.accepted, &mut self.report)) };
        let then = if added { None } else { Some(self.lists.next(&before, &mut self.rejected, &mut self.report)) };
        let shown = now.clone().or_else(|| then.clone()).flatten();
        paragraph.number = shown.as_ref().and_then(|numbered| numbered.number.clone());
        let text = |numbered: Option<super::super::number::Numbered>| numbered.and_then(|each| each.number);
        if let (Some(now), Some(then)) = (now, then) {
            let (now, then) = (text(now), text(then));
            if now != then {
                let reset = reset.filter(|_| before != listing);
                let (author, date) = reset.map_or((None, None), |change| (Some(change.author), change.date));
                paragraph.renumbered = Some(Renumbered { from: then.unwrap_or_default(), author, date });
            }
        }
        let from_list = shown.map(|numbered| match (numbered.level, &numbered.number) {
            (level, None) => Style::Item(u8::try_from(level).unwrap_or(0)),
            (0, Some(_)) => Style::Body,
            (level, Some(_)) => Style::Item(u8::try_from(level).unwrap_or(0)),
        });
        paragraph.style = own.or(style.style).or(from_list).unwrap_or_default();
        let before = paragraph.renumbered.as_ref().map_or(0, |renumbered| renumbered.from.len() + NAME_MAX);
        self.spend(64 + paragraph.number.as_ref().map_or(0, String::len) + before)
    }

    /// Reads what was done to the end of a paragraph.
    fn end_changes(&mut self, properties: Option<At<'_>>) -> Vec<Change> {
        let mut found = self.changes.clone();
        if let Some(end) = properties.and_then(|properties| properties.first("rPr")) {
            for child in end.children() {
                if let Some(kind) = change_kind(child.word()) {
                    let change = self.change(child, kind);
                    if !found.iter().any(|known| known.kind == kind && known.author == change.author)
                        && found.len() < super::NESTED_MAX
                    {
                        found.push(change);
                    }
                }
            }
        }
        found
    }
}
