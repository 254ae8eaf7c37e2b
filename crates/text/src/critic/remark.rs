//! A remark: who, when, and what.

/// What stands between `{>>` and `<<}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remark {
    /// By whom.
    pub author: Option<String>,
    /// When, as written.
    pub date: Option<String>,
    /// Whether the words before were moved.
    pub moved: bool,
    /// Whether the words before were set otherwise.
    pub formatted: bool,
    /// What it says; empty where it only says who and when.
    pub text: String,
}

impl Remark {
    /// Reads the inside of a remark. What does not read as author and date is all text.
    pub fn read(inside: &str) -> Remark {
        Remark::headed(inside).unwrap_or_else(|| Remark { text: inside.trim().to_string(), ..Remark::default() })
    }

    fn headed(inside: &str) -> Option<Remark> {
        let mut remark = Remark::default();
        let mut rest = inside.trim();
        loop {
            if let Some(after) = rest.strip_prefix("author=") {
                let (value, after) = value(after)?;
                remark.author = Some(value);
                rest = after;
            } else if let Some(after) = rest.strip_prefix("date=") {
                let (value, after) = value(after)?;
                remark.date = Some(value);
                rest = after;
            } else if let Some(after) = rest.strip_prefix("moved") {
                remark.moved = true;
                rest = after;
            } else if let Some(after) = rest.strip_prefix("formatted") {
                remark.formatted = true;
                rest = after;
            } else {
                return None;
            }
            if rest.is_empty() {
                return Some(remark);
            }
            if let Some(text) = rest.strip_prefix(':') {
                remark.text = text.trim().to_string();
                return Some(remark);
            }
            let words = rest.trim_start();
            if words.len() == rest.len() {
                return None;
            }
            rest = words;
        }
    }

    /// Writes what stands before the colon, for an author who may be unnamed.
    pub(super) fn head(author: &str, date: Option<&str>) -> String {
        let mut parts = Vec::new();
        if !author.is_empty() {
            parts.push(format!("author={}", written(author)));
        }
        if let Some(date) = date {
            parts.push(format!("date={}", written(date)));
        }
        parts.join(" ")
    }
}

/// Reads a value, bare or in quotes, and returns what follows it.
fn value(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(|sign: char| sign.is_whitespace()).unwrap_or(text.len());
        let word = text[..end].trim_end_matches(':');
        return (!word.is_empty()).then(|| (word.to_string(), &text[word.len()..]));
    };
    let mut value = String::new();
    let mut signs = quoted.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '"' => return Some((value, &quoted[at + 1..])),
            '\\' => value.push(signs.next()?.1),
            _ => value.push(sign),
        }
    }
    None
}

fn written(value: &str) -> String {
    let bare = !value.is_empty() && value.chars().all(|sign| sign.is_alphanumeric() || "-.:+".contains(sign));
    if bare && !value.ends_with(':') {
        return value.to_string();
    }
    let mut out = String::from('"');
    for sign in value.chars() {
        // Marks would end the remark.
        if matches!(sign, '"' | '\\' | '<' | '{') {
            out.push('\\');
        }
        out.push(if sign.is_control() { ' ' } else { sign });
    }
    out.push('"');
    out
}
