//! Editions: what one audience may see.
//!
//! An edition is a record of its own: the entries that may be told, each without the clauses that may not, in one file.
//! Every question and every export of an edition is asked of that record, so nothing that is withheld can be in an
//! answer: not in a count, a citation, or a picture. What is withheld is decided in three steps. `level` says how far
//! each entry may be told for itself. `build` takes from each what may not be told with it, and gives an entry up
//! where it needs a name that is withheld, until nothing changes. `demand` then takes from the frame what is referred
//! to.
//!
//! **Invariant.** An edition does not depend on what it withholds: two records that differ only in that have the same
//! edition, byte for byte. So no day, count, order or name may come from an entry before it is known to be told.

mod audience;
mod build;
mod demand;
mod level;
mod nameless;
mod names;
mod page;
mod policy;
mod record;
mod source;
mod text;
mod withheld;
mod work;
mod write;

pub use audience::{PUBLIC, TABLE};
pub use withheld::{Rule, Withheld};

use crate::session::Unaskable;
use audience::Audience;
use jiff::civil;
use record::Record;
use schemars::JsonSchema;
use serde::Serialize;
use work::Work;
use zopa_case::case::Case;
use zopa_case::world::World;

/// The file of an edition.
pub const FILE: &str = "case.zopa";

/// What to ask.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// For whom: a party, a group, `table` or `public`.
    pub audience: String,
    /// The day: what is dated later is left out, and permissions that end hold until their day. Without it none does.
    pub as_of: Option<civil::Date>,
    /// The handling mark of the edition, in the place of that of the case.
    pub mark: Option<String>,
}

/// An edition.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The record that the audience may see, with its texts.
    pub case: Case,
    /// What was left out.
    pub list: List,
}

impl Edition {
    /// Returns the files of the edition as path and text: the record, and the texts that go along.
    pub fn files(&self) -> Vec<(String, String)> {
        let record = self.case.sources.iter().map(|source| (source.path.clone(), source.text.clone()));
        let texts = self.case.edition.iter().flat_map(|edition| &edition.texts);
        record.chain(texts.map(|(path, text)| (path.clone(), text.clone()))).collect()
    }
}

/// What was left out of an edition: for the record-keeper alone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct List {
    /// The title of the case.
    pub title: String,
    /// The audience, as asked for.
    pub audience: String,
    /// The audience, for a reader.
    pub audience_title: String,
    /// The day of the edition, where one was given.
    pub as_of: Option<String>,
    /// The handling mark on every page of the edition.
    pub mark: String,
    /// How many entries the edition has.
    pub told: usize,
    /// How many entries the record has.
    pub entries: usize,
    /// The texts that go along, by their paths in the edition.
    pub texts: Vec<String>,
    /// What was withheld: entries, and clauses of entries that are told.
    pub withheld: Vec<Withheld>,
}

/// Makes the edition of a case. Texts beside the record come from `world`.
///
/// # Errors
/// When there is no such audience, or the case has errors.
pub fn make(case: &Case, world: &dyn World, asked: &Asked) -> Result<Edition, Unaskable> {
    if !case.is_sound() {
        return Err(Unaskable::new("the case has errors; an edition of it could say what it must not"));
    }
    let audience = Audience::of(case, &asked.audience)?;
    let record = Record::new(case, &audience, asked.as_of);
    let mut work = Work::new(&record);
    work.settle();
    work.tell_nameless(&work.names());
    work.keep_clause_numbers();
    let mark = mark(case, &audience, asked.mark.as_deref());
    work.put_mark(&mark);
    let texts = work.texts(world);
    work.leave_out(&work.needed());
    let text = work.text();
    let mut edition = Case::read(vec![(FILE.to_string(), text)]);
    if !edition.is_sound() {
        // A fault of the program: better no edition than one that was not foreseen.
        let message = format!("the edition for {} would not be sound; nothing is told", audience.title);
        return Err(Unaskable::new(message));
    }
    let list = List {
        title: case.title.clone(),
        audience: audience.name.clone(),
        audience_title: audience.title.clone(),
        as_of: asked.as_of.map(|day| day.to_string()),
        mark,
        told: edition.sources.iter().map(|source| source.parse.nodes().count()).sum(),
        entries: record.nodes.len(),
        texts: texts.keys().cloned().collect(),
        withheld: work.withheld(),
    };
    edition.edition = Some(zopa_case::case::Edition { audience: audience.title.clone(), texts });
    Ok(Edition { case: edition, list })
}

/// Returns the handling mark of an edition: that of the case or the one asked for, and for whom it is.
fn mark(case: &Case, audience: &Audience, asked: Option<&str>) -> String {
    let own = format!("Edition for {}", audience.title);
    let given = asked.or(case.handling.as_deref()).unwrap_or_default();
    let given = given.strip_suffix(own.as_str()).unwrap_or(given).trim_end_matches(" · ").trim();
    if given.is_empty() { own } else { format!("{given} · {own}") }
}
