//! Text into tokens. Every byte belongs to exactly one token; nothing is refused.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Spaces, tabs, a carriage return; a byte order mark at the very start.
    Space,
    /// The end of a line.
    Newline,
    /// `#` to the end of the line.
    Comment,
    /// A name, a number or a date.
    Word,
    /// A text in quotes.
    Text,
    /// A text whose closing quote is missing; it ends with the line.
    OpenText,
    /// One of the marks of the language.
    Mark(Mark),
    /// A character that means nothing here.
    Unknown,
}

/// The marks of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `:`
    Colon,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `|`
    Bar,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `..`
    Dots,
}

/// A stretch of text and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// Returns the tokens of a text of at most 4 GB. Cost: one pass.
pub fn lex(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    if text.starts_with('\u{feff}') {
        at = '\u{feff}'.len_utf8();
        tokens.push(Token { kind: Kind::Space, start: 0, end: at as u32 });
    }
    while at < text.len() {
        let (kind, length) = next(&text[at..]);
        debug_assert!(length > 0, "a token is never empty");
        tokens.push(Token { kind, start: at as u32, end: (at + length) as u32 });
        at += length;
    }
    tokens
}

fn next(rest: &str) -> (Kind, usize) {
    let bytes = rest.as_bytes();
    let mark = |mark, length| (Kind::Mark(mark), length);
    let followed_by = |byte: u8| bytes.get(1) == Some(&byte);
    match bytes[0] {
        b'\n' => (Kind::Newline, 1),
        b' ' | b'\t' | b'\r' => (Kind::Space, run(rest, |c| matches!(c, ' ' | '\t' | '\r'))),
        // A carriage return that ends no line is part of the comment: nothing may follow a comment on its line.
        b'#' => (Kind::Comment, rest[..run(rest, |c| c != '\n')].trim_end_matches('\r').len()),
        b'"' => text_token(rest),
        b':' => mark(Mark::Colon, 1),
        b',' => mark(Mark::Comma, 1),
        b';' => mark(Mark::Semicolon, 1),
        b'=' => mark(Mark::Eq, 1),
        b'!' if followed_by(b'=') => mark(Mark::Ne, 2),
        b'<' if followed_by(b'=') => mark(Mark::Le, 2),
        b'<' => mark(Mark::Lt, 1),
        b'>' if followed_by(b'=') => mark(Mark::Ge, 2),
        b'>' => mark(Mark::Gt, 1),
        b'(' => mark(Mark::Open, 1),
        b')' => mark(Mark::Close, 1),
        b'[' => mark(Mark::OpenBracket, 1),
        b']' => mark(Mark::CloseBracket, 1),
        b'{' => mark(Mark::OpenBrace, 1),
        b'}' => mark(Mark::CloseBrace, 1),
        b'|' => mark(Mark::Bar, 1),
        b'+' => mark(Mark::Plus, 1),
        b'*' => mark(Mark::Times, 1),
        b'.' if followed_by(b'.') => mark(Mark::Dots, 2),
        b'-' if bytes.get(1).is_some_and(u8::is_ascii_digit) => (Kind::Word, 1 + word(&rest[1..])),
        b'-' => mark(Mark::Minus, 1),
        _ => match rest.chars().next() {
            Some(c) if is_word(c) => (Kind::Word, word(rest)),
            Some(c) => (Kind::Unknown, c.len_utf8()),
            None => (Kind::Unknown, 1),
        },
    }
}

fn run(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining(c)
}

// Marks that belong to the letter before them in scripts such as Devanagari or vocalised Arabic; without them a name
// in such a script would fall into pieces.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0591}'..='\u{05c7}' | '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}'
        | '\u{0900}'..='\u{0903}' | '\u{093a}'..='\u{094f}' | '\u{0e31}'..='\u{0e4e}' | '\u{200c}' | '\u{200d}')
}

/// Returns the length of the word at the start: letters and digits, joined by `-`, `.` or `'` between them, with a
/// percent sign at the end of a number.
fn word(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_word(c) {
            continue;
        }
        let joins = matches!(c, '-' | '.' | '\'' | '’') && chars.peek().is_some_and(|&(_, next)| is_word(next));
        let percent = c == '%' && rest[..at].bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if percent {
            return at + 1;
        }
        if !joins {
            return at;
        }
    }
    rest.len()
}

fn text_token(rest: &str) -> (Kind, usize) {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return (Kind::OpenText, trimmed(rest, at)),
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return (Kind::Text, at + 1),
            _ => {}
        }
    }
    (Kind::OpenText, trimmed(rest, rest.len()))
}

fn trimmed(rest: &str, end: usize) -> usize {
    rest[..end].trim_end_matches(['\r', ' ', '\t']).len().max(1)
}
