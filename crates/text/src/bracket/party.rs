//! Who the parties are, and how they are found in a text.

use super::Named;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// The parties of a negotiation with all their names.
#[derive(Debug, Clone, Default)]
pub struct Parties {
    titles: Vec<String>,
    /// Each name in small letters, with which party it is and how it is written, the title first.
    names: HashMap<String, (usize, Vec<String>)>,
    /// Codes that the text itself uses for parties, in small letters.
    learned: BTreeSet<String>,
}

/// What parts the names of a list.
const SEPARATORS: &[char] = &['/', '／', ',', '，', '、', '،', '+', '&', '＆'];

/// How many words a name may have.
const NAME_WORDS_MAX: usize = 8;

/// How many parts of a list may be one name with separators inside: *Bosnia and Herzegovina*.
const PARTS_MAX: usize = 4;

/// Words that stand for everybody, not for a party.
const GENERIC: &[&str] = &[
    "party",
    "parties",
    "state",
    "states",
    "member",
    "members",
    "contracting",
    "signatory",
    "signatories",
    "both",
    "all",
    "each",
    "neither",
    "it",
    "they",
    "we",
    "this",
    "these",
    "that",
    "such",
    "article",
    "articles",
    "section",
    "option",
    "annex",
    "note",
    "chapter",
    "paragraph",
    "conference",
    "committee",
    "council",
    "commission",
    "secretariat",
    "if",
    "where",
    "when",
    "for",
    "and",
    "or",
    "in",
    "on",
    "as",
    "to",
    "not",
];

/// Small words inside names.
const INSIDE: &[&str] = &["of", "the", "and", "for", "on", "behalf", "de", "la", "du", "des", "del", "von", "der"];

impl Parties {
    /// Takes parties, each with its title and all its names and codes. Where two share a name, the first has it.
    pub fn new(parties: impl IntoIterator<Item = (String, Vec<String>)>) -> Parties {
        let mut all = Parties::default();
        for (title, names) in parties {
            let at = all.titles.len();
            for name in std::iter::once(&title).chain(&names) {
                let name = name.trim();
                if !name.is_empty() {
                    let (party, written) = all.names.entry(folded(name)).or_insert_with(|| (at, Vec::new()));
                    if *party == at && !written.iter().any(|known| known == name) {
                        written.push(name.to_string());
                    }
                }
            }
            all.titles.push(title);
        }
        all
    }

    /// Returns whether no party is known.
    pub fn is_empty(&self) -> bool {
        self.titles.is_empty()
    }

    /// Returns the title of a party.
    pub fn title(&self, party: usize) -> &str {
        self.titles.get(party).map_or("", String::as_str)
    }

    /// Returns all names as they are written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> =
            self.names.values().filter_map(|(_, written)| written.first().map(String::as_str)).collect();
        names.sort_unstable();
        names.into_iter()
    }

    /// Returns the party of a name. Small and large letters are alike, but a word all in small letters must be written
    /// so: *us* is not *US*.
    pub fn find(&self, name: &str) -> Option<usize> {
        let name = bare(name);
        let found = |name: &str| {
            let (at, written) = self.names.get(&folded(name))?;
            let small = name.chars().any(char::is_lowercase) && !name.chars().any(char::is_uppercase);
            (!small || written.iter().any(|known| known == name)).then_some(*at)
        };
        found(name).or_else(|| found(name.strip_prefix("the ").or_else(|| name.strip_prefix("The "))?))
    }

    pub(super) fn learn(&mut self, name: &str) {
        self.learned.insert(folded(bare(name)));
    }

    /// Returns whether a name is that of a party, or used as one in this text.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.find(name).is_some() || self.learned.contains(&folded(bare(name)))
    }

    /// Reads a list of names; `at` is where it stands. Nothing where a part of it cannot be a name.
    pub(super) fn list(&self, list: &str, at: usize) -> Option<Vec<Named>> {
        let parts = parts(list);
        let mut found = Vec::new();
        let mut next = 0;
        while next < parts.len() {
            // The longest run of parts that is one known name, or else one part.
            let longest = (next + 1..=(next + PARTS_MAX).min(parts.len())).rev().find_map(|end| {
                let span = parts[next].start..parts[end - 1].end;
                self.find(&list[span.clone()]).map(|party| (end, span, Some(party)))
            });
            let (end, span, party) = match longest {
                Some(found) => found,
                None if is_like_name(&list[parts[next].clone()]) || self.knows(&list[parts[next].clone()]) => {
                    (next + 1, parts[next].clone(), None)
                }
                None => return None,
            };
            found.push(Named { span: at + span.start..at + span.end, party });
            next = end;
        }
        (!found.is_empty()).then_some(found)
    }
}

fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// Returns a name without emphasis, quotes, marks of direction and space around it.
pub(super) fn bare(name: &str) -> &str {
    name.trim_matches(is_around)
}

fn is_around(sign: char) -> bool {
    sign.is_whitespace() || "*_\"“”\u{200e}\u{200f}\u{2066}\u{2067}\u{2068}\u{2069}".contains(sign)
}

/// Returns where the parts of a list stand. Empty parts are left out: in *US//SG* a slash is doubled.
fn parts(list: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let put = |start: usize, end: usize, found: &mut Vec<Range<usize>>| {
        let from = end - list[start..end].trim_start_matches(is_around).len();
        let length = list[from..end].trim_end_matches(is_around).len();
        if length > 0 {
            found.push(from..from + length);
        }
    };
    while let Some(sign) = list[at..].chars().next() {
        let length = if SEPARATORS.contains(&sign) {
            sign.len_utf8()
        } else if list[at..].starts_with(" and ") {
            5
        } else {
            at += sign.len_utf8();
            continue;
        };
        put(start, at, &mut found);
        at += length;
        start = at;
    }
    put(start, list.len(), &mut found);
    found
}

/// Returns whether words could be the name of a party: one to five words, none of them in small letters except such as
/// *of*, and none that stands for everybody.
pub(super) fn is_like_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let small = |word: &str| word.starts_with(char::is_lowercase);
    let sound = |word: &&str| {
        let lower = word.to_lowercase();
        let inside = INSIDE.contains(&lower.as_str());
        inside || (!small(word) && !GENERIC.contains(&lower.as_str()))
    };
    let starts = words.first().is_some_and(|first| {
        first.starts_with(char::is_alphanumeric)
            && (!small(first) || *first == "the")
            && first.chars().any(char::is_alphabetic)
    });
    let letters = |word: &str| word.chars().all(|sign| sign.is_alphanumeric() || "-–'’.".contains(sign));
    starts
        && name.len() <= 80
        && words.len() <= NAME_WORDS_MAX.min(5)
        && words.iter().all(sound)
        && words.iter().all(|word| letters(word))
}

/// Returns whether a name is a code: two to five capital letters or figures.
pub(super) fn is_code(name: &str) -> bool {
    let name = bare(name);
    let signs = name.chars().filter(|sign| *sign != '-').count();
    (2..=6).contains(&signs)
        && name.chars().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == '-')
        && name.starts_with(|sign: char| sign.is_ascii_uppercase())
}
