//! How far each entry may be told for itself: by its permission, its owner, its channel, its sources and its date.
//! What it mentions is judged later.

use super::audience::Viewer;
use super::record::{Record, Told};
use super::withheld::{Rule, Why};
use zopa_case::evidence::Attribution;
use zopa_case::id::PartyId;
use zopa_case::share::Share;
use zopa_syntax::form::Space;
use zopa_syntax::node::Node;

/// How far an entry may be told, and why no farther.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) told: Told,
    pub(super) why: Option<Why>,
}

impl Level {
    fn named() -> Level {
        Level { told: Told::Named, why: None }
    }

    fn only(told: Told, why: Why) -> Level {
        if told == Told::Named { Level::named() } else { Level { told, why: Some(why) } }
    }

    fn lower(self, other: Level) -> Level {
        if other.told < self.told { other } else { self }
    }
}

/// Entries of the frame that are told if and only if something that is told refers to them.
pub(super) const ON_DEMAND: &[&str] = &["party", "group", "person", "instrument", "fact"];

/// Entries that are the record-keeper's own estimates and remarks.
const OWN: &[&str] = &["value", "prefers", "walk-away", "assume", "note"];

/// Returns the level of every entry. What others ask about comes first.
pub(super) fn levels(record: &Record<'_>) -> Vec<Level> {
    let mut levels = vec![Level::named(); record.nodes.len()];
    for stage in [&["channel"][..], &["round"], &["shown"], &[]] {
        for (at, node) in record.nodes.iter().enumerate() {
            let first = matches!(node.form.keyword, "channel" | "round" | "shown");
            if stage.contains(&node.form.keyword) || (stage.is_empty() && !first) {
                levels[at] = level(record, &levels, node);
            }
        }
    }
    levels
}

fn level(record: &Record<'_>, levels: &[Level], node: &Node) -> Level {
    let keyword = node.form.keyword;
    if ON_DEMAND.contains(&keyword) || matches!(keyword, "case" | "chapter") {
        return Level::named();
    }
    if record.is_later(node) {
        return Level::only(Told::No, Why::new(Rule::Later, "dated after the day of the edition"));
    }
    if keyword == "report" {
        return report(record, node);
    }
    let mut found = Level::named();
    for &viewer in &record.audience.viewers {
        if !owns(record, levels, node, viewer) {
            found = found.lower(permitted(record, levels, node, viewer));
        }
    }
    let cap = if keyword == "claim" { claim_cap(record, node) } else { evidence_cap(record, node) };
    let found = found.lower(cap);
    nobodys(node, found)
}

/// Returns the level of an entry that belongs to nobody: without a name it says all that it says.
fn nobodys(node: &Node, level: Level) -> Level {
    let bare = match node.form.keyword {
        "point" | "link" => true,
        "deadline" => node.name("party").is_none() && node.clause("evidence").is_none(),
        "event" => node.clause("by").is_none() && node.clause("evidence").is_none(),
        "note" => node.clause("by").is_none() && node.clause("evidence").is_none() && node.date.is_none(),
        _ => false,
    };
    match level.told {
        Told::Nameless if bare => Level::named(),
        // Without the party it would bind everybody.
        Told::Nameless if node.form.keyword == "deadline" && node.name("party").is_some() => {
            Level::only(Told::No, Why::new(Rule::Nameless, "may be told only without a name, and is a party's"))
        }
        _ => level,
    }
}

fn report(record: &Record<'_>, node: &Node) -> Level {
    if record.attribution(node) == Some(Attribution::OffRecord) {
        return Level::only(Told::No, Why::new(Rule::OffRecord, "what was said off the record is not told"));
    }
    let told = record.audience.viewers.iter().map(|&viewer| record.report_level(node, viewer)).min();
    let told = told.unwrap_or(Told::No);
    let why = match record.share(node) {
        Some(share) => by_share(record, &share),
        None if record.audience.is_public() => {
            Why::new(Rule::NotPublic, "talks under the Chatham House Rule, cables and minutes are not published")
        }
        None => Why::new(Rule::Own, "a cable or minute without a `share`"),
    };
    // A report cannot be told of without saying which.
    if told == Told::Named { Level::named() } else { Level::only(Told::No, why) }
}

fn by_share(record: &Record<'_>, share: &Share) -> Why {
    let word = share.permission.word();
    match share.until.filter(|_| !record.in_force(share)) {
        Some(until) if record.day.is_none() => {
            Why::new(Rule::Ended, format!("`share {word}` ends on {until}: say the day, `--as-of DATE`"))
        }
        Some(until) => Why::new(Rule::Ended, format!("`share {word}` ended on {until}")),
        None => Why::new(Rule::Permission, format!("`share {word}` does not reach {}", record.audience.title)),
    }
}

/// Returns how far somebody who does not own an entry may be told.
fn permitted(record: &Record<'_>, levels: &[Level], node: &Node, viewer: Viewer) -> Level {
    let keyword = node.form.keyword;
    let own = match keyword {
        "point" => record.point_share(node),
        _ => record.share(node),
    };
    if let Some(share) = own {
        return Level::only(record.grant(&share, viewer), by_share(record, &share));
    }
    let default = default(node, viewer);
    let sources = sources(record, node);
    let handed_down = sources.iter().map(|&at| {
        let why = Why::new(Rule::Channel, format!("belongs to {}", called(record.nodes[at])));
        let level = Level::only(levels[at].told, why);
        if is_explicit(record, at) { level } else { default.clone().lower(level) }
    });
    handed_down.reduce(Level::lower).unwrap_or(default)
}

fn default(node: &Node, viewer: Viewer) -> Level {
    let keyword = node.form.keyword;
    if OWN.contains(&keyword) {
        return Level::only(Told::No, Why::new(Rule::Own, "has no `share`"));
    }
    if node.flag("publicity") == Some("confidential") {
        let why = "confidential, and neither written by nor shown to the audience";
        return Level::only(Told::No, Why::new(Rule::Confidential, why));
    }
    if keyword == "channel" && node.word("kind") == Some("back") {
        return Level::only(Told::No, Why::new(Rule::Channel, "a back channel is known to its members alone"));
    }
    if viewer == Viewer::Public {
        return Level::only(Told::No, Why::new(Rule::NotPublic, "has no `share public`"));
    }
    Level::named()
}

/// Returns the channel and the round to which an entry belongs.
fn sources(record: &Record<'_>, node: &Node) -> Vec<usize> {
    let channel = record.named_in(node, "channel", Space::Channel);
    let round = record.named_in(node, "round", Space::Round);
    channel.into_iter().chain(round).collect()
}

/// Returns whether a channel or round says itself who may be told.
fn is_explicit(record: &Record<'_>, at: usize) -> bool {
    let node = record.nodes[at];
    let channel = record.named_in(node, "channel", Space::Channel);
    node.clause("share").is_some() || channel.is_some_and(|at| record.nodes[at].clause("share").is_some())
}

fn called(node: &Node) -> String {
    let name = node.name("name").map(|name| format!(" `{}`", name.text)).unwrap_or_default();
    format!("the {}{name}, which may not be told", node.form.keyword)
}

fn evidence_cap(record: &Record<'_>, node: &Node) -> Level {
    match record.cap(node) {
        Told::Named => Level::named(),
        Told::Nameless => {
            Level::only(Told::Nameless, Why::new(Rule::Attribution, "rests only on what may not be attributed"))
        }
        Told::No => Level::only(Told::No, Why::new(Rule::Source, "rests only on reports that may not be told")),
    }
}

fn claim_cap(record: &Record<'_>, node: &Node) -> Level {
    match record.cited(node) {
        Some(report) if record.shows(report) => Level::named(),
        _ => Level::only(Told::No, Why::new(Rule::Source, "the report may not be told")),
    }
}

/// Returns whether an entry is somebody's own, or happened before their eyes.
fn owns(record: &Record<'_>, levels: &[Level], node: &Node, viewer: Viewer) -> bool {
    let Viewer::Party(party) = viewer else { return false };
    let among = |sides: Vec<PartyId>| sides.contains(&party);
    let head = |slot: &str| among(record.sides(node.names(slot)));
    match node.form.keyword {
        "channel" => head("actors"),
        "round" => {
            head("actors")
                || among(record.sides_in(node, "with"))
                || among(record.sides_in(node, "host"))
                || record.named_in(node, "channel", Space::Channel).is_some_and(|at| {
                    levels[at].told == Told::Named && among(record.sides(record.nodes[at].names("actors")))
                })
        }
        "shown" => among(record.sides_in(node, "to")) || among(record.sides_in(node, "by")),
        "stance" => head("party") || among(record.sides_in(node, "to")),
        "agrees" | "reopens" => head("party"),
        "draft" => among(record.sides_in(node, "by")) || was_shown(record, levels, node, party),
        _ => false,
    }
}

fn was_shown(record: &Record<'_>, levels: &[Level], draft: &Node, party: PartyId) -> bool {
    let Some(name) = draft.name("name") else { return false };
    record
        .showings(&name.text)
        .iter()
        .any(|&at| levels[at].told == Told::Named && record.sides_in(record.nodes[at], "to").contains(&party))
}
