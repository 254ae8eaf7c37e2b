//! Names for what has only a title.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use zopa_syntax::form::Form;
use zopa_syntax::grammar::{ENTRIES, RESERVED};
use zopa_syntax::value::DIRECTIONS;

/// The longest name that is made; a title may be any length.
const LENGTH_MAX: usize = 40;

/// Makes names of titles, all different.
#[derive(Debug)]
pub(super) struct Namer {
    prefix: &'static str,
    taken: BTreeSet<String>,
}

impl Namer {
    /// Returns a maker of names; the prefix goes before what could not be a name alone.
    pub(super) fn new(prefix: &'static str) -> Namer {
        Namer { prefix, taken: BTreeSet::new() }
    }

    /// Returns the name for a title.
    pub(super) fn name(&mut self, title: &str) -> String {
        let slug = slug(title);
        let wanted = match slug.chars().next() {
            None => self.prefix.to_string(),
            Some(first) if first.is_numeric() || is_word_of_language(&slug) => format!("{}-{slug}", self.prefix),
            Some(_) => slug,
        };
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut names = std::iter::once(wanted.clone()).chain(numbered);
        // There are more numbers than names that can be taken.
        let name = names.find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.insert(name.clone());
        name
    }
}

/// Returns the letters and digits of a title in lower case, with hyphens for all else.
fn slug(title: &str) -> String {
    let mut out = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.chars().count() >= LENGTH_MAX {
            break;
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Returns whether a word means something in the language: as a name it would read badly, or as something else.
fn is_word_of_language(word: &str) -> bool {
    static WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        fn collect(form: &'static Form, words: &mut BTreeSet<&'static str>) {
            words.insert(form.keyword);
            words.extend(form.words());
            form.clauses.iter().for_each(|clause| collect(clause, words));
        }
        let mut words: BTreeSet<&str> = RESERVED.iter().chain(DIRECTIONS).copied().collect();
        ENTRIES.iter().for_each(|form| collect(form, &mut words));
        words
    });
    WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_distinct_and_no_words_of_the_language() {
        let mut namer = Namer::new("value");
        for (title, name) in [
            ("Apple", "apple"),
            ("APPLE!", "apple-2"),
            ("19'' LCD", "value-19-lcd"),
            ("$3.47", "value-3-47"),
            ("Not", "value-not"),
            ("Share", "value-share"),
            ("…", "value"),
            ("-", "value-2"),
            ("ÉTÉ à Paris", "été-à-paris"),
            ("Finger-Food ", "finger-food"),
        ] {
            assert_eq!(namer.name(title), name, "{title}");
        }
        assert_eq!(namer.name(&"a ".repeat(500)).chars().count(), 39);
    }
}
