//! Clauses as weighted terms.

use super::Item;
use super::concept::CONCEPTS;
use crate::compare::token::{Token, tokens};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The letters of a word that count: endings differ from form to form, in most languages behind these.
const STEM_LETTERS: usize = 6;

/// The most words of a clause that are looked at; more tell nothing new about what it is.
const WORDS_MAX: usize = 4_000;

/// In how many clauses a name may stand that is given as a reason.
const FEW: u32 = 5;

/// What a term counts that stands in one of the drafts only.
const ONE_SIDED: f64 = 0.5;

/// How many letters a piece of a word has.
const PIECE_LETTERS: usize = 4;

/// The fewest words of a sentence that is looked at by itself.
const SENTENCE_WORDS_MIN: usize = 4;

/// The most sentences of a clause that are looked at by themselves.
const SENTENCES_MAX: usize = 60;

/// English words that stand in every clause.
const COMMON: &[&str] = &[
    "the", "of", "and", "to", "a", "in", "shall", "be", "for", "or", "by", "on", "with", "is", "are", "as", "that",
    "any", "its", "at", "this", "may", "from", "an", "which", "their", "it", "not", "no", "each", "all", "other",
    "such", "has", "have", "will", "should", "under", "if", "than", "was", "were", "been", "who", "into", "they",
    "must", "there", "these",
];

/// What a term is. Terms of one kind are compared with each other only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// A stem, or what it means.
    Word,
    /// Two stems that follow each other.
    Pair,
    /// Four letters of a word.
    Piece,
    /// A number or a name.
    Name,
    /// A stem of the title.
    Title,
}

pub(super) const KINDS: [Kind; 5] = [Kind::Word, Kind::Pair, Kind::Piece, Kind::Name, Kind::Title];

/// The terms of one kind of one clause: by number, each with its weight.
pub(super) type Terms = Vec<(u32, f64)>;

/// A clause as weighted terms.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    kinds: [Terms; 5],
    lengths: [f64; 5],
    /// The numbers and names that stand in few clauses, as they stand, for reasons.
    pub(super) names: BTreeSet<String>,
    /// What its words mean, as far as few clauses are about it, for reasons.
    pub(super) meanings: BTreeSet<String>,
    /// Its sentences, where it has several.
    pub(super) sentences: Vec<Profile>,
}

impl Profile {
    /// Returns the terms of a kind, by number.
    pub(super) fn terms(&self, kind: Kind) -> &Terms {
        &self.kinds[kind as usize]
    }

    /// Returns the length of the vector of a kind.
    pub(super) fn length(&self, kind: Kind) -> f64 {
        self.lengths[kind as usize]
    }

    /// Returns the weights of a kind, added up.
    pub(super) fn mass(&self, kind: Kind) -> f64 {
        self.terms(kind).iter().map(|(_, weight)| weight).sum()
    }
}

/// The clauses of both drafts.
#[derive(Debug, Clone, Default)]
pub(super) struct Profiles {
    pub(super) before: Vec<Profile>,
    pub(super) after: Vec<Profile>,
}

impl Profiles {
    pub(super) fn new(before: &[Item], after: &[Item]) -> Profiles {
        let mut known = Known::default();
        let counted: Vec<Counted> = before.iter().chain(after).map(|item| Counted::of_item(item, &mut known)).collect();
        let (first, second) = counted.split_at(before.len());
        for (draft, clauses) in [first, second].into_iter().enumerate() {
            for (term, _) in clauses.iter().flat_map(|clause| &clause.terms) {
                known.clauses[*term as usize][draft] += 1;
            }
        }
        let all = counted.len() as f64;
        let mut profiles: Vec<Profile> = Vec::with_capacity(counted.len());
        for clause in counted {
            let mut profile = known.profile(&clause, all);
            for sentence in &clause.sentences {
                let counted = Counted::of_text(sentence, &mut known);
                profile.sentences.push(known.profile(&counted, all));
            }
            profiles.push(profile);
        }
        let after = profiles.split_off(before.len());
        Profiles { before: profiles, after }
    }
}

/// The terms of both drafts by number, each with its kind and with how many clauses of either draft have it.
#[derive(Default)]
struct Known {
    numbers: FxHashMap<String, u32>,
    kinds: Vec<Kind>,
    clauses: Vec<[u32; 2]>,
    /// A term in the making, so that only new terms take memory.
    key: String,
}

impl Known {
    /// Returns the number of a term, given in pieces.
    fn number(&mut self, kind: Kind, pieces: &[&str]) -> u32 {
        self.key.clear();
        self.key.push(char::from(b'0' + kind as u8));
        pieces.iter().for_each(|piece| self.key.push_str(piece));
        if let Some(&number) = self.numbers.get(self.key.as_str()) {
            return number;
        }
        let number = self.kinds.len() as u32;
        self.numbers.insert(self.key.clone(), number);
        self.kinds.push(kind);
        self.clauses.push([0, 0]);
        number
    }

    fn profile(&self, clause: &Counted, all: f64) -> Profile {
        let mut kinds: [Terms; 5] = Default::default();
        let spread = |term: u32| self.clauses[term as usize].iter().sum::<u32>();
        for &(term, count) in clause.terms.iter().filter(|(term, _)| spread(*term) > 0) {
            let rarity = log2(1.0 + all / f64::from(spread(term)));
            // What only one draft says cannot tell which clause of the other it came from.
            let told = if self.clauses[term as usize].contains(&0) { ONE_SIDED } else { 1.0 };
            kinds[self.kinds[term as usize] as usize].push((term, count.min(4.0).sqrt() * rarity * told));
        }
        let lengths =
            KINDS.map(|kind| kinds[kind as usize].iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt());
        let names = clause.names.iter().filter(|(term, name)| name.len() > 2 && spread(**term) <= FEW);
        let meanings = clause.meanings.iter().filter(|(term, _)| spread(**term) <= FEW);
        Profile {
            kinds,
            lengths,
            names: names.map(|(_, name)| name.clone()).collect(),
            meanings: meanings.map(|(_, meaning)| meaning.to_string()).collect(),
            sentences: Vec::new(),
        }
    }
}

/// Returns the logarithm to the base 2, straight between the powers of two. Exact operations only, so that it is the
/// same on every machine.
fn log2(number: f64) -> f64 {
    let (mut power, mut rest) = (0.0, number.max(1.0));
    while rest >= 2.0 {
        rest /= 2.0;
        power += 1.0;
    }
    power + rest - 1.0
}

/// The terms of a clause or a sentence, by number, with how often they stand in it.
#[derive(Default)]
struct Counted {
    terms: Terms,
    names: BTreeMap<u32, String>,
    meanings: BTreeMap<u32, &'static str>,
    sentences: Vec<String>,
}

impl Counted {
    fn of_item(item: &Item, known: &mut Known) -> Counted {
        let mut counted = Counted { sentences: sentences(&item.text), ..Counted::default() };
        counted.text(&item.text, known);
        for stem in tokens(&item.title).iter().filter(|token| token.is_word()).map(|token| stem(token.text)) {
            counted.terms.push((known.number(Kind::Title, &[&stem]), 1.0));
            counted.word(&stem, known);
        }
        counted.summed()
    }

    fn of_text(text: &str, known: &mut Known) -> Counted {
        let mut counted = Counted::default();
        counted.text(text, known);
        counted.summed()
    }

    /// Puts the terms in order, each once.
    fn summed(mut self) -> Counted {
        self.terms.sort_by_key(|(term, _)| *term);
        self.terms.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                first.1 += next.1;
            }
            same
        });
        self
    }

    /// Adds a stem. Where its meaning is known, the two share its weight, so that no word counts twice.
    fn word(&mut self, stem: &str, known: &mut Known) {
        let word = known.number(Kind::Word, &[stem]);
        let Some(meaning) = meaning(stem) else { return self.terms.push((word, 1.0)) };
        let term = known.number(Kind::Word, &["~", meaning]);
        self.meanings.insert(term, meaning);
        self.terms.extend([(word, 0.5), (term, 0.5)]);
    }

    fn text(&mut self, text: &str, known: &mut Known) {
        let tokens = tokens(text);
        let words: Vec<(usize, &Token<'_>)> =
            tokens.iter().enumerate().filter(|(_, token)| token.is_word()).take(WORDS_MAX).collect();
        let mut last: Option<String> = None;
        let mut name: Vec<&str> = Vec::new();
        let mut next = 0;
        for (at, token) in words {
            let lower = token.text.to_lowercase();
            let opens = at == 0 || matches!(tokens[at - 1].text, "." | ":" | ";" | "\"" | "“" | "*");
            let is_number = token.text.starts_with(|first: char| first.is_numeric());
            let is_name = token.text.starts_with(char::is_uppercase) && !opens && !token.leads;
            // Neighbouring capitals are one name.
            if !is_name || at != next {
                self.name(&mut name, known);
            }
            if is_name {
                name.push(token.text);
                next = at + 1;
            } else if is_number {
                name.push(token.text);
                self.name(&mut name, known);
            }
            if COMMON.contains(&lower.as_str()) {
                continue;
            }
            let stem = stem(&lower);
            self.word(&stem, known);
            let framed = format!("_{lower}_");
            let starts: Vec<usize> = framed.char_indices().map(|(at, _)| at).chain([framed.len()]).collect();
            for piece in starts.windows(PIECE_LETTERS + 1) {
                self.terms.push((known.number(Kind::Piece, &[&framed[piece[0]..piece[PIECE_LETTERS]]]), 1.0));
            }
            if let Some(last) = last {
                self.terms.push((known.number(Kind::Pair, &[&last, " ", &stem]), 1.0));
            }
            last = Some(stem);
        }
        self.name(&mut name, known);
    }

    /// Takes a name up that is complete.
    fn name(&mut self, parts: &mut Vec<&str>, known: &mut Known) {
        if !parts.is_empty() {
            let name = parts.join(" ");
            let term = known.number(Kind::Name, &[&name.to_lowercase()]);
            self.terms.push((term, 1.0));
            self.names.insert(term, name);
            parts.clear();
        }
    }
}

/// Cuts a text at its sentences; none where there is but one. What is too short to say anything stays with what follows.
fn sentences(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let (mut start, mut words) = (0, 0);
    for (at, token) in tokens.iter().enumerate() {
        words += usize::from(token.is_word());
        let last = at + 1 == tokens.len();
        if last || (words >= SENTENCE_WORDS_MIN && matches!(token.text, "." | ";" | ":" | "؛" | "。")) {
            found.push(text[start..token.end()].to_string());
            (start, words) = (token.end(), 0);
        }
        if found.len() >= SENTENCES_MAX {
            break;
        }
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// Returns the part of a word that its forms share.
fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let ending = ["'s", "’s"].iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(&lower);
    let short = ending.chars().count();
    let plural = short > 3 && short <= STEM_LETTERS && ending.ends_with('s') && !ending.ends_with("ss");
    let ending = if plural { &ending[..ending.len() - 1] } else { ending };
    ending.chars().take(STEM_LETTERS).collect()
}

/// Returns what a stem means.
fn meaning(word: &str) -> Option<&'static str> {
    static MEANINGS: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
        let mut found = FxHashMap::default();
        for words in CONCEPTS {
            for word in *words {
                found.entry(stem(word)).or_insert(words[0]);
            }
        }
        found
    });
    MEANINGS.get(word).copied()
}
