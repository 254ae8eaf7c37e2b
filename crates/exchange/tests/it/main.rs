//! The JSON form of a case, over random cases and by example.

mod docx;
#[path = "../../../syntax/tests/generate/mod.rs"]
mod generate;
mod refusal;
mod round_trip;
#[path = "../../../syntax/tests/property/same.rs"]
mod same;
mod scenario;
mod schema;
mod xlsx;

use generate::{Source, entries, laid_out};
use proptest::prelude::*;
use serde_json::Value as Json;
use zopa_exchange::json::to_json;
use zopa_syntax::parse::{Parse, parse};
use zopa_syntax::span::FileId;

/// Returns the settings for a property that is tried so often.
fn tries(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Random cases as text.
fn cases() -> impl Strategy<Value = String> {
    proptest::collection::vec(any::<u16>(), 0..300).prop_map(|decisions| {
        let mut source = Source::new(decisions.into_iter());
        let nodes = entries(&mut source, 4);
        laid_out(&mut source, &nodes).0
    })
}

fn read(text: &str) -> Parse {
    parse(FileId(0), text)
}

/// Returns the JSON form of a readable text.
fn json_of(text: &str) -> Json {
    to_json(&[("case.zopa", &read(text))]).expect("the text can be read")
}
