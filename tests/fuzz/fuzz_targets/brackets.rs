#![no_main]

#[path = "../../../crates/text/tests/property/mod.rs"]
mod property;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    assert_eq!(property::reading_fault(text), None);
    assert_eq!(property::cleaning_fault(text), None);
    assert_eq!(property::writing_fault(text), None);
});
