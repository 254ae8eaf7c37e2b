#![no_main]

#[expect(dead_code, reason = "each target takes the properties it needs")]
#[path = "../../../crates/syntax/tests/property/mod.rs"]
mod property;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    assert_eq!(property::reading_fault(text), None);
    assert_eq!(property::printing_fault(text), None);
});
