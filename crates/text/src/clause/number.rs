//! The number at the start of a line.

/// What counts clauses, from the widest to the narrowest. Only the last three are plain numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Part,
    Chapter,
    Section,
    Article,
    /// `## 1. Title`
    Heading,
    /// `1.`
    Point,
    /// `1)`
    Half,
    /// `(1)`
    Round,
}

impl Class {
    pub(super) fn is_plain(self) -> bool {
        self >= Class::Point
    }

    /// Returns whether its number goes in front of those of its paragraphs.
    pub(super) fn lends(self) -> bool {
        matches!(self, Class::Article | Class::Heading)
    }
}

/// A number that may start a clause.
#[derive(Debug)]
pub(super) struct Number {
    pub(super) class: Class,
    /// As printed, without punctuation.
    pub(super) label: String,
    /// What it counts: 2 and 3 of `2.3 bis`.
    pub(super) values: Vec<u32>,
    /// Whether `bis` or the like follows.
    pub(super) suffixed: bool,
    /// Whether it is a Roman numeral.
    pub(super) roman: bool,
    /// Whether it is larger than numbers of clauses are.
    pub(super) big: bool,
    /// Where the words start in the line.
    pub(super) words: usize,
}

/// The largest number that starts a clause without one before it: larger ones are years and quantities.
const VALUE_MAX: u32 = 999;

const KEYWORDS: &[(&str, Class)] = &[
    ("part", Class::Part),
    ("chapter", Class::Chapter),
    ("section", Class::Section),
    ("article", Class::Article),
    ("articles", Class::Article),
    ("art.", Class::Article),
    ("artikel", Class::Article),
    ("artículo", Class::Article),
    ("articolo", Class::Article),
    ("artigo", Class::Article),
    ("статья", Class::Article),
    ("стаття", Class::Article),
    ("المادة", Class::Article),
    ("مادة", Class::Article),
    ("סעיף", Class::Article),
    ("clause", Class::Article),
    ("point", Class::Article),
    ("paragraph", Class::Article),
    ("§", Class::Article),
];

const SUFFIXES: &[&str] =
    &["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "nonies", "decies", "alt"];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januar",
    "februar",
    "märz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "janvier",
    "février",
    "mars",
    "avril",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const OPENERS: &[char] = &['[', '［', '【'];

/// Returns the number at the start of a line.
pub(super) fn read(line: &str) -> Option<Number> {
    let line = line.trim_end();
    let mut at = skip(line, 0, &['\u{feff}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}']);
    let indent = line.len() - line[at..].trim_start_matches(' ').len() - at;
    if indent > 2 {
        return None;
    }
    at += indent;
    let hashes = skip(line, at, &['#']) - at;
    let heading = hashes > 0;
    at = skip(line, at + hashes, &[' ']);
    loop {
        let before = at;
        at = emphasis(line, at)?;
        let openers = skip(line, at, OPENERS);
        at = if openers > at { skip(line, openers, &[' ']) } else { at };
        if at == before {
            break;
        }
    }
    let rest = &line[at..];
    if let Some(number) = han(rest) {
        return Some(Number { words: at + number.words, ..number });
    }
    match keyword(rest) {
        Some((class, length)) => titled(line, at + length, class),
        None => plain(line, at, heading),
    }
}

/// Skips the marks of bold and italic. A single `*` or `_` with a space after it is no such mark.
fn emphasis(line: &str, at: usize) -> Option<usize> {
    let end = skip(line, at, &['*', '_']);
    (end == at || !line[end..].starts_with([' ', '\t'])).then_some(end)
}

fn skip(line: &str, at: usize, signs: &[char]) -> usize {
    line.len() - line[at..].trim_start_matches(signs).len()
}

fn keyword(rest: &str) -> Option<(Class, usize)> {
    let first = rest.chars().next()?;
    if first == '§' {
        let length = skip(rest, 0, &['§', ' ', '\u{a0}', '\u{202f}']);
        return Some((Class::Article, length));
    }
    if first.is_lowercase() {
        return None;
    }
    let end = rest.find([' ', '\u{a0}', '\u{202f}'])?;
    let word = rest[..end].to_lowercase();
    let (_, class) = KEYWORDS.iter().find(|(known, _)| *known == word)?;
    Some((*class, skip(rest, end, &[' ', '\u{a0}', '\u{202f}'])))
}

/// Reads the number after a word such as *Article*.
fn titled(line: &str, at: usize, class: Class) -> Option<Number> {
    let digits = figures(line, at).or_else(|| roman(line, at)).or_else(|| code(line, at))?;
    let (end, suffixed) = suffix(line, digits.end);
    let label = label(&line[at..end]);
    let tail = &line[end..];
    let bare = tail.trim_matches(['*', '_', ' ']);
    let separated = bare.is_empty()
        || tail.trim_start_matches(['*', '_']).trim_start().starts_with(['.', ':', '：', '–', '—', '-', ')', '[']);
    let short = tail.starts_with([' ', '*', '_'])
        && bare.split_whitespace().count() <= 12
        && !bare.starts_with(char::is_lowercase)
        && !bare.ends_with(['.', ',', ';']);
    if !separated && !short {
        return None;
    }
    let words = words_start(line, end);
    Some(Number { class, label, values: digits.values, suffixed, roman: digits.roman, big: false, words })
}

/// Reads `1.`, `1)`, `(1)`, `2.3`.
fn plain(line: &str, at: usize, heading: bool) -> Option<Number> {
    let round = line[at..].starts_with('(');
    let start = at + usize::from(round);
    let digits = figures(line, start).or_else(|| roman(line, start).filter(|_| !round))?;
    let (number_end, suffixed) = suffix(line, digits.end);
    let marks = skip(line, number_end, &['*', '_']);
    let end = if line[marks..].starts_with(['.', ')']) { marks } else { number_end };
    let tail = &line[end..];
    let (class, sign) = match tail.chars().next() {
        Some(')') if round => (Class::Round, 1),
        _ if round => return None,
        Some(')') => (Class::Half, 1),
        Some(sign @ ('.' | '．' | '、')) => (Class::Point, sign.len_utf8()),
        Some(':') if heading => (Class::Point, 1),
        Some(' ' | '\u{a0}') if (heading || digits.values.len() > 1) && !digits.roman => (Class::Point, 0),
        None if heading && !digits.roman => (Class::Point, 0),
        _ => return None,
    };
    let after = &line[end + sign..];
    let apart = after.is_empty() || after.starts_with([' ', '\t', '\u{a0}', '*', '_', '[', '［', '【', '{', '"', '“']);
    let wide = tail.starts_with(['．', '、']);
    let words = words_start(line, end + sign);
    let first = line[words..].chars().next();
    let lower = first.is_some_and(char::is_lowercase);
    // 2.3 million: a decimal, not a number of a clause.
    let decimal = sign == 0 && !heading && lower;
    if !(apart || wide) || decimal || is_date(&digits.values, &line[words..]) {
        return None;
    }
    let label = label(&line[start..number_end]);
    let class = if heading { Class::Heading } else { class };
    let big = digits.values.iter().any(|&value| value > VALUE_MAX);
    Some(Number { class, label, values: digits.values, suffixed, roman: digits.roman, big, words })
}

/// Returns a number without marks of emphasis and with single spaces.
fn label(printed: &str) -> String {
    let words: Vec<&str> = printed.split([' ', '\u{a0}', '*', '_']).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn is_date(values: &[u32], rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let month =
        words.next().is_some_and(|word| MONTHS.contains(&word.trim_end_matches([',', '.']).to_lowercase().as_str()));
    let year = words.next().is_some_and(|word| word.len() >= 4 && word.as_bytes()[..4].iter().all(u8::is_ascii_digit));
    (month && year) || (values.len() == 3 && values[2] > VALUE_MAX)
}

fn words_start(line: &str, mut at: usize) -> usize {
    at = skip(line, at, &['.', ')', ':', '：', '*', '_']);
    at = skip(line, at, &[' ', '\t', '\u{a0}']);
    let dash = skip(line, at, &['–', '—', '-']);
    if dash > at && line[dash..].starts_with(' ') {
        at = skip(line, dash, &[' ']);
    }
    at
}

struct Digits {
    values: Vec<u32>,
    end: usize,
    roman: bool,
}

/// Reads figures with dots between, and perhaps a letter after them: `5`, `2.3`, `5a`.
fn figures(line: &str, at: usize) -> Option<Digits> {
    let (mut values, mut end) = (Vec::new(), at);
    loop {
        let digits: &str = &line[end..];
        let length = digits.len() - digits.trim_start_matches(|sign| digit(sign).is_some()).len();
        if length == 0 || values.len() == 6 {
            break;
        }
        values.push(digits_value(&digits[..length])?);
        end += length;
        let more = line[end..].strip_prefix('.').is_some_and(|rest| rest.starts_with(|sign| digit(sign).is_some()));
        if !more {
            break;
        }
        end += 1;
    }
    if values.is_empty() {
        return None;
    }
    let mut after = line[end..].chars();
    let letter = after.next().filter(char::is_ascii_alphabetic);
    match (letter, after.next().is_some_and(char::is_alphanumeric)) {
        (Some(_), true) => None,
        (Some(_), false) => Some(Digits { values, end: end + 1, roman: false }),
        (None, _) => Some(Digits { values, end, roman: false }),
    }
}

/// Reads a number with letters in it: `QQ.A.5`.
fn code(line: &str, at: usize) -> Option<Digits> {
    let rest = &line[at..];
    let length = rest.len() - rest.trim_start_matches(|sign: char| sign.is_ascii_alphanumeric() || sign == '.').len();
    let code = rest[..length].trim_end_matches('.');
    let large =
        code.starts_with(|sign: char| sign.is_ascii_uppercase()) && !code.contains(|sign: char| sign.is_lowercase());
    let last = code.rsplit('.').next().and_then(digits_value)?;
    (large && code.len() <= 12 && code.contains('.')).then(|| Digits {
        values: vec![last],
        end: at + code.len(),
        roman: false,
    })
}

fn roman(line: &str, at: usize) -> Option<Digits> {
    let numeral = &line[at..skip(line, at, &['I', 'V', 'X', 'L', 'C'])];
    let next = line[at + numeral.len()..].chars().next();
    if numeral.is_empty() || numeral.len() > 8 || next.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let worth = |sign: u8| match sign {
        b'I' => 1,
        b'V' => 5,
        b'X' => 10,
        b'L' => 50,
        _ => 100,
    };
    let signs = numeral.as_bytes();
    let mut value = 0;
    for (place, &sign) in signs.iter().enumerate() {
        let larger = signs.get(place + 1).is_some_and(|&next| worth(next) > worth(sign));
        value += if larger { -worth(sign) } else { worth(sign) };
    }
    let values = vec![u32::try_from(value).ok()?];
    Some(Digits { values, end: at + numeral.len(), roman: true })
}

/// Reads `bis`, `ter`, `alt 2` and the like, with a space or without.
fn suffix(line: &str, at: usize) -> (usize, bool) {
    let (mut end, mut found) = (at, false);
    for _ in 0..2 {
        let from = skip(line, end, &[' ', '\u{a0}', '-', '*', '_']);
        let rest = &line[from..];
        let length = rest.len() - rest.trim_start_matches(|sign: char| sign.is_ascii_alphabetic()).len();
        let word = rest[..length].to_ascii_lowercase();
        if !SUFFIXES.contains(&word.as_str()) || rest[length..].starts_with(char::is_alphanumeric) {
            break;
        }
        (end, found) = (from + length, true);
        let figure = skip(line, end, &[' ']);
        if word == "alt"
            && let Some(digits) = figures(line, figure)
        {
            end = digits.end;
        }
    }
    (end, found)
}

/// Reads 第三条 and the like.
fn han(rest: &str) -> Option<Number> {
    let inside = rest.strip_prefix('第')?;
    let end = inside.char_indices().take(8).find(|(_, sign)| matches!(sign, '条' | '條' | '章' | '節' | '节'))?;
    let label = &inside[..end.0];
    let class = match end.1 {
        '章' => Class::Chapter,
        '節' | '节' => Class::Section,
        _ => Class::Article,
    };
    let count = |sign: char| "一二三四五六七八九十百零〇千".contains(sign) || digit(sign).is_some();
    if label.is_empty() || !label.chars().all(count) {
        return None;
    }
    let words = '第'.len_utf8() + end.0 + end.1.len_utf8();
    let words = skip(rest, words, &[' ', '\u{3000}', '　', ':', '：', '.']);
    let values = vec![digits_value(label).unwrap_or(0)];
    Some(Number { class, label: label.to_string(), values, suffixed: false, roman: false, big: false, words })
}

/// Returns the value of figures of any of the scripts in use; nothing where it is too large.
fn digits_value(digits: &str) -> Option<u32> {
    digits.chars().try_fold(0_u32, |value, sign| value.checked_mul(10)?.checked_add(digit(sign)?))
}

fn digit(sign: char) -> Option<u32> {
    const ZEROS: [u32; 5] = ['0' as u32, '\u{660}' as u32, '\u{6f0}' as u32, '\u{966}' as u32, '\u{ff10}' as u32];
    ZEROS.iter().find_map(|&zero| (sign as u32).checked_sub(zero).filter(|&value| value < 10))
}
