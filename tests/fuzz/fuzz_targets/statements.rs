#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa_intake::anchor::Resolved;
use zopa_intake::statement::statements;
use zopa_intake::text::Text;

// Any bytes, as a reader hands them on; what is found stands where it says, and is not much more than the text.
fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    let text = Text::read(&source);
    let mut told = 0;
    for statement in statements(&text) {
        for anchor in &statement.content {
            assert_eq!(anchor.resolve(&source), Resolved::Exact { start: anchor.start, end: anchor.end });
            told += anchor.exact.len();
        }
    }
    assert!(told <= 8 * source.len());
});
