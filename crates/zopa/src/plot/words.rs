//! Texts of a picture: cleaned, measured, wrapped and escaped.

use unicode_width::UnicodeWidthChar;

/// The longest text that is kept, in characters.
const CHARS_MAX: usize = 600;

/// Begins a text whose direction is its own.
const OPEN: char = '\u{2068}';
/// Ends it.
const CLOSE: char = '\u{2069}';

/// Returns a text without control characters, line breaks and marks of direction, on one line. A text with letters
/// written from right to left is isolated, so that what stands beside it keeps its place.
pub(super) fn clean(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|&c| c.is_whitespace() || !(c.is_control() || is_direction(c) || is_no_character(c)))
        .take(CHARS_MAX)
        .collect();
    let line = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().any(is_right_to_left) { format!("{OPEN}{line}{CLOSE}") } else { line }
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_no_character(c: char) -> bool {
    matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff) || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffb}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(
        c,
        '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    )
}

/// Returns a text with the characters escaped that mean something in XML.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Returns about how wide a text is in pixels, rather too much than too little: nobody knows the font of the reader.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(ems).sum::<f64>() * size
}

fn ems(c: char) -> f64 {
    match c {
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '-' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.98,
        '0'..='9' => 0.64,
        _ if c.is_ascii_uppercase() => 0.72,
        _ => match c.width() {
            None | Some(0) => 0.0,
            Some(1) if c.is_lowercase() || is_right_to_left(c) => 0.62,
            Some(1) => 0.72,
            Some(_) => 1.1,
        },
    }
}

/// Returns a text on at most `lines` lines of a width in pixels, broken between words where it can be. What does not fit
/// is cut, with an ellipsis for it.
pub(super) fn wrap(text: &str, size: f64, room: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut open = String::new();
    let mut rest = text.split(' ').filter(|word| !word.is_empty());
    let mut held = rest.next().map(str::to_owned);
    while let Some(word) = held {
        let longer = if open.is_empty() { word.clone() } else { format!("{open} {word}") };
        if width(&longer, size) <= room {
            open = longer;
            held = rest.next().map(str::to_owned);
        } else if open.is_empty() {
            let cut = fitting(&word, size, room);
            done.push(word[..cut].to_owned());
            held = if cut < word.len() { Some(word[cut..].to_owned()) } else { rest.next().map(str::to_owned) };
        } else {
            done.push(std::mem::take(&mut open));
            held = Some(word);
        }
        if done.len() > lines {
            break;
        }
    }
    if !open.is_empty() {
        done.push(open);
    }
    if done.len() > lines {
        done.truncate(lines);
        if let Some(last) = done.last_mut() {
            *last = with_ellipsis(last, size, room);
        }
    }
    carry_isolates(&mut done);
    done
}

/// Returns a text on one line of a width in pixels.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room { text.to_owned() } else { with_ellipsis(text, size, room) }
}

fn with_ellipsis(text: &str, size: f64, room: f64) -> String {
    let cut = if width(text, size) + size <= room { text.len() } else { fitting(text, size, room - size) };
    let mut short = format!("{}…", text[..cut].trim_end_matches([CLOSE, ' ', ',']));
    (0..open_isolates(&short)).for_each(|_| short.push(CLOSE));
    short
}

/// Returns how many isolates of a text are not closed in it.
fn open_isolates(text: &str) -> usize {
    let opened = text.matches(OPEN).count();
    opened.saturating_sub(text.matches(CLOSE).count())
}

/// Closes the isolates of each line at its end and opens them again on the next.
fn carry_isolates(lines: &mut [String]) {
    let mut carried = 0;
    for line in lines {
        (0..carried).for_each(|_| line.insert(0, OPEN));
        carried = open_isolates(line);
        (0..carried).for_each(|_| line.push(CLOSE));
    }
}

/// Returns how many bytes of a text fit, at least one character of it. A sign that goes onto the one before stays there.
fn fitting(text: &str, size: f64, room: f64) -> usize {
    let (mut used, mut end) = (0.0, 0);
    for (at, c) in text.char_indices() {
        used += ems(c) * size;
        if used > room && end > 0 && ems(c) > 0.0 {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Returns a number of things with its thousands apart.
pub(super) fn count(number: usize) -> String {
    thousands(&number.to_string())
}

/// Returns a number with its thousands apart, written in digits with or without a sign and decimals.
pub(super) fn thousands(number: &str) -> String {
    let start = number.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let end = number.find('.').unwrap_or(number.len());
    let mut apart = number[..start].to_owned();
    for (at, c) in number[start..end].char_indices() {
        if at > 0 && (end - start - at).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(c);
    }
    apart + &number[end..]
}

/// Returns words as a list: `a`, `a and b`, `a, b and c`.
pub(super) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
