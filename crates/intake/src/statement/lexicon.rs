//! The word lists, read once: what a word can be, and what the words by which reports attribute take.

use super::CueClass;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a cue takes, as letters of the lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Takes(u16);

const LETTERS: [char; 11] = ['q', 't', 'c', 'w', 'i', 'g', 'n', 'o', 'a', 'x', 'm'];

impl Takes {
    pub(super) const QUOTE: Takes = Takes(1);
    pub(super) const THAT: Takes = Takes(1 << 1);
    pub(super) const CLAUSE: Takes = Takes(1 << 2);
    pub(super) const WHETHER: Takes = Takes(1 << 3);
    pub(super) const INFINITIVE: Takes = Takes(1 << 4);
    pub(super) const GERUND: Takes = Takes(1 << 5);
    pub(super) const NOUN: Takes = Takes(1 << 6);
    pub(super) const ADDRESSEE: Takes = Takes(1 << 7);
    pub(super) const AS: Takes = Takes(1 << 8);
    pub(super) const NAMING: Takes = Takes(1 << 9);
    pub(super) const QUOTED_NOUN: Takes = Takes(1 << 10);

    pub(super) fn any(self, other: Takes) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn or(self, other: Takes) -> Takes {
        Takes(self.0 | other.0)
    }
}

/// A word by which reports attribute.
#[derive(Debug)]
pub(super) struct CueWord {
    pub(super) lemma: &'static str,
    pub(super) class: CueClass,
    pub(super) takes: Takes,
    pub(super) prepositions: Vec<&'static str>,
    pub(super) particle: Option<&'static str>,
}

/// What a word can be: closed classes as bits, forms of a verb as bits.
#[derive(Debug, Default, Clone)]
pub(super) struct Word {
    pub(super) classes: u32,
    pub(super) forms: u8,
    pub(super) verbs: Vec<u16>,
    pub(super) noun: Option<u16>,
    pub(super) adjective: Option<u16>,
}

pub(super) const BASE: u8 = 1;
pub(super) const THIRD: u8 = 2;
pub(super) const PAST: u8 = 4;
pub(super) const PARTICIPLE: u8 = 8;
pub(super) const ING: u8 = 16;

/// The closed classes, in the order of their bits.
const CLASSES: [&str; 26] = [
    "det",
    "poss",
    "pron",
    "rel",
    "wh",
    "sub",
    "conj",
    "prep",
    "modal",
    "be",
    "have",
    "do",
    "neg",
    "modalneg",
    "adv",
    "time",
    "timenoun",
    "noun",
    "adj",
    "both",
    "that",
    "to",
    "num",
    "alone",
    "plural",
    "according",
];

pub(super) fn class(name: &str) -> u32 {
    CLASSES.iter().position(|known| *known == name).map_or(0, |at| 1 << at)
}

macro_rules! classes {
    ($($name:ident $bit:literal),*) => { $(pub(super) const $name: u32 = 1 << $bit;)* };
}
classes! {
    DET 0, POSS 1, PRON 2, REL 3, WH 4, SUB 5, CONJ 6, PREP 7, MODAL 8, BE 9, HAVE 10, DO 11, NEG 12, MODALNEG 13, ADV 14, TIME 15,
    TIMENOUN 16, NOUN 17, ADJ 18, BOTH 19, NUM 22, ALONE 23, PLURAL 24, ACCORDING 25
}

#[derive(Debug)]
pub(super) struct Lexicon {
    words: FxHashMap<Box<str>, Word>,
    pub(super) cues: Vec<CueWord>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    /// Returns what is known of a word in any mixture of cases.
    pub(super) fn word(&self, printed: &str) -> Option<&Word> {
        const LONGEST: usize = 24;
        let mut small = [0_u8; LONGEST];
        if printed.len() > LONGEST {
            return None;
        }
        let mut len = 0;
        for c in printed.chars() {
            let c = if c == '\u{2019}' { '\'' } else { c.to_ascii_lowercase() };
            len += c.encode_utf8(&mut small[len..]).len();
        }
        self.words.get(std::str::from_utf8(&small[..len]).ok()?)
    }

    fn read() -> Lexicon {
        let mut lexicon = Lexicon { words: FxHashMap::default(), cues: Vec::new() };
        for line in lines(include_str!("words/small.txt")) {
            let (name, words) = line.split_once(':').expect("a line of small words names its class");
            for word in words.split_whitespace() {
                lexicon.entry(word).classes |= class(name);
            }
        }
        lexicon.verbs(include_str!("words/verbs.txt"));
        for word in include_str!("words/general.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
        {
            for (form, bit) in forms(word) {
                lexicon.entry(&form).forms |= bit;
            }
        }
        lexicon.others(include_str!("words/nouns.txt"), CueClass::Noun);
        lexicon.others(include_str!("words/adjectives.txt"), CueClass::Adjective);
        let both: Vec<String> = lexicon
            .words
            .iter()
            .filter(|(_, word)| word.classes & BOTH != 0)
            .map(|(word, _)| word.to_string())
            .collect();
        for word in both {
            lexicon.entry(&ending(&word, "s")).classes |= BOTH;
        }
        lexicon
    }

    fn entry(&mut self, word: &str) -> &mut Word {
        self.words.entry(word.into()).or_default()
    }

    fn add(&mut self, mut parts: std::str::SplitWhitespace<'static>, class: CueClass, lemma: &'static str) -> u16 {
        let (lemma, particle) = match lemma.split_once('_') {
            Some((lemma, particle)) => (lemma, Some(particle)),
            None => (lemma, None),
        };
        let mut takes = Takes::default();
        let mut prepositions = Vec::new();
        for part in parts.by_ref() {
            match part.strip_prefix('+') {
                Some(preposition) => prepositions.push(preposition),
                None => {
                    let at =
                        LETTERS.iter().position(|letter| part.starts_with(*letter)).expect("a letter of the lists");
                    takes = takes.or(Takes(1 << at));
                }
            }
        }
        let lemma = lemma.split(['(', '+']).next().unwrap_or(lemma);
        self.cues.push(CueWord { lemma, class, takes, prepositions, particle });
        u16::try_from(self.cues.len() - 1).expect("fewer than 65,536 cues")
    }

    fn verbs(&mut self, list: &'static str) {
        let mut class = CueClass::Said;
        for line in lines(list) {
            if let Some(name) = line.strip_prefix('[') {
                class = CueClass::named(name.trim_end_matches(']')).expect("a class of cues");
                continue;
            }
            let mut parts = line.split_whitespace();
            let Some(head) = parts.next() else { continue };
            // The particle stands behind the brackets or before them: both are read.
            let (stem, particle) = match head.split_once('_') {
                Some((stem, rest)) => (stem, Some(rest)),
                None => (head, None),
            };
            let irregular = head.find('(').map_or("", |at| &head[at..]);
            let bare = stem.split('(').next().unwrap_or(stem);
            let particle = particle.map(|rest| rest.split('(').next().unwrap_or(rest));
            let cue = self.add(parts, class, bare);
            self.cues[usize::from(cue)].particle = particle;
            for (form, bit) in forms(&format!("{bare}{irregular}")) {
                let word = self.entry(&form);
                word.forms |= bit;
                if !word.verbs.contains(&cue) {
                    word.verbs.push(cue);
                }
            }
        }
    }

    fn others(&mut self, list: &'static str, class: CueClass) {
        for line in lines(list) {
            let mut parts = line.split_whitespace();
            let Some(lemma) = parts.next() else { continue };
            let cue = self.add(parts, class, lemma);
            if class == CueClass::Noun {
                self.entry(&ending(lemma, "s")).noun = Some(cue);
                self.entry(lemma).noun = Some(cue);
            } else {
                self.entry(lemma).adjective = Some(cue);
            }
        }
    }
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Returns the forms of a verb written as in the lists: `admit+`, `say(said)`, `write(wrote,written)`.
fn forms(written: &str) -> Vec<(String, u8)> {
    let (lemma, irregular) = match written.split_once('(') {
        Some((lemma, rest)) => (lemma, Some(rest.trim_end_matches(')'))),
        None => (written, None),
    };
    let doubled = lemma.ends_with('+');
    let lemma = lemma.trim_end_matches('+');
    let stem = if doubled { format!("{lemma}{}", lemma.chars().next_back().unwrap_or('t')) } else { lemma.to_string() };
    let mut found = vec![(lemma.to_string(), BASE), (ending(lemma, "s"), THIRD), (ending(&stem, "ing"), ING)];
    match irregular {
        Some(given) => {
            let (past, participle) = given.split_once(',').unwrap_or((given, given));
            found.push((past.to_string(), PAST));
            found.push((participle.to_string(), PARTICIPLE));
            if !doubled && short_vowel(lemma) {
                let last = lemma.chars().next_back().unwrap_or('t');
                found.push((format!("{lemma}{last}ing"), ING));
            }
        }
        None => found.push((ending(&stem, "ed"), PAST | PARTICIPLE)),
    }
    found
}

fn short_vowel(lemma: &str) -> bool {
    let mut last = lemma.chars().rev();
    let vowel = |c: Option<char>| c.is_some_and(|c| "aeiou".contains(c));
    !vowel(last.next()) && vowel(last.next()) && !vowel(last.next())
}

/// Returns a word with a regular ending.
fn ending(word: &str, ending: &str) -> String {
    let cut = |count: usize| &word[..word.len() - count];
    let soft = |end: char| !"aeiou".contains(end);
    let before_y = word.len() > 1 && word.ends_with('y') && word[..word.len() - 1].ends_with(soft);
    match ending {
        "s" if before_y => format!("{}ies", cut(1)),
        "s" if word.ends_with(['s', 'x', 'z'])
            || word.ends_with("ch")
            || word.ends_with("sh")
            || word.ends_with('o') =>
        {
            format!("{word}es")
        }
        "ed" if word.ends_with('e') => format!("{word}d"),
        "ed" if before_y => format!("{}ied", cut(1)),
        "ing" if word.ends_with("ie") => format!("{}ying", cut(2)),
        "ing" if word.ends_with('e') && !word.ends_with("ee") && word.len() > 2 => format!("{}ing", cut(1)),
        _ => format!("{word}{ending}"),
    }
}
