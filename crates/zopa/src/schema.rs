//! The JSON Schemas of all answers.

use crate::question::{
    brackets, brief, clash, deals, diff, draft, evidence, gap, grid, lean, moves, obligations, rests, returned, robust,
};
use crate::{edited, edition, findings};
use schemars::{JsonSchema, schema_for};
use serde_json::Value;

/// Returns the schema of each answer by the name of its command, in order.
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("brackets", schema::<brackets::Brackets>()),
        ("brief", schema::<brief::Brief>()),
        ("check", schema::<findings::Findings>()),
        ("clash", schema::<clash::Clash>()),
        ("deals", schema::<deals::Deals>()),
        ("diff", schema::<diff::Diff>()),
        ("diff-write", schema::<diff::Confirmation>()),
        ("draft", schema::<draft::DraftText>()),
        ("edited", schema::<edited::Edited>()),
        ("edition", schema::<edition::List>()),
        ("evidence", schema::<evidence::Evidence>()),
        ("gap", schema::<gap::Gap>()),
        ("grid", schema::<grid::Grid>()),
        ("lean", schema::<lean::Lean>()),
        ("moves", schema::<moves::Moves>()),
        ("obligations", schema::<obligations::Obligations>()),
        ("rests", schema::<rests::Rests>()),
        ("returned", schema::<returned::Returned>()),
        ("robust", schema::<robust::Robust>()),
    ]
}

fn schema<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}
