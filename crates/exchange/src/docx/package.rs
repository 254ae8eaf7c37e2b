//! The archive in which the parts of a Word document lie.

use super::finding::Refusal;
use super::limits::Limits;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

/// Below this size a part may be packed as tightly as it likes.
const RATIO_FREE_BYTES: usize = 1 << 20;

/// An open archive.
#[derive(Debug)]
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The places of the parts by their names in lower case, as Word finds them.
    places: BTreeMap<String, usize>,
    limits: &'b Limits,
    unpacked: usize,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8], limits: &'b Limits) -> Result<Package<'b>, Refusal> {
        if bytes.len() > limits.file_bytes_max {
            let message = format!("the file has {}; at most {} are read", mib(bytes.len()), mib(limits.file_bytes_max));
            return Err(Refusal::new("too-large", message).hint("compress or take out its pictures, and save it again"));
        }
        if let Some(refusal) = other_kind(bytes) {
            return Err(refusal);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.len() > limits.entries_max {
            let message = format!("the file has {} parts; at most {} are read", archive.len(), limits.entries_max);
            return Err(Refusal::new("too-large", message));
        }
        if archive.has_duplicate_names() {
            return Err(twice("a part"));
        }
        let mut package = Package { archive, places: BTreeMap::new(), limits, unpacked: 0 };
        package.index()?;
        Ok(package)
    }

    fn index(&mut self) -> Result<(), Refusal> {
        for at in 0..self.archive.len() {
            let entry = self.archive.by_index_raw(at).map_err(|error| damaged(&error))?;
            let name = entry.name().map_err(|error| damaged(&error))?.replace('\\', "/");
            if entry.is_dir() {
                continue;
            }
            let key = name.trim_start_matches('/').to_lowercase();
            if key.split('/').any(|part| part == "..") {
                let message = format!("the part {name:?} would lie outside the file");
                return Err(Refusal::new("damaged", message).hint("ask for the file again"));
            }
            // Two parts of one name are read differently by different programs.
            if self.places.insert(key, at).is_some() {
                return Err(twice(&format!("the part {name:?}")));
            }
        }
        Ok(())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&key(name))
    }

    /// Returns whether any part has a name that meets a test; names are in lower case.
    pub(super) fn any(&self, test: impl Fn(&str) -> bool) -> bool {
        self.places.keys().any(|name| test(name))
    }

    /// Unpacks a part; nothing where there is none of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(&at) = self.places.get(&key(name)) else { return Ok(None) };
        let entry = self.archive.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => password(),
            other => damaged(&other),
        })?;
        let packed = usize::try_from(entry.compressed_size()).unwrap_or(usize::MAX);
        let room = self.limits.part_bytes_max.min(self.limits.total_bytes_max.saturating_sub(self.unpacked));
        let tight = packed.saturating_mul(self.limits.ratio_max).max(RATIO_FREE_BYTES);
        let most = room.min(tight);
        let mut bytes = Vec::new();
        let read = entry.take(most as u64 + 1).read_to_end(&mut bytes);
        if bytes.len() > most {
            let message = if tight < room {
                format!("the part {name} grows more than {}-fold by unpacking", self.limits.ratio_max)
            } else {
                format!("the part {name} is larger than {} unpacked", mib(most))
            };
            return Err(Refusal::new("too-large", message).hint("this is no ordinary document; do not open it"));
        }
        read.map_err(|error| Refusal::new("damaged", format!("the part {name} is damaged: {error}")))?;
        self.unpacked += bytes.len();
        Ok(Some(bytes))
    }
}

fn key(name: &str) -> String {
    name.trim_start_matches('/').to_lowercase()
}

fn mib(bytes: usize) -> String {
    let mib = bytes.div_ceil(1 << 20);
    format!("{mib} MiB")
}

fn damaged(error: &dyn std::fmt::Display) -> Refusal {
    Refusal::new("damaged", format!("the file is damaged or cut off: {error}"))
        .hint("ask for it again; a word processor may be able to repair a copy")
}

fn twice(what: &str) -> Refusal {
    Refusal::new("damaged", format!("{what} stands in the file twice, so that programs would read different texts"))
        .hint("open it in a word processor and save it under another name")
}

fn password() -> Refusal {
    Refusal::new("password", "the file is protected by a password").hint("open it in Word, take the password off, save")
}

/// Recognises what people take for a Word document, and says what to do with it.
fn other_kind(bytes: &[u8]) -> Option<Refusal> {
    let starts = |with: &[u8]| bytes.starts_with(with);
    if starts(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        // Names of streams are UTF-16; the directory may lie anywhere.
        let wide = |word: &str| word.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        return Some(if holds(bytes, &wide("EncryptedPackage")) {
            password()
        } else {
            Refusal::new("other-format", "this is a document in the old format of Word (.doc)")
                .hint("open it in a word processor and save it as .docx")
        });
    }
    let text = bytes.trim_ascii_start();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let other = |what: &str| {
        Some(Refusal::new("other-format", what.to_string()).hint("open it in a word processor and save it as .docx"))
    };
    if starts(b"{\\rtf") {
        return other("this is rich text (.rtf), not a Word document");
    }
    if starts(b"%PDF") {
        return other("this is a PDF, not a Word document");
    }
    if text.starts_with(b"<") {
        return other("this is a bare XML or HTML file, not a Word document");
    }
    if !starts(b"PK") {
        return other(if bytes.is_empty() { "the file is empty" } else { "this is not a Word document (.docx)" });
    }
    None
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    let first = word[0];
    bytes.iter().enumerate().any(|(at, &byte)| byte == first && bytes[at..].starts_with(word))
}
