//! How the parts of a Word document refer to each other.

use super::finding::{Oddity, Refusal, Report};
use super::limits::Limits;
use super::package::Package;
use super::xml::{self, Tree};
use std::collections::BTreeMap;

/// A reference from one part to another, or out of the file.
#[derive(Debug, Clone)]
struct Relation {
    kind: String,
    target: String,
    outside: bool,
}

/// The references of one part by their ids.
#[derive(Debug, Default)]
pub(super) struct Relations {
    base: String,
    known: BTreeMap<String, Relation>,
}

impl Relations {
    /// Reads the references of a part; of the file as a whole where the name is empty.
    pub(super) fn of(package: &mut Package<'_>, part: &str, limits: &Limits) -> Result<Relations, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let mut found = Relations { base: folder.to_string(), known: BTreeMap::new() };
        let Some(bytes) = package.part(&name)? else { return Ok(found) };
        let tree = xml::read(&name, &bytes, limits)?;
        for child in tree.root().children() {
            let get = |key: &str| child.get(key).unwrap_or_default().to_string();
            let kind = get("Type").rsplit('/').next().unwrap_or_default().to_string();
            let outside = get("TargetMode").eq_ignore_ascii_case("external");
            found.known.entry(get("Id")).or_insert(Relation { kind, target: get("Target"), outside });
        }
        Ok(found)
    }

    /// Returns the name of the first part of a kind: `comments`.
    pub(super) fn first(&self, kind: &str) -> Option<String> {
        self.known.values().find(|each| each.kind == kind && !each.outside).map(|each| self.resolved(&each.target))
    }

    /// Returns the name of the part with an id, where it is of a kind.
    pub(super) fn part(&self, id: &str, kind: &str) -> Option<String> {
        let found = self.known.get(id).filter(|each| each.kind == kind && !each.outside)?;
        Some(self.resolved(&found.target))
    }

    /// Notes what lies outside the file. Nothing of it is fetched.
    pub(super) fn note_outside(&self, report: &mut Report) {
        for each in self.known.values().filter(|each| each.outside) {
            report.note(match each.kind.as_str() {
                "hyperlink" => Oddity::Links,
                "attachedTemplate" => Oddity::Template,
                _ => Oddity::Outside,
            });
        }
    }

    fn resolved(&self, target: &str) -> String {
        if let Some(absolute) = target.strip_prefix('/') {
            return absolute.to_string();
        }
        let mut parts: Vec<&str> = self.base.split('/').filter(|part| !part.is_empty()).collect();
        for part in target.split('/') {
            match part {
                "." | "" => {}
                ".." => {
                    parts.pop();
                }
                name => parts.push(name),
            }
        }
        parts.join("/")
    }
}

/// The parts of a Word document that matter.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) body: Tree,
    pub(super) styles: Option<Tree>,
    pub(super) numbering: Option<Tree>,
    pub(super) comments: Option<Tree>,
    pub(super) footnotes: Option<Tree>,
    pub(super) endnotes: Option<Tree>,
    pub(super) properties: Option<Tree>,
    pub(super) settings: Option<Tree>,
    /// The headers and footers in the order in which they are referred to.
    pub(super) margins: Vec<(Margin, Tree)>,
}

/// Where on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Margin {
    Top,
    Bottom,
}

/// The most headers and footers that are read.
const MARGINS_MAX: usize = 200;

impl Parts {
    pub(super) fn read(package: &mut Package<'_>, limits: &Limits, report: &mut Report) -> Result<Parts, Refusal> {
        let root = Relations::of(package, "", limits)?;
        let main = root.first("officeDocument").filter(|name| package.has(name));
        let main = main.or_else(|| package.has("word/document.xml").then(|| "word/document.xml".to_string()));
        let Some(main) = main else { return Err(no_document(package)) };
        let bytes = package.part(&main)?.unwrap_or_default();
        let body = xml::read(&main, &bytes, limits)?;
        if body.root().word() != "document" {
            return Err(no_document(package));
        }
        let relations = Relations::of(package, &main, limits)?;
        relations.note_outside(report);
        if package.any(|name| name.ends_with("vbaproject.bin")) {
            report.note(Oddity::Macros);
        }
        let mut part = |name: Option<String>| -> Result<Option<Tree>, Refusal> {
            let Some(name) = name else { return Ok(None) };
            let Some(bytes) = package.part(&name)? else {
                report.damaged(format!("{name} is missing"));
                return Ok(None);
            };
            match xml::read(&name, &bytes, limits) {
                Ok(tree) => Ok(Some(tree)),
                Err(refusal) if refusal.name == "damaged" => {
                    report.damaged(refusal.message);
                    Ok(None)
                }
                Err(refusal) => Err(refusal),
            }
        };
        let styles = part(relations.first("styles"))?;
        let numbering = part(relations.first("numbering"))?;
        let comments = part(relations.first("comments"))?;
        let footnotes = part(relations.first("footnotes"))?;
        let endnotes = part(relations.first("endnotes"))?;
        let settings = part(relations.first("settings"))?;
        let properties = part(root.first("core-properties"))?;
        let mut references: Vec<(Margin, String)> = Vec::new();
        body.root().each(&mut |at| {
            let (margin, kind) = match at.word() {
                "headerReference" => (Margin::Top, "header"),
                "footerReference" => (Margin::Bottom, "footer"),
                _ => return,
            };
            if let Some(name) = at.relation("id").and_then(|id| relations.part(id, kind))
                && references.len() < MARGINS_MAX
                && !references.iter().any(|(_, known)| *known == name)
            {
                references.push((margin, name));
            }
        });
        let mut margins = Vec::new();
        for (margin, name) in references {
            margins.extend(part(Some(name))?.map(|tree| (margin, tree)));
        }
        Ok(Parts { body, styles, numbering, comments, footnotes, endnotes, properties, settings, margins })
    }
}

fn no_document(package: &Package<'_>) -> Refusal {
    let what = if package.any(|name| name.starts_with("xl/")) {
        "this is a workbook (.xlsx), not a Word document"
    } else if package.any(|name| name.starts_with("ppt/")) {
        "these are slides (.pptx), not a Word document"
    } else if package.has("content.xml") {
        "this is an OpenDocument text (.odt), not a Word document"
    } else {
        "the archive holds no Word document"
    };
    Refusal::new("other-format", what).hint("save it as .docx in the program that made it")
}
