//! Word documents on disk.

use crate::context::Failure;
use std::io::{self, Read as _};
use std::path::Path;
use zopa::session::Unaskable;
use zopa_exchange::docx::{Limits, Reading, read, write};
use zopa_store::replace;
use zopa_text::document::Document;

/// Reads a Word document; returns its bytes too. One that cannot be read is told with a way out.
pub(crate) fn open(path: &str) -> Result<(Vec<u8>, Reading), Failure> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{path}: {error}"));
    let limits = Limits::default();
    let file = std::fs::File::open(path).map_err(named)?;
    let size = file.metadata().map_err(named)?.len();
    let most = limits.file_bytes_max as u64;
    if size > most {
        let message =
            format!("{path}: the file has {} MiB; at most {} MiB are read", size.div_ceil(1 << 20), most >> 20);
        return Err(failure(&message, Some("compress or take out its pictures, and save it again")));
    }
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(named)?;
    match read(&bytes, &limits) {
        Ok(reading) => Ok((bytes, reading)),
        Err(refusal) => Err(failure(&format!("{path}: {refusal}"), refusal.hint.as_deref())),
    }
}

/// Returns a failure of reading with a way out below it.
fn failure(message: &str, hint: Option<&str>) -> Failure {
    let hint = hint.map(|hint| format!("\n\u{1b}[1mhelp\u{1b}[0m: {hint}")).unwrap_or_default();
    io::Error::other(format!("{message}{hint}")).into()
}

/// Writes a Word document, whole or not at all. A file that is there already stays unless `force` says otherwise.
pub(crate) fn save(path: &str, document: &Document, force: bool) -> Result<(), Failure> {
    let place = Path::new(path);
    if place.exists() && !force {
        let message = format!("{path} exists already");
        return Err(Unaskable { message, hint: Some("choose another name, or say --force".to_string()) }.into());
    }
    let bytes = write(document);
    replace(place, |out| out.write_all(&bytes))?;
    Ok(())
}

/// Returns whether a path looks like a Word document.
pub(crate) fn is_word(path: &str) -> bool {
    let ending = Path::new(path).extension().map(|ending| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ending == "docx" || ending == "docm" || ending == "doc" || ending == "dotx")
}
