//! The JSON Schemas of all answers.

use crate::question::{brackets, brief, clash, deals, diff, draft, evidence, lean, moves, rests, returned, robust};
use crate::{edition, findings};
use crate::findings::Findings;
use crate::question::{
    brief::Brief, clash::Clash, deals::Deals, diff::Diff, evidence::Evidence, gap::Gap, grid::Grid, lean::Lean,
    moves::Moves, obligations::Obligations, robust::Robust,
};
use crate::returned::Returned;
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
        ("edition", schema::<edition::List>()),
        ("evidence", schema::<evidence::Evidence>()),
        ("lean", schema::<lean::Lean>()),
        ("moves", schema::<moves::Moves>()),
        ("rests", schema::<rests::Rests>()),
        ("returned", schema::<returned::Returned>()),
        ("robust", schema::<robust::Robust>()),
        ("brief", schema::<Brief>()),
        ("check", schema::<Findings>()),
        ("clash", schema::<Clash>()),
        ("deals", schema::<Deals>()),
        ("diff", schema::<Diff>()),
        ("evidence", schema::<Evidence>()),
        ("gap", schema::<Gap>()),
        ("grid", schema::<Grid>()),
        ("lean", schema::<Lean>()),
        ("moves", schema::<Moves>()),
        ("obligations", schema::<Obligations>()),
        ("returned", schema::<Returned>()),
        ("robust", schema::<Robust>()),
    ]
}

fn schema<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}
