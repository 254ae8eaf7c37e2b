//! Numbers and dates, in digits and in English words.

use super::mark::{Sense, Words};

/// The most digits that are read; longer rows are no numbers that anybody negotiates.
const DIGITS_MAX: usize = 40;

const SMALL: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
];
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
];
const CURRENCIES: &[(&str, &str)] =
    &[("€", "eur"), ("$", "usd"), ("£", "gbp"), ("¥", "jpy"), ("₴", "uah"), ("₽", "rub")];
/// Words that say how something is counted rather than what, and so belong to the unit together with the next word.
const COUNTING: &[&str] =
    &["working", "calendar", "business", "consecutive", "metric", "square", "cubic", "percentage"];
/// Words that may follow a number and are no unit.
const NO_UNIT: &[&str] = &[
    "of", "and", "or", "in", "to", "the", "a", "an", "for", "from", "by", "on", "at", "with", "is", "are", "be",
    "shall", "may", "should", "will", "must", "as", "than", "after", "before", "which", "that", "not", "per", "until",
    "if", "each", "its", "their", "into", "through", "under", "between", "up", "no", "nor", "but", "have", "has",
    "can", "when", "where",
];
const TIMES: &[&str] = &["day", "week", "month", "year", "hour", "minute", "quarter"];

/// Returns how many tokens from here on are a number or date, and which.
pub(super) fn at(words: Words<'_>, at: usize) -> Option<(usize, Option<Sense>)> {
    date(words, at).map(|(length, sense)| (length, Some(sense))).or_else(|| number(words, at))
}

fn date(words: Words<'_>, at: usize) -> Option<(usize, Sense)> {
    if let Some(day) = day_number(words.lower(at)) {
        // 1 July 2026, 1st of July, 1 July.
        let gap = usize::from(words.lower(at + 1) == "of");
        if let Some(month) = month(words, at + 1 + gap) {
            let year = year(words.text(at + 2 + gap));
            let length = 2 + gap + usize::from(year.is_some());
            return Some((length, Sense::Date { year: year.unwrap_or(0), month, day }));
        }
        if let Some(sense) = iso(words, at) {
            return Some((5, sense));
        }
    }
    if let Some(month) = month(words, at) {
        if let Some(day) = day_number(words.lower(at + 1)) {
            let gap = usize::from(words.text(at + 2) == ",");
            let year = year(words.text(at + 2 + gap));
            let length = if year.is_some() { 3 + gap } else { 2 };
            return Some((length, Sense::Date { year: year.unwrap_or(0), month, day }));
        }
        let year = year(words.text(at + 1))?;
        return Some((2, Sense::Date { year, month, day: 0 }));
    }
    if let Some(sense) = iso(words, at) {
        return Some((5, sense));
    }
    let year = year(words.text(at))?;
    (unit(words, at + 1).1.is_empty()).then_some((1, Sense::Date { year, month: 0, day: 0 }))
}

/// Reads `2026-07-01`, which is cut at its hyphens.
fn iso(words: Words<'_>, at: usize) -> Option<Sense> {
    let year = year(words.text(at))?;
    let part = |at: usize| words.text(at).parse::<u32>().ok();
    let hyphens = words.text(at + 1) == "-" && words.text(at + 3) == "-";
    let (month, day) = (part(at + 2)?, part(at + 4)?);
    (hyphens && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Sense::Date { year, month, day })
}

fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let day: u32 = digits.parse().ok()?;
    ((1..=31).contains(&day) && matches!(ending, "" | "st" | "nd" | "rd" | "th")).then_some(day)
}

fn month(words: Words<'_>, at: usize) -> Option<u32> {
    // In lower case `may` and `march` are verbs.
    let capital = words.text(at).starts_with(char::is_uppercase);
    let found = MONTHS.iter().position(|month| *month == words.lower(at))?;
    capital.then_some(found as u32 + 1)
}

fn year(word: &str) -> Option<u32> {
    let year: u32 = (word.len() == 4).then(|| word.parse().ok())??;
    (1900..2100).contains(&year).then_some(year)
}

fn number(words: Words<'_>, at: usize) -> Option<(usize, Option<Sense>)> {
    // Footnotes carry numbers that say nothing.
    if words.text(at) == "^" && words.text(at.wrapping_sub(1)) == "[" {
        return Some((2, None));
    }
    let is_option =
        matches!(words.lower(at.wrapping_sub(1)), "option" | "alternative" | "alt") && words.text(at + 1) == ":";
    if is_option || (words.tokens.get(at)?.leads && is_list_mark(words, at)) {
        return Some((1, None));
    }
    let currency = CURRENCIES.iter().find(|(sign, _)| *sign == words.text(at)).map(|(_, code)| *code);
    let start = at + usize::from(currency.is_some());
    let (length, value) = digits(words, start).or_else(|| spelled(words, start))?;
    let (length, value) = scaled(words, start, length, value);
    let after = start + length;
    let (mut more, mut unit) = unit(words, after);
    if let Some(code) = currency {
        (more, unit) = (0, code.to_string());
    }
    let is_pronoun = words.lower(start) == "one" && length == 1 && !TIMES.contains(&unit.as_str()) && unit != "%";
    if is_pronoun {
        return Some((1, None));
    }
    // `sixty (60) days` says one thing twice.
    if words.text(after) == "("
        && let Some((inner, repeated)) = digits(words, after + 1)
        && words.text(after + 1 + inner) == ")"
        && repeated == value
    {
        let end = after + inner + 2;
        let (more, unit) = self::unit(words, end);
        return Some((end + more - at, Some(Sense::Number { value: value.text(), unit })));
    }
    Some((after + more - at, Some(Sense::Number { value: value.text(), unit })))
}

/// Returns whether a number at the start of a line is the number of what follows: `2.` or `(2)`.
fn is_list_mark(words: Words<'_>, at: usize) -> bool {
    let digits = |at: usize| words.text(at).chars().all(|digit| digit.is_ascii_digit()) && !words.text(at).is_empty();
    (digits(at) && matches!(words.text(at + 1), "." | ")")) || (words.text(at) == "(" && words.text(at + 2) == ")")
}

/// A number of any size: its digits, without noughts at either end, and the power of ten that they are multiplied by.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Decimal {
    digits: String,
    power: i32,
    ordinal: bool,
}

impl Decimal {
    fn new(digits: &str, power: i32) -> Decimal {
        let lean = digits.trim_start_matches('0');
        let short = lean.trim_end_matches('0');
        let power = if short.is_empty() { 0 } else { power + (lean.len() - short.len()) as i32 };
        Decimal { digits: short.to_string(), power, ordinal: false }
    }

    fn text(&self) -> String {
        let ending = if self.ordinal { "th" } else { "" };
        format!("{}e{}{ending}", if self.digits.is_empty() { "0" } else { &self.digits }, self.power)
    }
}

fn digits(words: Words<'_>, at: usize) -> Option<(usize, Decimal)> {
    let word = words.text(at);
    if word.chars().next().is_none_or(|first| digit(first).is_none()) || word.len() > DIGITS_MAX {
        return None;
    }
    let lower = words.lower(at);
    let body = ["st", "nd", "rd", "th"].iter().find_map(|ending| lower.strip_suffix(ending));
    let (mut number, mut length) = (body.unwrap_or(lower).to_string(), 1);
    // 600 000: groups of three, with a space between.
    while number.len() < DIGITS_MAX && is_group(words, at + length) {
        let gap = words.tokens[at + length].at - words.tokens[at + length - 1].end();
        if !(1..=3).contains(&gap) || !(1..=3).contains(&words.text(at + length - 1).len()) {
            break;
        }
        number.push_str(words.text(at + length));
        length += 1;
    }
    let parts: Vec<&str> = number.split([',', '.', '\u{66b}', '\u{66c}', '\'', '_']).collect();
    let plain = |text: &str| text.chars().map(|letter| digit(letter).map(|digit| char::from(b'0' + digit))).collect();
    let plain: Option<Vec<String>> = parts.iter().map(|part| plain(part)).collect();
    let plain = plain?;
    let last = plain.last().map_or(0, String::len);
    // A comma before three digits, or several marks, part thousands; anything else is a decimal mark.
    let thousands = plain.len() > 1
        && last == 3
        && (plain.len() > 2 || number.contains([',', '\'', '_', '\u{66c}']))
        && plain[0] != "0";
    let power = if plain.len() > 1 && !thousands { -(last as i32) } else { 0 };
    let mut value = Decimal::new(&plain.concat(), power);
    value.ordinal = body.is_some();
    Some((length, value))
}

fn is_group(words: Words<'_>, at: usize) -> bool {
    let word = words.text(at);
    word.len() == 3 && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// Reads a digit of the scripts in which the six languages of the United Nations, Persian and Urdu write numbers.
fn digit(letter: char) -> Option<u8> {
    match letter {
        '0'..='9' => Some(letter as u8 - b'0'),
        '\u{660}'..='\u{669}' => Some((letter as u32 - 0x660) as u8),
        '\u{6f0}'..='\u{6f9}' => Some((letter as u32 - 0x6f0) as u8),
        _ => None,
    }
}

/// Reads `sixty`, `twenty-one`, `one hundred and fifty`, `two thousand`.
fn spelled(words: Words<'_>, at: usize) -> Option<(usize, Decimal)> {
    let (mut total, mut part, mut length, mut end) = (0_u64, 0_u64, 0, 0);
    let mut ordinal = false;
    while length < 24 && !ordinal {
        let word = words.lower(at + length);
        if let Some(value) = small(word) {
            // `two three` is two numbers.
            if part % 10 != 0 && end == length || (part % 100 != 0 && value > 9) {
                break;
            }
            part += value;
        } else if let Some(value) = ORDINALS.iter().position(|known| *known == word) {
            part += value as u64 + 1;
            ordinal = true;
        } else if word == "hundred" {
            part = part.max(1).checked_mul(100)?;
        } else if word == "thousand" {
            total += part.max(1).checked_mul(1_000)?;
            part = 0;
        } else if length > 0 && matches!(word, "and" | "-") && goes_on(words, at + length, word) {
            length += 1;
            continue;
        } else {
            break;
        }
        length += 1;
        end = length;
    }
    // `second` and the like at the head of nothing else are ordinals too; `hundreds` is no number.
    let mut value = Decimal::new(&(total + part).to_string(), 0);
    value.ordinal = ordinal;
    (end > 0).then_some((end, value))
}

fn small(word: &str) -> Option<u64> {
    let ten = |at: usize| (at as u64 + 2) * 10;
    SMALL
        .iter()
        .position(|known| *known == word)
        .map(|at| at as u64)
        .or_else(|| TENS.iter().position(|known| *known == word).map(ten))
}

/// Returns whether a number goes on after `and` or a hyphen: `hundred and fifty`, `twenty-one`.
fn goes_on(words: Words<'_>, at: usize, link: &str) -> bool {
    let before = words.lower(at.wrapping_sub(1));
    let after = words.lower(at + 1);
    let known = small(after).is_some() || ORDINALS.contains(&after);
    match link {
        "-" => TENS.contains(&before) && known,
        _ => matches!(before, "hundred" | "thousand") && known,
    }
}

fn scaled(words: Words<'_>, at: usize, length: usize, value: Decimal) -> (usize, Decimal) {
    let power = match words.lower(at + length) {
        "hundred" => 2,
        "thousand" => 3,
        "million" | "millions" => 6,
        "billion" => 9,
        _ => return (length, value),
    };
    (length + 1, Decimal { power: if value.digits.is_empty() { 0 } else { value.power + power }, ..value })
}

/// Returns what a number counts, in one form for one and many, and how many tokens that takes.
fn unit(words: Words<'_>, at: usize) -> (usize, String) {
    let word = words.lower(at);
    match (word, words.lower(at + 1)) {
        ("%" | "percent", _) => return (1, "%".to_string()),
        ("per", "cent") => return (2, "%".to_string()),
        ("-", next) if TIMES.contains(&single(next).as_str()) => return (2, single(next)),
        _ => {}
    }
    if COUNTING.contains(&word) && is_plain(words.lower(at + 1)) {
        return (2, format!("{word} {}", single(words.lower(at + 1))));
    }
    let foreign = CURRENCIES.iter().find(|(sign, _)| *sign == word).map(|(_, code)| *code);
    match foreign {
        Some(code) => (1, code.to_string()),
        None if is_plain(word) => (1, single(word)),
        None => (0, String::new()),
    }
}

fn is_plain(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_alphabetic) && !NO_UNIT.contains(&word)
}

fn single(word: &str) -> String {
    match word {
        "euros" | "euro" => "eur".to_string(),
        "dollars" | "dollar" => "usd".to_string(),
        "pounds" | "pound" => "gbp".to_string(),
        word if word.len() > 3 && word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        word if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") => word[..word.len() - 1].to_string(),
        word => word.to_string(),
    }
}
