//! The JSON Schemas of all answers.

use crate::findings::Findings;
use crate::question::{brief::Brief, clash::Clash, diff::Diff, evidence::Evidence, moves::Moves};
use schemars::{JsonSchema, schema_for};
use serde_json::Value;

/// Returns the schema of each answer by the name of its command, in order.
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("brief", schema::<Brief>()),
        ("check", schema::<Findings>()),
        ("clash", schema::<Clash>()),
        ("diff", schema::<Diff>()),
        ("evidence", schema::<Evidence>()),
        ("moves", schema::<Moves>()),
    ]
}

fn schema<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}
