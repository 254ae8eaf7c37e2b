//! What an edition leaves out, and why: for the record-keeper alone.

use crate::cite::Cite;
use schemars::JsonSchema;
use serde::Serialize;

/// The rule by which something was withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Its own `share` does not reach the audience.
    Permission,
    /// Its permission has ended, or ends and no day was given.
    Ended,
    /// It belongs to a channel or round that the audience may not know of.
    Channel,
    /// A confidential draft, and the audience is neither its author nor was it shown.
    Confidential,
    /// Entries of its kind are the record-keeper's own unless `share` says otherwise.
    Own,
    /// To the public goes only what says `share public`.
    NotPublic,
    /// It rests only on reports that may not be told.
    Source,
    /// The report was given off the record.
    OffRecord,
    /// The report's rule of attribution.
    Attribution,
    /// It mentions what is withheld.
    Mention,
    /// It may be told only without a name, and was, or cannot be.
    Nameless,
    /// Nothing that is told refers to it.
    Unneeded,
    /// It is dated after the day of the edition.
    Later,
    /// The text beside a draft or report.
    Text,
    /// A comment in a file.
    Comment,
}

impl Rule {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Rule::Permission => "permission",
            Rule::Ended => "ended",
            Rule::Channel => "channel",
            Rule::Confidential => "confidential",
            Rule::Own => "own",
            Rule::NotPublic => "not-public",
            Rule::Source => "source",
            Rule::OffRecord => "off-record",
            Rule::Attribution => "attribution",
            Rule::Mention => "mention",
            Rule::Nameless => "nameless",
            Rule::Unneeded => "unneeded",
            Rule::Later => "later",
            Rule::Text => "text",
            Rule::Comment => "comment",
        }
    }

    /// Returns what the rule says, for a reader.
    pub fn title(self) -> &'static str {
        match self {
            Rule::Permission => "Its own permission does not reach so far",
            Rule::Ended => "Its permission has ended, or no day was given",
            Rule::Channel => "It belongs to a channel or round that may not be known",
            Rule::Confidential => "A confidential draft that was not shown",
            Rule::Own => "The record-keeper's own, unless `share` says otherwise",
            Rule::NotPublic => "To the public goes only what says so",
            Rule::Source => "It rests only on reports that may not be told",
            Rule::OffRecord => "Given off the record",
            Rule::Attribution => "The report's rule of attribution",
            Rule::Mention => "It mentions what is withheld",
            Rule::Nameless => "It may be told only without a name",
            Rule::Unneeded => "Nothing that is told refers to it",
            Rule::Later => "Dated after the day of the edition",
            Rule::Text => "Texts beside the record",
            Rule::Comment => "Comments in the files",
        }
    }
}

/// A rule and what it means here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Why {
    pub(super) rule: Rule,
    pub(super) because: String,
}

impl Why {
    pub(super) fn new(rule: Rule, because: impl Into<String>) -> Why {
        Why { rule, because: because.into() }
    }

    pub(super) fn mention(name: &str) -> Why {
        Why::new(Rule::Mention, format!("mentions `{name}`, which is withheld"))
    }
}

/// Something withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Withheld {
    /// The entry, up to its first clause.
    pub entry: String,
    /// The clause, where the rest of the entry is told.
    pub clause: Option<String>,
    /// By which rule.
    pub rule: Rule,
    /// Why it applies.
    pub because: String,
    /// Where it stands in the record.
    pub cite: Cite,
}
