//! What a foreign workbook may hold before anything in it is looked at: sizes are measured, not believed.

use super::Refused;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most bytes that a workbook may have on disk.
pub const FILE_BYTES_MAX: usize = 64 << 20;

/// The most bytes that its parts may have together once they are unpacked.
pub const INFLATED_BYTES_MAX: u64 = 256 << 20;

/// The most parts of a workbook.
const PARTS_MAX: usize = 10_000;

/// The start of the files of older programs, and of workbooks under a password.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// Refuses what is no workbook of Excel, is under a password, or would not fit into memory.
///
/// # Errors
/// Always with what to do instead.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refused> {
    if bytes.len() > FILE_BYTES_MAX {
        let message =
            format!("the file has {} bytes, more than the {} MiB that are read", bytes.len(), FILE_BYTES_MAX >> 20);
        return Err(Refused::new(message));
    }
    if bytes.starts_with(COMPOUND) {
        let message = "an old .xls workbook, or one under a password; neither is read";
        return Err(Refused::new(message).hint("save it as an Excel workbook (.xlsx) without a password"));
    }
    if !bytes.starts_with(b"PK") {
        return Err(Refused::new("no Excel workbook (.xlsx)").hint("save the sheet as .xlsx"));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.len() > PARTS_MAX {
        return Err(Refused::new(format!("{} parts, more than the {PARTS_MAX} that are read", archive.len())));
    }
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_ascii_lowercase()).collect();
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    let other = |what: &str| Err(Refused::new(format!("{what}, which is not read")).hint("save it as .xlsx"));
    if has("workbook.bin") {
        return other("a binary workbook (.xlsb)");
    }
    if has("content.xml") && !has("workbook.xml") {
        return other("an OpenDocument sheet (.ods)");
    }
    if has("word/document.xml") {
        return other("a Word document");
    }
    let mut room = INFLATED_BYTES_MAX;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| broken(&error))?;
        if part.encrypted() {
            return Err(Refused::new("a part of the workbook is under a password").hint("save it without one"));
        }
        // The size that the archive names may be a lie, so the part is unpacked as far as there is room.
        let length = std::io::copy(&mut part.take(room + 1), &mut std::io::sink());
        let length = length.map_err(|error| damaged(&error))?;
        if length > room {
            let limit = INFLATED_BYTES_MAX >> 20;
            return Err(Refused::new(format!("unpacked, the workbook is larger than the {limit} MiB that are read")));
        }
        room -= length;
    }
    Ok(())
}

fn broken(error: &ZipError) -> Refused {
    match error {
        ZipError::UnsupportedArchive(what) => Refused::new(format!("the workbook cannot be unpacked: {what}")),
        other => damaged(other),
    }
}

fn damaged(error: &dyn std::fmt::Display) -> Refused {
    Refused::new(format!("the workbook is damaged or cut short: {error}"))
        .hint("open it in a spreadsheet program and save it again")
}
