//! Clauses as weighted terms.

use super::Item;
use super::concept::CONCEPTS;
use crate::compare::token::{Token, tokens};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// The letters of a word that count: endings differ from form to form, in most languages behind these.
const STEM_LETTERS: usize = 6;

/// The most words of a clause that are looked at; more tell nothing new about what it is.
const WORDS_MAX: usize = 4_000;

/// In how many clauses a name may stand that is given as a reason.
const FEW: u32 = 5;

/// What a term counts that stands in one of the drafts only.
const ONE_SIDED: f64 = 0.5;

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
        let counted: Vec<Counted> = before.iter().chain(after).map(Counted::new).collect();
        let mut rarity = Rarity::default();
        let (first, second) = counted.split_at(before.len());
        first.iter().for_each(|clause| rarity.count(clause, 0));
        second.iter().for_each(|clause| rarity.count(clause, 1));
        let all = counted.len() as f64;
        let profile = |clause: Counted| {
            let sentences = clause.sentences.iter().map(|text| rarity.profile(Counted::of_text(text), all)).collect();
            Profile { sentences, ..rarity.profile(clause, all) }
        };
        let mut profiles = counted.into_iter().map(profile);
        let first = profiles.by_ref().take(before.len()).collect();
        Profiles { before: first, after: profiles.collect() }
    }
}

/// In how many clauses of either draft each term stands.
#[derive(Default)]
struct Rarity {
    numbers: HashMap<(Kind, String), u32>,
    clauses: Vec<[u32; 2]>,
}

impl Rarity {
    fn count(&mut self, clause: &Counted, draft: usize) {
        for term in clause.terms.keys() {
            let number = *self.numbers.entry(term.clone()).or_insert_with(|| {
                self.clauses.push([0, 0]);
                self.clauses.len() as u32 - 1
            });
            self.clauses[number as usize][draft] += 1;
        }
    }

    fn profile(&self, clause: Counted, all: f64) -> Profile {
        let mut kinds: [BTreeMap<u32, f64>; 5] = Default::default();
        for (term, count) in &clause.terms {
            let Some(&number) = self.numbers.get(term) else { continue };
            let [first, second] = self.clauses[number as usize];
            let rarity = log2(1.0 + all / f64::from(first + second));
            // What only one draft says cannot tell which clause of the other it came from.
            let told = if first == 0 || second == 0 { ONE_SIDED } else { 1.0 };
            kinds[term.0 as usize].insert(number, count.min(4.0).sqrt() * rarity * told);
        }
        let kinds = kinds.map(|terms| terms.into_iter().collect::<Terms>());
        let lengths =
            KINDS.map(|kind| kinds[kind as usize].iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt());
        let rare = |kind: Kind, term: &str| {
            let number = self.numbers.get(&(kind, term.to_lowercase()));
            number.is_some_and(|&number| self.clauses[number as usize].iter().sum::<u32>() <= FEW)
        };
        let meanings = clause.terms.keys().filter(|(kind, _)| *kind == Kind::Word);
        let meanings = meanings.filter_map(|(kind, term)| term.strip_prefix('~').filter(|_| rare(*kind, term)));
        Profile {
            kinds,
            lengths,
            meanings: meanings.map(str::to_string).collect(),
            names: clause.names.into_iter().filter(|name| name.len() > 2 && rare(Kind::Name, name)).collect(),
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

struct Counted {
    terms: BTreeMap<(Kind, String), f64>,
    names: BTreeSet<String>,
    sentences: Vec<String>,
}

impl Counted {
    fn new(item: &Item) -> Counted {
        let mut counted = Counted::of_text(&item.text);
        counted.sentences = sentences(&item.text);
        for stem in tokens(&item.title).iter().filter(|token| token.is_word()).map(|token| stem(token.text)) {
            counted.add(Kind::Title, stem.clone());
            counted.word(&stem);
        }
        counted
    }

    fn of_text(text: &str) -> Counted {
        let mut counted = Counted { terms: BTreeMap::new(), names: BTreeSet::new(), sentences: Vec::new() };
        counted.text(text);
        counted
    }

    fn add(&mut self, kind: Kind, term: String) {
        self.weigh(kind, term, 1.0);
    }

    fn weigh(&mut self, kind: Kind, term: String, weight: f64) {
        *self.terms.entry((kind, term)).or_insert(0.0) += weight;
    }

    /// Adds a stem. Where its meaning is known, the two share its weight, so that no word counts twice.
    fn word(&mut self, stem: &str) {
        let Some(meaning) = meaning(stem) else { return self.add(Kind::Word, stem.to_string()) };
        self.weigh(Kind::Word, format!("~{meaning}"), 0.5);
        self.weigh(Kind::Word, stem.to_string(), 0.5);
    }

    fn text(&mut self, text: &str) {
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
                self.name(&mut name);
            }
            if is_name {
                name.push(token.text);
                next = at + 1;
            } else if is_number {
                name.push(token.text);
                self.name(&mut name);
            }
            if COMMON.contains(&lower.as_str()) {
                continue;
            }
            let stem = stem(&lower);
            self.word(&stem);
            let letters: Vec<char> = format!("_{lower}_").chars().collect();
            for piece in letters.windows(4) {
                self.add(Kind::Piece, piece.iter().collect());
            }
            if let Some(last) = last.replace(stem.clone()) {
                self.add(Kind::Pair, format!("{last} {stem}"));
            }
        }
        self.name(&mut name);
    }

    /// Takes a name up that is complete.
    fn name(&mut self, parts: &mut Vec<&str>) {
        if !parts.is_empty() {
            let name = parts.join(" ");
            self.add(Kind::Name, name.to_lowercase());
            self.names.insert(name);
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
    static MEANINGS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        let mut found = HashMap::new();
        for words in CONCEPTS {
            for word in *words {
                found.entry(stem(word)).or_insert(words[0]);
            }
        }
        found
    });
    MEANINGS.get(word).copied()
}
