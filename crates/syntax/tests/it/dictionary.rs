//! The words that the fuzz targets put together: all of the language, and none that is not.

use std::collections::BTreeSet;
use zopa_syntax::form::{Form, Start, Take};
use zopa_syntax::grammar::{ENTRIES, RESERVED};
use zopa_syntax::value::{ATTRIBUTION_VERBS, DIRECTIONS, TimeUnit};

const MARKS: &[&str] = &[
    " : ",
    ", ",
    "; ",
    " = ",
    " != ",
    " < ",
    " <= ",
    " > ",
    " >= ",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    " | ",
    " + ",
    " - ",
    " * ",
    "..",
    "\\x22",
    "\\x22a\\x22",
    "\\x0a",
    "\\x0a ",
    "\\x0a  ",
    "\\x0d\\x0a",
    "\\xef\\xbb\\xbf",
    "# ",
    "\\\\",
    "2025-03-01 ",
    "5 bis",
    "50%",
];

fn collect(form: &Form, words: &mut BTreeSet<&'static str>) {
    match form.start {
        Start::Keyword => drop(words.insert(form.keyword)),
        Start::Word(each) => words.extend(each),
        Start::Label => {}
    }
    for slot in form.slots {
        if let Take::Word(each) | Take::WordOrText(each) = slot.take {
            words.extend(each);
        }
    }
    for clause in form.clauses {
        collect(clause, words);
    }
}

fn dictionary() -> String {
    let mut words: BTreeSet<&str> = RESERVED.iter().chain(DIRECTIONS).chain(ATTRIBUTION_VERBS).copied().collect();
    words.extend(TimeUnit::WORDS.iter().map(|(word, _)| word));
    for form in ENTRIES {
        collect(form, &mut words);
    }
    let words = words.into_iter().map(|word| format!("\"{word} \"\n"));
    let marks = MARKS.iter().map(|mark| format!("\"{mark}\"\n"));
    words.chain(marks).collect()
}

/// To bring the file up to date, run this with `UPDATE=1` in the environment.
#[test]
fn the_dictionary_for_fuzzing_is_up_to_date() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/words.dict");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, dictionary()).expect("the file can be written");
    }
    let found = std::fs::read_to_string(&path).expect("the file is there");
    assert_eq!(found, dictionary(), "run this test with UPDATE=1");
}
