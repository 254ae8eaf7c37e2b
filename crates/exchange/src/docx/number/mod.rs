//! The numbers of paragraphs, computed as Word shows them.

mod form;

use super::finding::{Oddity, Report};
use super::xml::{At, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// The levels of a list.
const LEVELS: usize = 9;

/// Longer names of lists and styles are taken for none: they would be copied with every paragraph.
const NAME_MAX: usize = 255;

/// The longest pattern of a number that is followed; Word writes a handful of letters.
const PATTERN_MAX: usize = 255;

/// The list and the level that a paragraph or a style names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Listing {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
    /// The style that names the list: a list may tie its levels to styles.
    pub(super) style: Option<String>,
}

impl Listing {
    /// Reads the properties of a paragraph, or of a style with its id.
    pub(super) fn read(properties: At<'_>, style: Option<&str>) -> Listing {
        let Some(listing) = properties.first("numPr") else { return Listing::default() };
        let list = listing.value("numId").map(|id| id.trim().to_string()).filter(|id| id.len() <= NAME_MAX);
        let level = listing.value("ilvl").and_then(|level| level.trim().parse().ok());
        let style = style.filter(|style| list.is_some() && style.len() <= NAME_MAX).map(str::to_string);
        Listing { list, level: level.map(|level: usize| level.min(LEVELS - 1)), style }
    }

    /// Returns what this says, and where it says nothing, what another does.
    pub(super) fn over(self, under: Listing) -> Listing {
        // A level that a list ties to a style holds only where the list comes from that style.
        let style = if self.list.is_some() { self.style } else { under.style };
        Listing { list: self.list.or(under.list), level: self.level.or(under.level), style }
    }
}

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    form: String,
    pattern: String,
    /// The level, counted from 1, at which it begins anew; 0 for never, nothing for each one above.
    restart: Option<usize>,
    plain: bool,
    style: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct List {
    levels: Vec<Option<Level>>,
}

#[derive(Debug, Clone)]
struct Use {
    list: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: BTreeMap<String, List>,
    uses: BTreeMap<String, Use>,
}

/// How far each list has come.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// By list: the last number of each level, where it was used.
    last: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// The uses of lists that were met, whose own starts are spent.
    begun: BTreeSet<String>,
}

/// The number of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) level: usize,
    /// Nothing for a bullet.
    pub(super) number: Option<String>,
}

impl Lists {
    pub(super) fn read(tree: Option<&Tree>) -> Lists {
        let mut found = Lists::default();
        let Some(tree) = tree else { return found };
        let mut tied: BTreeMap<&str, &str> = BTreeMap::new();
        let mut borrowed: Vec<(&str, &str)> = Vec::new();
        for child in tree.root().children() {
            match child.word() {
                "abstractNum" => {
                    let id = child.get("abstractNumId").unwrap_or_default();
                    tied.extend(child.value("styleLink").map(|style| (style, id)));
                    borrowed.extend(child.value("numStyleLink").map(|style| (id, style)));
                    found.lists.entry(id.to_string()).or_insert_with(|| list(child));
                }
                "num" => {
                    let id = child.get("numId").unwrap_or_default().to_string();
                    found.uses.entry(id).or_insert_with(|| usage(child));
                }
                _ => {}
            }
        }
        // A list that is only a reference to the style of another.
        for (id, style) in borrowed {
            if let Some(source) = tied.get(style).and_then(|&source| found.lists.get(source)).cloned() {
                found.lists.insert(id.to_string(), source);
            }
        }
        found
    }

    /// Returns the number of the next paragraph with this listing, and counts it.
    pub(super) fn next(&self, listing: &Listing, counters: &mut Counters, report: &mut Report) -> Option<Numbered> {
        let id = listing.list.as_deref().filter(|id| *id != "0")?;
        let usage = self.uses.get(id)?;
        let list = self.lists.get(&usage.list)?;
        let tied = listing.style.as_deref().and_then(|style| {
            list.levels
                .iter()
                .position(|level| level.as_ref().is_some_and(|level| level.style.as_deref() == Some(style)))
        });
        let at = listing.level.or(tied).unwrap_or(0);
        let level = self.level(usage, list, at)?;
        let last = counters.last.entry(usage.list.clone()).or_default();
        if counters.begun.insert(id.to_string()) {
            // A use with starts of its own begins anew there, once.
            for (&own, _) in usage.starts.iter().filter(|(own, _)| **own < LEVELS) {
                last[own] = None;
            }
        }
        let start = |at: usize, level: &Level| usage.starts.get(&at).copied().unwrap_or(level.start);
        last[at] = Some(last[at].map_or_else(|| start(at, level), |number| number.saturating_add(1)));
        for (below, number) in last.iter_mut().enumerate().skip(at + 1) {
            let restart = self.level(usage, list, below).and_then(|level| level.restart);
            if restart.is_none_or(|limit| at < limit) {
                *number = None;
            }
        }
        if level.form == "bullet" {
            return Some(Numbered { level: at, number: None });
        }
        let shown = |which: usize| -> String {
            let Some(of) = self.level(usage, list, which) else { return String::new() };
            let number = last[which].unwrap_or_else(|| start(which, of));
            let form = if level.plain { "decimal" } else { &of.form };
            form::shown(number, form).unwrap_or_else(|| number.to_string())
        };
        if !form::is_known(&level.form) {
            report.note(Oddity::NumberForms);
        }
        let number = filled(&level.pattern, &shown);
        Some(Numbered { level: at, number: (!number.trim().is_empty()).then(|| number.trim().to_string()) })
    }

    fn level<'l>(&self, usage: &'l Use, list: &'l List, at: usize) -> Option<&'l Level> {
        usage.levels.get(&at).or_else(|| list.levels.get(at)?.as_ref())
    }
}

/// Puts the numbers of the levels in the place of `%1` to `%9`.
fn filled(pattern: &str, shown: &dyn Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        let level = rest.peek().and_then(|next| next.to_digit(10)).filter(|digit| c == '%' && *digit > 0);
        match level {
            Some(level) => {
                rest.next();
                out.push_str(&shown(level as usize - 1));
            }
            None => out.push(c),
        }
    }
    out
}

fn list(of: At<'_>) -> List {
    let mut levels = vec![None; LEVELS];
    for child in of.children().filter(|child| child.word() == "lvl") {
        if let Some(at) = index(child)
            && levels[at].is_none()
        {
            levels[at] = Some(level(child));
        }
    }
    List { levels }
}

fn index(of: At<'_>) -> Option<usize> {
    of.get("ilvl")?.trim().parse().ok().filter(|&at: &usize| at < LEVELS)
}

fn level(of: At<'_>) -> Level {
    let number = |name: &str| of.value(name).and_then(|value| value.trim().parse::<u32>().ok());
    let pattern: String = of.value("lvlText").unwrap_or_default().chars().take(PATTERN_MAX).collect();
    // Forms that a newer program knows stand in an alternative beside a common one.
    let compat = of.children().find(|child| child.name().1 == "AlternateContent");
    let fallback = compat.and_then(|compat| compat.children().find(|child| child.name().1 == "Fallback"));
    let form = of.value("numFmt").or_else(|| fallback.and_then(|fallback| fallback.value("numFmt")));
    Level {
        start: number("start").unwrap_or(0),
        form: form.unwrap_or("decimal").to_string(),
        pattern,
        restart: number("lvlRestart").map(|level| level as usize),
        plain: of.flag("isLgl").unwrap_or(false),
        style: of.value("pStyle").map(str::to_string),
    }
}

fn usage(of: At<'_>) -> Use {
    let mut found = Use {
        list: of.value("abstractNumId").unwrap_or_default().trim().chars().take(NAME_MAX).collect(),
        starts: BTreeMap::new(),
        levels: BTreeMap::new(),
    };
    for change in of.children().filter(|child| child.word() == "lvlOverride") {
        let Some(at) = index(change) else { continue };
        if let Some(own) = change.first("lvl") {
            found.levels.insert(at, level(own));
        }
        if let Some(start) = change.value("startOverride").and_then(|start| start.trim().parse().ok()) {
            found.starts.insert(at, start);
        }
    }
    found
}
