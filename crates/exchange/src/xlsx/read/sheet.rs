//! One sheet.

use super::super::Refused;
use super::super::limits::{COLUMNS_MAX, ROWS_MAX};
use super::strings::{entry, unescaped};
use super::style::Styles;
use super::xml::{Step, Steps, attribute};
use super::{CELLS_MAX, MERGED_MAX, Room, TEXT_BYTES_MAX, damaged};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use quick_xml::events::BytesStart;
use zopa_text::sheet::{Found, Region, Table};

/// What the cells of all sheets refer to.
pub(super) struct Context<'c> {
    pub(super) strings: &'c [String],
    pub(super) styles: &'c Styles,
    pub(super) from_1904: bool,
}

/// Reads a sheet. Cells without a place of their own follow the one before.
pub(super) fn read(name: &str, text: &str, context: &Context<'_>, room: &mut Room) -> Result<Table, Refused> {
    let mut table = Table { name: name.to_string(), ..Table::default() };
    let mut steps = Steps::of(text);
    let mut next = (0_u32, 0_u32);
    loop {
        let tag = match steps.next()? {
            Step::Open(tag) => tag,
            Step::Close(closed) if closed == "row" => {
                next = (next.0.saturating_add(1), 0);
                continue;
            }
            Step::End => return Ok(table),
            Step::Close(_) | Step::Words(_) => continue,
        };
        match tag.local_name().as_ref() {
            "row" => {
                if let Some(row) = attribute(&tag, "r")? {
                    let row: Option<u32> = row.parse().ok().filter(|row| *row > 0 && *row as usize <= ROWS_MAX);
                    next = (row.ok_or_else(|| damaged(misplaced("a row")))? - 1, 0);
                }
            }
            "c" => {
                if let Some(place) = attribute(&tag, "r")? {
                    next = placed(&place).ok_or_else(|| damaged(misplaced("a cell")))?;
                }
                if next.0 as usize >= ROWS_MAX || next.1 as usize >= COLUMNS_MAX {
                    return Err(damaged(misplaced("a cell")));
                }
                if let Some(found) = cell(&tag, &mut steps, context)? {
                    take(room, &found)?;
                    table.cells.insert(next, found);
                }
                next.1 += 1;
            }
            "mergeCell" => {
                if let Some(region) = attribute(&tag, "ref")?.as_deref().and_then(region) {
                    table.merged.push(region);
                }
                if table.merged.len() > MERGED_MAX {
                    return Err(Refused::new(format!("more than the {MERGED_MAX} merged regions that are read")));
                }
            }
            _ => {}
        }
    }
}

fn misplaced(what: &str) -> String {
    format!("{what} where no sheet has one")
}

/// Makes sure that there is room for what was found.
fn take(room: &mut Room, found: &Found) -> Result<(), Refused> {
    let length = match found {
        Found::Text(text) | Found::Number(text) | Found::Day(text) | Found::Fault(text) | Found::Formula(text) => {
            text.len()
        }
        Found::Truth(_) => 0,
    };
    let (Some(cells), Some(bytes)) = (room.cells.checked_sub(1), room.bytes.checked_sub(length)) else {
        let limit = TEXT_BYTES_MAX >> 20;
        return Err(Refused::new(format!("more than the {CELLS_MAX} cells or {limit} MiB of text that are read")));
    };
    *room = Room { cells, bytes };
    Ok(())
}

/// Reads the cell that was just opened.
fn cell(tag: &BytesStart<'_>, steps: &mut Steps<'_>, context: &Context<'_>) -> Result<Option<Found>, Refused> {
    let kind = attribute(tag, "t")?.unwrap_or_default();
    let style = attribute(tag, "s")?.and_then(|style| style.parse().ok());
    let (mut value, mut formula, mut inline) = (None, None, None);
    loop {
        match steps.next()? {
            Step::Open(part) => match part.local_name().as_ref() {
                "v" => value = Some(steps.words_of("v", "")?),
                "f" => formula = Some(steps.words_of("f", "")?),
                "is" => inline = Some(entry(steps, "is")?),
                other => {
                    let name = other.to_string();
                    steps.words_of(&name, "")?;
                }
            },
            Step::Close(_) => break,
            Step::Words(_) => {}
            Step::End => return Err(damaged("it ends in the middle of a cell")),
        }
    }
    let value = value.filter(|value| !value.is_empty());
    let found = match (kind.as_str(), value) {
        ("inlineStr", _) => inline.filter(|text| !text.is_empty()).map(Found::Text),
        (_, None) => None,
        ("s", Some(value)) => {
            let text = value.trim().parse().ok().and_then(|at: usize| context.strings.get(at));
            let text = text.ok_or_else(|| damaged("a cell refers to a text that is not in the table"))?;
            (!text.is_empty()).then(|| Found::Text(text.clone()))
        }
        ("str", Some(value)) => Some(Found::Text(unescaped(&value))),
        ("b", Some(value)) => Some(Found::Truth(value.trim() == "1" || value.trim() == "true")),
        ("e", Some(value)) => Some(Found::Fault(value)),
        ("d", Some(value)) => Some(Found::Day(value.split('T').next().unwrap_or_default().to_string())),
        (_, Some(value)) => Some(number(value.trim(), context.styles.is_date(style), context.from_1904)),
    };
    Ok(found.or_else(|| formula.map(Found::Formula)))
}

/// Returns a number, or the day for which it stands.
fn number(text: &str, is_date: bool, from_1904: bool) -> Found {
    let Some(number) = text.parse::<f64>().ok().filter(|number| number.is_finite()) else {
        return Found::Text(text.to_string());
    };
    match is_date.then(|| day(number, from_1904)).flatten() {
        Some(day) => Found::Day(day.to_string()),
        None => Found::Number(number.to_string()),
    }
}

/// Returns the day for which a number stands. Days are counted from the end of 1899 or from 1904; the count from 1899
/// has a 29 February 1900, which there never was.
fn day(number: f64, from_1904: bool) -> Option<Date> {
    let days = number.floor();
    if !(0.0..=2_958_465.0).contains(&days) {
        return None;
    }
    let days = days as i64;
    let start = match (from_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, ..60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    start.checked_add(days.days()).ok()
}

/// Returns the row and column of `B7`, from 0.
fn placed(place: &str) -> Option<(u32, u32)> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = place.split_at(letters);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column.checked_mul(26)?.checked_add(digit)
    });
    let row: u32 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    Some((row.checked_sub(1)?, column?.checked_sub(1)?))
}

/// Returns the region of `B7:C9`, whichever corner comes first.
fn region(text: &str) -> Option<Region> {
    let (one, other) = text.split_once(':').unwrap_or((text, text));
    let (one, other) = (placed(one)?, placed(other)?);
    Some(((one.0.min(other.0), one.1.min(other.1)), (one.0.max(other.0), one.1.max(other.1))))
}

#[cfg(test)]
mod tests {
    use super::{day, number, placed, region};
    use zopa_text::sheet::{Found, place};

    #[test]
    fn places_are_read_as_they_are_written() {
        for at in [(0, 0), (6, 1), (0, 25), (9, 26), (0, 701), (1_048_575, 16_383)] {
            assert_eq!(placed(&place(at.0, at.1)), Some(at));
        }
        for odd in ["", "A", "7", "A0", "A-1", "é1", "A99999999999", "ZZZZZZZZZZ1", "A1B"] {
            assert_eq!(placed(odd), None, "{odd}");
        }
        assert_eq!(region("C9:B7"), Some(((6, 1), (8, 2))));
    }

    #[test]
    fn days_are_counted_as_excel_does() {
        for (count, from_1904, shown) in [
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (46_053.75, false, "2026-01-31"),
            (2_958_465.0, false, "9999-12-31"),
            (0.0, true, "1904-01-01"),
        ] {
            assert_eq!(day(count, from_1904).unwrap().to_string(), shown);
        }
        assert!(day(-1.0, false).is_none() && day(3e6, false).is_none() && day(2_958_465.0, true).is_none());
        assert_eq!(number("1E3", false, false), Found::Number("1000".to_string()));
        assert_eq!(number("NaN", false, false), Found::Text("NaN".to_string()));
        assert_eq!(number("x", true, false), Found::Text("x".to_string()));
    }
}
