//! Words as numbers: folded, cut to a stem, and weighed.
//!
//! Weights do not depend on the other texts, so that what links two reports stays the same when a third one comes.

use rustc_hash::{FxHashMap, FxHashSet};

/// The weight of a word that any text may have.
pub(super) const COMMON: u32 = 3;
/// The weight of any other word.
pub(super) const TELLING: u32 = 20;

/// English words that say little about what a text is about, ours; stems of them are common too.
const COMMON_WORDS: &str = "a an the of to in on at by for from with without about as into over under after before \
    between during through against among and or but nor so yet if then than that this these those there here it its he \
    she they them his her their we us our you your i my me him who whom whose which what when where why how is are was \
    were be been being am do does did have has had having will would shall should may might can could must not no also \
    only just more most other some any all each both such own same very too now new one two first last year day say said \
    tell told according up down out off again further once people time make made take took get go come came well because \
    while until since however many much s t u";

/// Gives words their numbers.
#[derive(Debug)]
pub(super) struct Words {
    numbers: FxHashMap<String, u32>,
    weights: Vec<u32>,
    common: FxHashSet<String>,
}

impl Words {
    pub(super) fn new() -> Words {
        let common = COMMON_WORDS.split_whitespace().map(|word| stem(word).to_string()).collect();
        Words { numbers: FxHashMap::default(), weights: Vec::new(), common }
    }

    /// Returns the number of a word as printed.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        let folded: String =
            word.chars().filter(|c| *c != '\'' && *c != '\u{2019}').flat_map(char::to_lowercase).collect();
        let stem = stem(&folded);
        if let Some(&number) = self.numbers.get(stem) {
            return number;
        }
        let number = u32::try_from(self.weights.len()).expect("fewer words than bytes in the texts");
        self.weights.push(if self.common.contains(stem) { COMMON } else { TELLING });
        self.numbers.insert(stem.to_string(), number);
        number
    }

    pub(super) fn weight(&self, word: u32) -> u32 {
        self.weights[word as usize]
    }

    pub(super) fn is_common(&self, word: u32) -> bool {
        self.weight(word) == COMMON
    }
}

/// Returns a word without the commonest English endings; at least three letters stay.
fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 8] = ["ing", "edly", "ed", "ies", "es", "s", "ly", "n't"];
    let cut = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).find(|rest| rest.len() >= 3);
    cut.unwrap_or(word)
}
