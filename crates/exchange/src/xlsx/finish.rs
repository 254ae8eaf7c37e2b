//! Two things in a finished workbook that the writer cannot be told.
//!
//! It calls itself Excel, which is not true. And a row whose height it is given is marked as measured by hand, so that
//! it would not grow when somebody adds a line to one of its cells.

use super::Refused;
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// How hard the sheets are packed: as little as makes them small, since they are packed twice.
const LEVEL: i64 = 2;

/// Returns the workbook with both put right; all other parts stay as they are.
pub(super) fn finished(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let failed = |error: &dyn std::fmt::Display| Refused::new(format!("the workbook cannot be written: {error}"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    // A fixed time: the file says nothing of when it was made.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default());
    for at in 0..archive.len() {
        let raw = archive.by_index_raw(at).map_err(|error| failed(&error))?;
        let path = raw.name().map_err(|error| failed(&error))?.into_owned();
        let is_sheet = path.starts_with("xl/worksheets/sheet");
        if !is_sheet && path != "docProps/app.xml" {
            out.raw_copy_file(raw).map_err(|error| failed(&error))?;
            continue;
        }
        drop(raw);
        let mut part = archive.by_index(at).map_err(|error| failed(&error))?;
        let mut text = String::new();
        part.read_to_string(&mut text).map_err(|error| failed(&error))?;
        let text = if is_sheet {
            growing(&text)
        } else {
            text.replacen("<Application>Microsoft Excel</Application>", "<Application>zopa</Application>", 1)
        };
        out.start_file(path, options).map_err(|error| failed(&error))?;
        out.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    }
    Ok(out.finish().map_err(|error| failed(&error))?.into_inner())
}

/// Takes the mark of a height measured by hand from the rows of a sheet.
fn growing(sheet: &str) -> String {
    const ROW: &str = "<row ";
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(start) = rest.find(ROW) {
        let end = rest[start..].find('>').map_or(rest.len(), |at| start + at);
        out.push_str(&rest[..start]);
        out.push_str(&rest[start..end].replacen(" customHeight=\"1\"", "", 1));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::growing;

    #[test]
    fn only_rows_lose_the_mark() {
        let sheet = "<cols customHeight=\"1\"/><row r=\"1\" ht=\"30\" customHeight=\"1\"><c/></row><row r=\"2\"/>";
        assert_eq!(growing(sheet), "<cols customHeight=\"1\"/><row r=\"1\" ht=\"30\"><c/></row><row r=\"2\"/>");
    }
}
