//! Which cells hold dates: a spreadsheet knows that only from the form in which they are shown.

use super::super::Refused;
use super::xml::{Step, Steps, attribute};
use super::{ENTRIES_MAX, damaged};
use std::collections::HashSet;

/// The forms of cells, as far as they matter here.
#[derive(Debug, Default)]
pub(super) struct Styles {
    dates: Vec<bool>,
}

impl Styles {
    /// Returns whether cells of this form show dates.
    pub(super) fn is_date(&self, style: Option<usize>) -> bool {
        style.and_then(|style| self.dates.get(style)).copied().unwrap_or(false)
    }
}

/// Reads the forms.
pub(super) fn read(text: &str) -> Result<Styles, Refused> {
    let mut styles = Styles::default();
    let mut own: HashSet<String> = HashSet::new();
    let mut steps = Steps::of(text);
    let mut inside = false;
    loop {
        match steps.next()? {
            Step::Open(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(&tag, "formatCode")?.unwrap_or_default();
                    if let Some(id) = attribute(&tag, "numFmtId")?.filter(|_| shows_a_date(&code)) {
                        own.insert(id);
                    }
                }
                "cellXfs" => inside = true,
                "xf" if inside => {
                    let id = attribute(&tag, "numFmtId")?.unwrap_or_default();
                    styles.dates.push(own.contains(&id) || id.parse().is_ok_and(is_built_in_date));
                }
                _ => {}
            },
            Step::Close(closed) if closed == "cellXfs" => inside = false,
            Step::End => return Ok(styles),
            Step::Close(_) | Step::Words(_) => {}
        }
        if styles.dates.len().max(own.len()) > ENTRIES_MAX {
            return Err(damaged(format!("more than {ENTRIES_MAX} forms of cells")));
        }
    }
}

fn is_built_in_date(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57..=58)
}

/// Returns whether a form shows a day, a month or a year, outside quotes and escapes. An `m` beside hours or seconds
/// stands for minutes; in brackets stand colours, languages, and times that have passed.
fn shows_a_date(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    let (mut day, mut month, mut time) = (false, false, false);
    for c in code.chars().map(|c| c.to_ascii_lowercase()) {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            // A form for other numbers begins; the first decides.
            ';' => break,
            'h' | 's' => time = true,
            _ if bracketed => {}
            'd' | 'y' => day = true,
            'm' => month = true,
            _ => {}
        }
    }
    day || (month && !time)
}

#[cfg(test)]
mod tests {
    use super::shows_a_date;

    #[test]
    fn forms_of_dates_are_told_from_those_of_numbers_and_hours() {
        for (code, date) in [
            ("yyyy-mm-dd", true),
            ("d\\.m\\.yy", true),
            ("mmm", true),
            ("[$-409]d-mmm-yy;@", true),
            ("dd/mm/yyyy hh:mm", true),
            ("0.00", false),
            ("\"day\" 0", false),
            ("[Red]0.0", false),
            ("[Black]d/m", true),
            ("hh:mm:ss", false),
            ("[h]:mm", false),
            ("#,##0_d", false),
            ("General", false),
        ] {
            assert_eq!(shows_a_date(code), date, "{code}");
        }
    }
}
