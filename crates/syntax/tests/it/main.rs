//! Properties of reading, printing, formatting and editing, over random cases.

mod damage;
mod dictionary;
mod edit;
mod format;
#[path = "../generate/mod.rs"]
mod generate;
mod print;
#[path = "../property/mod.rs"]
mod property;
mod read;
mod regression;

use generate::{Source, entries, laid_out};
use proptest::prelude::*;
use zopa_syntax::node::Node;

/// Returns the settings for a property that is tried so often.
fn tries(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Random entries, and the same as text.
struct Case {
    nodes: Vec<Node>,
    text: String,
    comments: Vec<String>,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}\n{}", self.text, self.text)
    }
}

fn cases() -> impl Strategy<Value = Case> {
    proptest::collection::vec(any::<u16>(), 0..300).prop_map(|decisions| case(&decisions))
}

fn case(decisions: &[u16]) -> Case {
    let mut source = Source::new(decisions.iter().copied());
    let nodes = entries(&mut source, 4);
    let (text, comments) = laid_out(&mut source, &nodes);
    Case { nodes, text, comments }
}
