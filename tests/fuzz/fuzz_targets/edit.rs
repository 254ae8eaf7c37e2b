#![no_main]

#[expect(dead_code, reason = "each target takes the properties it needs")]
#[path = "../../../crates/syntax/tests/property/mod.rs"]
mod property;

use libfuzzer_sys::fuzz_target;
use zopa_syntax::edit::Change;

// The first entry of the text is also what is put elsewhere, so that new entries are of every kind.
fuzz_target!(|input: (u8, &str)| {
    let (at, text) = (usize::from(input.0 >> 4) % 5, input.1);
    let entry = match input.0 % 2 {
        0 => "fact a\n  note \"n\"".to_string(),
        _ => property::read(text).entries.first().map_or(String::new(), |entry| text[entry.span.range()].to_string()),
    };
    let change = match input.0 / 2 % 4 {
        0 => Change::Remove { at },
        1 => Change::Replace { at, entry: &entry },
        _ => Change::Add { after: at, entry: &entry },
    };
    assert_eq!(property::editing_fault(text, change), None, "{change:?}");
});
