//! The styles of a Word document, with what each takes from the ones that it is based on.

use super::number::Listing;
use super::xml::{At, Tree};
use std::collections::BTreeMap;
use zopa_text::document::{Face, Style};

/// How many styles may be based on each other in a row.
const CHAIN_MAX: usize = 32;

/// What a style says of words, where it says anything.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Setting {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) rtl: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) faint: Option<bool>,
    /// Set so that nobody can see it: white, or smaller than three points.
    pub(super) unseen: Option<bool>,
}

impl Setting {
    /// Reads the properties of a run.
    pub(super) fn read(properties: At<'_>) -> Setting {
        let colour = properties.value("color");
        let size = properties.value("sz").and_then(|size| size.parse::<u32>().ok());
        let seen = match (colour, size) {
            (_, Some(size)) if size < 6 => Some(true),
            (Some(colour), _) => Some(colour.eq_ignore_ascii_case("ffffff")),
            _ => None,
        };
        Setting {
            bold: properties.flag("b").or_else(|| properties.flag("bCs")),
            italic: properties.flag("i").or_else(|| properties.flag("iCs")),
            underline: properties.first("u").map(|u| u.get("val").is_some_and(|how| how != "none")),
            strike: properties.flag("strike").or_else(|| properties.flag("dstrike")),
            rtl: properties.flag("rtl"),
            hidden: properties.flag("vanish"),
            faint: None,
            unseen: seen,
        }
    }

    /// Returns what this says, and where it says nothing, what another does.
    pub(super) fn over(self, under: Setting) -> Setting {
        Setting {
            bold: self.bold.or(under.bold),
            italic: self.italic.or(under.italic),
            underline: self.underline.or(under.underline),
            strike: self.strike.or(under.strike),
            rtl: self.rtl.or(under.rtl),
            hidden: self.hidden.or(under.hidden),
            faint: self.faint.or(under.faint),
            unseen: self.unseen.or(under.unseen),
        }
    }

    pub(super) fn face(self) -> Face {
        let on = |flag: Option<bool>| flag.unwrap_or(false);
        Face {
            bold: on(self.bold),
            italic: on(self.italic),
            underline: on(self.underline),
            strike: on(self.strike),
            rtl: on(self.rtl),
            faint: on(self.faint),
            hidden: on(self.hidden),
        }
    }
}

/// A style with everything that it takes over.
#[derive(Debug, Clone, Default)]
pub(super) struct Resolved {
    /// What a paragraph in it is, where the style says so.
    pub(super) style: Option<Style>,
    pub(super) listing: Listing,
    pub(super) rtl: Option<bool>,
    pub(super) setting: Setting,
    /// Whether it is the style in which this program sets numbers.
    pub(super) number: bool,
}

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: BTreeMap<String, Resolved>,
    default: Resolved,
}

impl Styles {
    pub(super) fn read(tree: Option<&Tree>) -> Styles {
        let Some(tree) = tree else { return Styles::default() };
        let mut raw: BTreeMap<&str, At<'_>> = BTreeMap::new();
        let mut default = None;
        for style in tree.root().children().filter(|child| child.word() == "style") {
            let id = style.get("styleId").unwrap_or_default();
            raw.entry(id).or_insert(style);
            if style.get("type") == Some("paragraph") && matches!(style.get("default"), Some("1" | "true" | "on")) {
                default = Some(id);
            }
        }
        let known: BTreeMap<String, Resolved> = raw.keys().map(|&id| (id.to_string(), resolve(&raw, id))).collect();
        let default = default.and_then(|id| known.get(id)).cloned().unwrap_or_default();
        Styles { known, default }
    }

    /// Returns a style; the one of ordinary paragraphs where none is named.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> &Resolved {
        id.and_then(|id| self.known.get(id)).unwrap_or(&self.default)
    }

    pub(super) fn of_words(&self, id: Option<&str>) -> Option<&Resolved> {
        id.and_then(|id| self.known.get(id))
    }
}

fn resolve(raw: &BTreeMap<&str, At<'_>>, id: &str) -> Resolved {
    let mut found = Resolved::default();
    let mut next = Some(id);
    for _ in 0..CHAIN_MAX {
        let Some((id, style)) = next.and_then(|id| Some((id, raw.get(id)?))) else { break };
        let name = style.value("name").unwrap_or(id).to_lowercase();
        found.number |= id == super::write::NUMBER_STYLE;
        found.setting.faint = found.setting.faint.or((id == super::write::FAINT_STYLE).then_some(true));
        if let Some(properties) = style.first("rPr") {
            found.setting = found.setting.over(Setting::read(properties));
        }
        if let Some(properties) = style.first("pPr") {
            found.rtl = found.rtl.or_else(|| properties.flag("bidi"));
            found.listing = found.listing.over(Listing::read(properties, Some(id)));
            found.style = found.style.or_else(|| heading(properties));
        }
        found.style = found.style.or_else(|| named(&name));
        next = style.value("basedOn");
    }
    found
}

/// Returns what the level of a paragraph in the outline says that it is.
pub(super) fn heading(properties: At<'_>) -> Option<Style> {
    let level: u8 = properties.value("outlineLvl")?.parse().ok()?;
    Some(if level < 9 { Style::Heading(level + 1) } else { Style::Body })
}

/// Returns what a style is by its name, which is the same in every language of the program.
fn named(name: &str) -> Option<Style> {
    if name == "title" {
        return Some(Style::Title);
    }
    let level = |rest: &str| -> Option<u8> {
        let rest = rest.trim();
        if rest.is_empty() { Some(1) } else { rest.parse().ok().filter(|level| (1..=9).contains(level)) }
    };
    if let Some(rest) = name.strip_prefix("heading") {
        return level(rest).map(Style::Heading);
    }
    let item = ["list bullet", "list number"].iter().find_map(|start| name.strip_prefix(start));
    item.and_then(level).map(|level| Style::Item(level - 1))
}
