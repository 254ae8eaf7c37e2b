//! How cells look: the same few forms for all sheets, which print in black and white as well.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use zopa_text::document::Tone;
use zopa_text::sheet::{Face, Look};

const INK: u32 = 0x1F_1F_1F;
const FAINT: u32 = 0x59_59_59;
const RULE: u32 = 0xBF_BF_BF;
const HEAD: u32 = 0x26_3C_56;

/// How many looks there are.
const LOOKS: usize = 12;

/// The forms of cells and of words in them, each made once.
#[derive(Debug)]
pub(super) struct Looks {
    rtl: bool,
    cells: [[Option<Format>; 2]; LOOKS],
    words: [[Format; 3]; 2],
}

impl Looks {
    /// Returns the forms of a workbook.
    pub(super) fn new(rtl: bool) -> Looks {
        let words = [false, true].map(|light| [Face::Plain, Face::Strong, Face::Faint].map(|face| words(face, light)));
        Looks { rtl, cells: std::array::from_fn(|_| [None, None]), words }
    }

    /// Returns the form of a cell and those of words within it, plain, strong and faint. A text that a spreadsheet might
    /// take for a formula when somebody edits it is marked as a text.
    pub(super) fn of(&mut self, look: Look, marked: bool) -> (&Format, [&Format; 3]) {
        let rtl = self.rtl;
        let cell = self.cells[key(look)][usize::from(marked)].get_or_insert_with(|| {
            let format = cell(look);
            let format = if marked { format.set_quote_prefix() } else { format };
            if rtl { format.set_reading_direction(2) } else { format }
        });
        (cell, self.words[usize::from(look == Look::Head)].each_ref())
    }
}

fn key(look: Look) -> usize {
    match look {
        Look::Plain => 0,
        Look::Title => 1,
        Look::Outside => 2,
        Look::Head => 3,
        Look::Faint => 4,
        Look::Strong => 5,
        Look::Blank => 6,
        Look::State(tone) => 7 + tone as usize,
    }
}

fn base() -> Format {
    Format::new().set_font_size(10).set_font_color(Color::RGB(INK)).set_align(FormatAlign::Top)
}

fn framed() -> Format {
    base().set_text_wrap().set_border(FormatBorder::Thin).set_border_color(Color::RGB(RULE))
}

fn cell(look: Look) -> Format {
    match look {
        Look::Plain => framed(),
        Look::Title => base().set_font_size(15).set_bold(),
        Look::Outside => base().set_font_color(Color::RGB(FAINT)).set_font_size(9),
        Look::Head => framed()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(HEAD))
            .set_align(FormatAlign::VerticalCenter),
        Look::Faint => framed().set_font_size(8).set_font_color(Color::RGB(FAINT)),
        Look::Strong => framed().set_bold(),
        Look::Blank => framed().set_background_color(Color::RGB(0xFF_FB_E6)),
        Look::State(tone) => framed().set_bold().set_background_color(Color::RGB(ground(tone))),
    }
}

fn ground(tone: Tone) -> u32 {
    match tone {
        Tone::Head => 0xE7_E6_E6,
        Tone::Agreed => 0xC9_E4_CA,
        Tone::Close => 0xD3_E5_F5,
        Tone::Open => 0xFD_EF_C8,
        Tone::Blocked => 0xF6_CB_BF,
    }
}

fn words(face: Face, light: bool) -> Format {
    let colour = |dark: u32| if light { Color::White } else { Color::RGB(dark) };
    let plain = Format::new().set_font_size(10).set_font_color(colour(INK));
    match face {
        Face::Plain => plain,
        Face::Strong => plain.set_bold(),
        Face::Faint => plain.set_font_size(8).set_font_color(colour(FAINT)),
    }
}
