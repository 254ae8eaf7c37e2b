//! Files as text, whatever their bytes.

use super::finding::{Place, Report};
use zopa_syntax::span::{LineIndex, Position};

/// A file that was decoded.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
    lines: LineIndex,
}

impl Source {
    /// Decodes a file: UTF-8 with or without a mark, UTF-16 with one, or Latin-1.
    pub(super) fn decode(path: &str, bytes: &[u8], report: &mut Report) -> Source {
        let text = match bytes {
            [0xef, 0xbb, 0xbf, rest @ ..] => utf_8(path, rest, report),
            [0xff, 0xfe, rest @ ..] => utf_16(path, rest, u16::from_le_bytes, report),
            [0xfe, 0xff, rest @ ..] => utf_16(path, rest, u16::from_be_bytes, report),
            _ => utf_8(path, bytes, report),
        };
        let lines = LineIndex::new(&text);
        Source { path: path.to_string(), text, lines }
    }

    /// Returns the line and column of a byte of the text.
    pub(super) fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        self.lines.position(&self.text, offset as u32)
    }

    /// Returns the place of a byte of the text.
    pub(super) fn place(&self, offset: usize) -> Place<'_> {
        Place::at(&self.path, self.position(offset))
    }

    /// Returns the name of the file without its folders and its ending.
    pub(super) fn stem(&self) -> &str {
        let name = file_name(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Returns the name of the folder in which the file lies.
    pub(super) fn folder(&self) -> Option<&str> {
        let above = self.path.rsplit_once(['/', '\\'])?.0;
        Some(file_name(above)).filter(|name| !name.is_empty() && *name != "." && *name != "..")
    }
}

/// Returns the last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn utf_8(path: &str, bytes: &[u8], report: &mut Report) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(fault) => {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_ascii_lowercase();
            let declared = ["iso-8859-1", "latin1", "latin-1", "windows-1252"].iter().any(|name| head.contains(name));
            if !declared {
                let before = &bytes[..fault.valid_up_to()];
                let line = before.iter().filter(|&&byte| byte == b'\n').count() as u32 + 1;
                let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
                let column = String::from_utf8_lossy(&before[start..]).chars().count() as u32 + 1;
                let message = "a byte that is no UTF-8, and no other encoding is declared; the file is read as Latin-1";
                report.deviation(Place::at(path, Position { line, column }), "undeclared-encoding", message);
            }
            bytes.iter().map(|&byte| char::from(byte)).collect()
        }
    }
}

fn utf_16(path: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16, report: &mut Report) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    if text.contains(char::REPLACEMENT_CHARACTER) || bytes.len() % 2 == 1 {
        report.error(Place::file(path), "undeclared-encoding", "it starts like UTF-16 but is none");
    }
    text
}
