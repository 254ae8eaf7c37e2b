//! The JSON Schemas of all answers.

use crate::edition;
use crate::findings::Findings;
use crate::question::{
    brief::Brief, clash::Clash, deals::Deals, diff::Diff, evidence::Evidence, lean::Lean, moves::Moves, rests::Rests,
    robust::Robust,
    brackets::Brackets, brief::Brief, clash::Clash, deals::Deals, diff::Diff, draft::DraftText, evidence::Evidence,
    lean::Lean, moves::Moves, robust::Robust,
};
use schemars::{JsonSchema, schema_for};
use serde_json::Value;

/// Returns the schema of each answer by the name of its command, in order.
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("brackets", schema::<Brackets>()),
        ("brief", schema::<Brief>()),
        ("check", schema::<Findings>()),
        ("clash", schema::<Clash>()),
        ("deals", schema::<Deals>()),
        ("diff", schema::<Diff>()),
        ("edition", schema::<edition::List>()),
        ("draft", schema::<DraftText>()),
        ("evidence", schema::<Evidence>()),
        ("lean", schema::<Lean>()),
        ("moves", schema::<Moves>()),
        ("rests", schema::<Rests>()),
        ("robust", schema::<Robust>()),
    ]
}

fn schema<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}
