//! Statements: who is said to have said, thought or wanted what, as a report attributes it.
//!
//! Hand-written word lists and rules over groups of words, one pass; no tagger, no parser, nothing learnt. What is found is
//! proposed: a person accepts it or not.
//!
//! *Terms.* The *source* is whoever says it, the *cue* the words that attribute, the *content* what is attributed, as in
//! the PARC and PolNeAR guidelines.

mod carry;
mod channel;
mod chunk;
mod complement;
mod describe;
mod extent;
mod find;
mod leading;
mod lexicon;
mod nominal;
mod quote;
mod role;
mod subject;
mod tag;

use crate::anchor::Anchor;
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place in the text in code points, end exclusive, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// What stands there.
    pub exact: String,
    /// Its first code point, counted from 0.
    pub start: usize,
    /// The code point behind its last one.
    pub end: usize,
}

/// What somebody is said to have said, thought or wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Whoever says it, if the report tells.
    pub source: Option<Source>,
    /// The words that attribute it; none where a quotation goes on without any.
    pub cue: Option<Cue>,
    /// What is attributed, in the order of the text; a quotation with its marks.
    pub content: Vec<Anchor>,
    /// Whether it is quoted.
    pub speech: Speech,
    /// Through whom it reached the report: outlets, letters, posts, from the nearest to the source on.
    pub via: Vec<Via>,
    /// Words that hold the report back from vouching for it.
    pub hedges: Vec<Passage>,
    /// Whether the cue is denied: `did not say`.
    pub negated: bool,
}

/// Whether a content is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Speech {
    /// All of it stands between quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// Some of it does.
    Mixed,
}

/// Whoever says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// As printed, with what the report adds about it.
    pub printed: Passage,
    /// What kind of words those are.
    pub form: SourceForm,
    /// How much is told about who it is.
    pub anonymity: Anonymity,
    /// One or several, as printed.
    pub number: SourceNumber,
    /// For a pronoun, `the official` and the like: whom it stands for, as far as the rules can see.
    pub antecedent: Option<Antecedent>,
}

/// Whom a source's words stand for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Antecedent {
    /// As printed where it was last named.
    pub printed: Passage,
    /// Whether it is only inferred: the last matching speaker in this paragraph or the one before. A relative pronoun's noun
    /// is not inferred.
    pub inferred: bool,
}

/// What kind of words name a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceForm {
    /// A proper name, perhaps with an office.
    Name,
    /// An office or description without a name: `the foreign minister`, `a source`.
    Description,
    /// `he`, `they`, `his`.
    Pronoun,
    /// `who`, `which`.
    Relative,
}

/// How much a report tells about who a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Anonymity {
    /// By name.
    Named,
    /// By an office that one person or body holds: `the foreign minister`, `the delegation`.
    Office,
    /// As an official, aide, diplomat or the like, without a name.
    Official,
    /// As a source, a person familiar with a matter, an attendee.
    Unnamed,
    /// Many people at once: voters, analysts, critics.
    Group,
    /// A paper, poll, law or the like.
    Document,
    /// By a pronoun only.
    Pronoun,
}

/// One or several, as printed: what the report says, not a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceNumber {
    /// One.
    Singular,
    /// Several.
    Plural,
}

/// The words that attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cue {
    /// As printed, with auxiliaries, adverbs and a preposition that belongs to it.
    pub printed: Passage,
    /// The word as the list has it.
    pub lemma: String,
    /// What kind of word it is.
    pub class: CueClass,
}

/// What kind of word attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CueClass {
    /// Says, adds, writes; neutral words of saying.
    Said,
    /// Claims, argues, predicts.
    Claims,
    /// Asks, urges, demands.
    Asks,
    /// Denies, rejects, opposes.
    Denies,
    /// Declines, refuses, avoids.
    Declines,
    /// Agrees, accepts, supports, praises.
    Agrees,
    /// Warns, threatens, fears, complains.
    Warns,
    /// Proposes, plans, promises.
    Proposes,
    /// Believes, thinks, knows.
    Believes,
    /// Wants, hopes, prefers.
    Wants,
    /// Criticises, accuses.
    Criticises,
    /// Shows, finds, lists: of papers and polls.
    Shows,
    /// `According to`, `in the words of`, a colon behind a name.
    According,
    /// A noun: `his claim that`.
    Noun,
    /// An adjective: `was sure that`.
    Adjective,
}

impl CueClass {
    fn named(name: &str) -> Option<CueClass> {
        Some(match name {
            "said" => CueClass::Said,
            "claims" => CueClass::Claims,
            "asks" => CueClass::Asks,
            "denies" => CueClass::Denies,
            "declines" => CueClass::Declines,
            "agrees" => CueClass::Agrees,
            "warns" => CueClass::Warns,
            "proposes" => CueClass::Proposes,
            "believes" => CueClass::Believes,
            "wants" => CueClass::Wants,
            "criticises" => CueClass::Criticises,
            "shows" => CueClass::Shows,
            _ => return None,
        })
    }
}

/// Through whom or what a statement reached the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Via {
    /// What kind of channel it is.
    pub kind: ViaKind,
    /// As printed.
    pub printed: Passage,
    /// Whether it is only known from an earlier statement of the same source, as far as the rules can see.
    pub inferred: bool,
}

/// The kinds of channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ViaKind {
    /// Told to somebody: `told the Veld Herald`.
    Told,
    /// Reported by an outlet: `the Herald reported`, `the Herald source`.
    Reported,
    /// A statement, speech or press conference.
    Statement,
    /// A post or message: tweet, email, audio message.
    Message,
    /// An interview.
    Interview,
}

/// Returns the statements of a text in the order of their cues.
///
/// *Cost.* Linear in the text.
pub fn statements(text: &Text<'_>) -> Vec<Statement> {
    let quotations = quote::quotations(text);
    let found = carry::all(text, &quotations);
    describe::described(text, found, &quotations)
}
