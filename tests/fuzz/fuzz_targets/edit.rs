#![no_main]

#[expect(dead_code, reason = "each target takes the properties it needs")]
#[path = "../../../crates/syntax/tests/property/mod.rs"]
mod property;

use libfuzzer_sys::fuzz_target;
use zopa_syntax::edit::Change;

// The first entry of the text is put at every place of the rest too, so that new entries are often readable.
fuzz_target!(|input: (u8, &str)| {
    let (at, text) = (usize::from(input.0 % 5), input.1);
    let parse = property::read(text);
    let first = parse.entries.first().map_or("fact a", |entry| &text[entry.span.range()]);
    for entry in [first, "fact a\n  note \"n\""] {
        for change in [Change::Add { after: at, entry }, Change::Replace { at, entry }] {
            assert_eq!(property::editing_fault(text, change), None, "{change:?}");
        }
    }
    assert_eq!(property::editing_fault(text, Change::Remove { at }), None);
});
