//! The parts of a workbook.

use super::super::{Refused, bounds};
use super::xml::{Step, Steps, attribute};
use super::{SHEETS_MAX, damaged};
use std::collections::HashMap;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// The archive and where its parts are. Paths are compared without regard to capitals.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    parts: HashMap<String, usize>,
}

/// The part that lists the sheets.
#[derive(Debug, Default)]
pub(super) struct Book {
    path: String,
    /// The names of the sheets and the paths of their parts.
    pub(super) sheets: Vec<(String, String)>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

impl Book {
    /// Returns the path of a part beside this one.
    pub(super) fn beside(&self, name: &str) -> String {
        joined(&self.path, name)
    }
}

impl<'b> Package<'b> {
    /// Opens an archive whose parts have been measured.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, Refused> {
        bounds::check(bytes)?;
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| damaged(fault.to_string()))?;
        let mut parts = HashMap::new();
        for at in 0..archive.len() {
            let part = archive.by_index_raw(at).map_err(|fault| damaged(fault.to_string()))?;
            let name = part.name().map_err(|fault| damaged(fault.to_string()))?;
            parts.entry(name.replace('\\', "/").to_ascii_lowercase()).or_insert(at);
        }
        Ok(Package { archive, parts })
    }

    /// Returns the text of a part; nothing where there is none.
    pub(super) fn text(&mut self, path: &str) -> Result<Option<String>, Refused> {
        let Some(&at) = self.parts.get(&path.trim_start_matches('/').to_ascii_lowercase()) else { return Ok(None) };
        let part = self.archive.by_index(at).map_err(|fault| damaged(fault.to_string()))?;
        let mut bytes = Vec::new();
        // All parts together have been measured; this holds for each of them, too.
        part.take(bounds::INFLATED_BYTES_MAX).read_to_end(&mut bytes).map_err(|fault| damaged(fault.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|_| damaged(format!("{path} is not UTF-8")))?;
        Ok(Some(match text.strip_prefix('\u{feff}') {
            Some(text) => text.to_string(),
            None => text,
        }))
    }

    /// Returns the list of the sheets.
    pub(super) fn book(&mut self) -> Result<Book, Refused> {
        let office = self.relations("_rels/.rels", "")?.into_iter().find(|relation| relation.kind == "officeDocument");
        let path = office.map_or_else(|| "xl/workbook.xml".to_string(), |relation| relation.target);
        let text = self.text(&path)?.ok_or_else(|| damaged("the list of sheets is missing"))?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let relations = self.relations(&format!("{folder}/_rels/{name}.rels"), &path)?;
        let mut book = Book { path, ..Book::default() };
        let mut steps = Steps::of(&text);
        loop {
            let tag = match steps.next()? {
                Step::Open(tag) => tag,
                Step::End => return Ok(book),
                Step::Close(_) | Step::Words(_) => continue,
            };
            match tag.local_name().as_ref() {
                "workbookPr" => {
                    let value = attribute(&tag, "date1904")?;
                    book.from_1904 = value.is_some_and(|value| value == "1" || value == "true");
                }
                "sheet" => {
                    let (name, id) = (attribute(&tag, "name")?, attribute(&tag, "id")?);
                    let relation = relations.iter().find(|relation| Some(&relation.id) == id.as_ref());
                    // Charts and dialogues are sheets too, of another kind.
                    let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") else { continue };
                    book.sheets.push((name.unwrap_or_default(), relation.target.clone()));
                    if book.sheets.len() > SHEETS_MAX {
                        return Err(Refused::new(format!("more than the {SHEETS_MAX} sheets that are read")));
                    }
                }
                _ => {}
            }
        }
    }

    fn relations(&mut self, path: &str, of: &str) -> Result<Vec<Relation>, Refused> {
        let Some(text) = self.text(path)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let mut steps = Steps::of(&text);
        loop {
            match steps.next()? {
                Step::Open(tag) if tag.local_name().as_ref() == "Relationship" => {
                    let kind = attribute(&tag, "Type")?.unwrap_or_default();
                    found.push(Relation {
                        id: attribute(&tag, "Id")?.unwrap_or_default(),
                        kind: kind.rsplit('/').next().unwrap_or_default().to_string(),
                        target: joined(of, &attribute(&tag, "Target")?.unwrap_or_default()),
                    });
                    if found.len() > 10 * SHEETS_MAX {
                        return Err(damaged("too many relations between its parts"));
                    }
                }
                Step::End => return Ok(found),
                Step::Open(_) | Step::Close(_) | Step::Words(_) => {}
            }
        }
    }

    /// Returns what the archive holds besides sheets and is left out of account.
    pub(super) fn ignored(&self) -> Vec<&'static str> {
        let has = |part: &str| self.parts.keys().any(|name| name.contains(part));
        [("vbaproject.bin", "macros"), ("externallinks/", "links to other files"), ("activex/", "controls")]
            .into_iter()
            .filter(|(part, _)| has(part))
            .map(|(_, what)| what)
            .collect()
    }
}

/// How one part refers to another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// Returns the path of a part that another refers to.
fn joined(from: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_string();
    }
    let mut parts: Vec<&str> = from.rsplit_once('/').map_or("", |(folder, _)| folder).split('/').collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}
