//! What sort of change it is: of words, or only of how they are written.

use schemars::JsonSchema;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_security::confusable_detection::skeleton;

/// What sort of change it is, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Text that the word processor does not show.
    Hidden,
    /// Words changed inside a move, where the mark of the move hides it.
    InsideMove,
    /// Words.
    Words,
    /// Words were struck through, or are no longer: a reader takes them for deleted.
    Struck,
    /// The handling mark or another line at the top or the bottom of the pages.
    Mark,
    /// A paragraph or a cell is new.
    Added,
    /// A paragraph or a cell is gone.
    Removed,
    /// A paragraph stands elsewhere, with other words.
    MovedAndChanged,
    /// A footnote.
    Footnote,
    /// Letters that look like others.
    LookAlikes,
    /// Characters that cannot be seen.
    Invisible,
    /// A number of a clause.
    Number,
    /// A paragraph stands elsewhere.
    Moved,
    /// A comment is gone.
    CommentLost,
    /// The same letters, put together otherwise.
    Encoding,
    /// Quotation marks, dashes and the like.
    Typography,
    /// Space.
    Space,
    /// How words are set.
    Form,
}

impl Nature {
    /// Returns the words for it.
    pub fn words(self) -> &'static str {
        match self {
            Nature::Hidden => "hidden text",
            Nature::InsideMove => "changed inside a move",
            Nature::Words => "changed",
            Nature::Struck => "struck through or no longer",
            Nature::Mark => "handling mark changed",
            Nature::Added => "added",
            Nature::Removed => "removed",
            Nature::MovedAndChanged => "moved and changed",
            Nature::Footnote => "footnote changed",
            Nature::LookAlikes => "look-alike letters",
            Nature::Invisible => "invisible characters",
            Nature::Number => "renumbered",
            Nature::Moved => "moved",
            Nature::CommentLost => "comment gone",
            Nature::Encoding => "other code for the same letters",
            Nature::Typography => "quotation marks or dashes",
            Nature::Space => "space",
            Nature::Form => "set otherwise",
        }
    }
}

/// Returns what sort of change leads from some words to others that differ.
pub(super) fn nature(old: &str, new: &str) -> Nature {
    let alike = |of: fn(&str) -> String| of(old) == of(new);
    if alike(spaced) {
        Nature::Space
    } else if alike(seen) {
        Nature::Invisible
    } else if alike(composed) {
        Nature::Encoding
    } else if alike(plain) {
        Nature::Typography
    } else if alike(|text| skeleton(&plain(text)).collect()) {
        Nature::LookAlikes
    } else {
        Nature::Words
    }
}

fn spaced(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns what can be seen of a text.
fn seen(text: &str) -> String {
    spaced(text).chars().filter(|c| !is_invisible(*c)).collect()
}

fn composed(text: &str) -> String {
    seen(text).nfkc().collect()
}

/// Returns a text with the plainest quotation marks and dashes.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for letter in composed(text).chars() {
        match letter {
            '‘' | '’' | '‚' | '‛' | 'ʼ' | '‹' | '›' | '′' => out.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => out.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' => out.push('-'),
            '…' => out.push_str("..."),
            other => out.push(other),
        }
    }
    out
}

pub(super) fn is_invisible(letter: char) -> bool {
    matches!(u32::from(letter),
        0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
        | 0x202a..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xe0000..=0xe0fff)
}

/// Says in words what cannot be seen in a change: the letters and their codes.
pub(super) fn told(nature: Nature, old: &str, new: &str) -> Option<String> {
    let codes = |text: &str, wanted: &dyn Fn(char) -> bool| -> Vec<String> {
        text.chars().filter(|c| wanted(*c)).map(|c| format!("U+{:04X}{}", u32::from(c), name(c))).collect()
    };
    match nature {
        Nature::Invisible => {
            let (before, after) = (codes(old, &is_invisible), codes(new, &is_invisible));
            Some(format!("{} → {}", none_or(&before), none_or(&after)))
        }
        Nature::LookAlikes | Nature::Encoding => {
            let before = codes(old, &|c| !new.contains(c));
            let after = codes(new, &|c| !old.contains(c));
            Some(format!("{} → {}", none_or(&before), none_or(&after)))
        }
        Nature::Space => {
            let odd = |c: char| c.is_whitespace() && c != ' ';
            let (before, after) = (codes(old, &odd), codes(new, &odd));
            (before != after).then(|| format!("{} → {}", none_or(&before), none_or(&after)))
        }
        // Among words that changed openly, others may hide.
        Nature::Words => {
            let odd = |c: char| is_invisible(c) && !old.contains(c);
            let mut found = codes(new, &odd);
            for word in new.split(|c: char| !c.is_alphanumeric()).filter(|word| is_mixed(word)) {
                found.push(format!("“{word}” mixes letters: {}", codes(word, &|c| script(c) > 1).join(", ")));
            }
            (!found.is_empty()).then(|| found.join("; "))
        }
        _ => None,
    }
}

/// Returns whether a word has letters of two scripts that look alike.
fn is_mixed(word: &str) -> bool {
    let mut scripts = word.chars().map(script).filter(|script| *script > 0);
    let first = scripts.next();
    scripts.any(|script| Some(script) != first)
}

/// Returns a number for the scripts whose letters look alike: 1 for Latin, 2 for Greek, 3 for Cyrillic, 0 for none.
fn script(letter: char) -> u8 {
    match u32::from(letter) {
        0x41..=0x5a | 0x61..=0x7a | 0xc0..=0x24f => 1,
        0x370..=0x3ff => 2,
        0x400..=0x52f => 3,
        _ => 0,
    }
}

fn none_or(codes: &[String]) -> String {
    if codes.is_empty() { "none".to_string() } else { codes.join(", ") }
}

/// Returns the name of a script or a sign that people confuse.
fn name(letter: char) -> &'static str {
    match u32::from(letter) {
        0x41..=0x5a | 0x61..=0x7a | 0xc0..=0x24f => " Latin",
        0x370..=0x3ff | 0x1f00..=0x1fff => " Greek",
        0x400..=0x52f => " Cyrillic",
        0x531..=0x58f => " Armenian",
        0x590..=0x5ff => " Hebrew",
        0x600..=0x6ff => " Arabic",
        0x09 => " tab",
        0x0a => " line break",
        0xa0 => " no-break space",
        0xad => " soft hyphen",
        0x200b => " zero-width space",
        0x200c => " zero-width non-joiner",
        0x200d => " zero-width joiner",
        0x200e => " left-to-right mark",
        0x200f => " right-to-left mark",
        0x202a..=0x202e | 0x2066..=0x2069 => " change of direction",
        0x2060 => " word joiner",
        0xfeff => " byte order mark",
        0x300..=0x36f => " combining mark",
        _ => "",
    }
}
