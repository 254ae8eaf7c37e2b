//! Whose text is this? Each draft against each party.

mod judge;
mod page;

use crate::cite::Cite;
use crate::session::Unaskable;
use schemars::JsonSchema;
use serde::Serialize;
use zopa_case::view::View;

/// How many steps the engine may take for one test, where nothing is said.
pub const STEPS_MAX: u64 = 1 << 22;

/// What to ask.
#[derive(Debug, Clone)]
pub struct Options {
    /// The drafts to judge, by name; all on the table where none is named.
    pub drafts: Vec<String>,
    /// How many steps the engine may take for one test.
    pub steps_max: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options { drafts: Vec::new(), steps_max: STEPS_MAX }
    }
}

/// Whose texts the drafts are.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Lean {
    /// The day that the answer is of.
    pub as_of: String,
    /// The assumptions made.
    pub assumptions: Vec<String>,
    /// The drafts, by date.
    pub drafts: Vec<DraftLean>,
}

/// A draft against each party.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DraftLean {
    /// The draft, by name.
    pub draft: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: String,
    /// Who wrote it.
    pub by: Vec<String>,
    /// The drafts that it answers or replaces, by name.
    pub revises: Vec<String>,
    /// Whether no later draft revises it.
    pub standing: bool,
    /// The points that it leaves open: in brackets, or not in it at all.
    pub open_points: Vec<String>,
    /// Whether it is at odds with the links, so that no package can be meant by it.
    pub against_links: bool,
    /// It against each party that must consent, or that holds red lines or demands.
    pub parties: Vec<PartyLean>,
    /// Where it is on record.
    pub cite: Cite,
}

/// A draft against a party.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PartyLean {
    /// The party, by name.
    pub party: String,
    /// Its title.
    pub title: String,
    /// Its red lines.
    pub red_lines: Tested,
    /// Its demands.
    pub demands: Tested,
    /// What the draft is worth to it, where its values are known exactly.
    pub value: Option<Worth>,
    /// What the draft is worth to it where they are not: over all values consistent with the record.
    pub consistent: Option<Consistent>,
    /// How it moved from each draft that this one answers or replaces.
    pub drift: Vec<Drift>,
}

/// Red lines or demands of a party against a draft, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tested {
    /// They hold, however what is open is settled.
    pub met: Vec<String>,
    /// They may hold, depending on what is open.
    pub open: Vec<String>,
    /// They fail, however what is open is settled.
    pub failed: Vec<String>,
}

/// What a draft is worth to a party.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Worth {
    /// At least, if what is open goes against it.
    pub least: f64,
    /// At most, if what is open goes its way.
    pub most: f64,
    /// What no deal is worth to it.
    pub walk_away: Option<f64>,
    /// Whether the draft is worth as much as no deal; nothing if that depends on what is open, or is not on record.
    pub beats_walk_away: Option<bool>,
    /// What it could gain besides in some deal without anybody losing; only where nothing open matters to anybody.
    pub could_gain: Option<f64>,
    /// Why that is known, or is not.
    pub gain: Gain,
}

/// Whether it is known what could be gained without anybody losing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gain {
    /// It is known.
    Known,
    /// It depends on what the draft leaves open.
    Open,
    /// No deal is worth as much to everybody as the draft.
    NoDeal,
    /// The search for it ended at its budget, or the links and red lines are too entangled.
    Unknown,
}

/// What a draft is worth to a party over all values consistent with the record.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Consistent {
    /// Whether it is worth as much as no deal whatever the values are.
    pub necessarily: bool,
    /// Whether it is worth as much as no deal for some values.
    pub possibly: bool,
    /// The share of values for which it is worth as much as no deal.
    pub share: Option<f64>,
    /// The standard error of the share.
    pub standard_error: Option<f64>,
    /// How many values were drawn.
    pub samples: usize,
}

/// How a draft moved from an earlier one, for a party.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Drift {
    /// The earlier draft, by name.
    pub from: String,
    /// How much more the draft is worth to the party, where both are settled enough to tell.
    pub value: Option<f64>,
    /// Red lines that fail now and did not.
    pub newly_crossed: Vec<String>,
    /// Red lines that failed and do not now.
    pub no_longer_crossed: Vec<String>,
    /// Demands that hold now and did not.
    pub newly_met: Vec<String>,
    /// Demands that held and do not now.
    pub no_longer_met: Vec<String>,
}

/// Answers the question.
///
/// # Errors
/// When a draft does not exist, or the case is too large.
pub fn ask(view: &View<'_>, options: &Options) -> Result<Lean, Unaskable> {
    judge::judge(view, options)
}
