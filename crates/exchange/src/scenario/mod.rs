//! Scenarios: the files in which the research field keeps negotiations, in and out.
//!
//! [`read`] takes the files of one scenario, finds out their format and which of them is the domain, and gives a
//! [`Scenario`] with findings. [`to_case`] writes a scenario in the case language; [`from_case`] makes one of a case;
//! [`write()`] writes one in any format. Numbers are decimals throughout and are never rounded in silence.
//!
//! Adding a format: one module with `claims`, `read` and `write`, and its line in [`FORMATS`].

mod case;
mod fields;
mod finding;
mod genius;
mod geniusweb;
mod json;
mod limits;
mod linear;
mod model;
mod negmas;
mod negolog;
mod number;
mod plain;
mod reading;
mod region;
mod source;
mod tree;
mod writing;
mod xml;

pub use case::{from_case, to_case};
pub use finding::{Finding, Mode};
pub use model::{Bonus, Bound, Full, Issue, Profile, Region, Scenario, Values, Worth};
pub use reading::read;
pub use writing::write;

use fields::Document;
use finding::Report;
use reading::{check_counts, distinct, names_are_distinct};
use source::Source;
use tree::Node;
use writing::file_names;

/// Files to be written, each as its path and its text.
pub type Files = Vec<(String, String)>;

/// A form in which scenarios are kept.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    read: Reader,
    write: fn(&Scenario, &mut Report) -> Option<Files>,
}

/// How the files of a format are read.
#[derive(Debug)]
enum Reader {
    /// All XML is of one format.
    Xml(fn(&[&Source], &mut Report) -> Option<Scenario>),
    /// JSON and YAML are told apart by what they hold.
    Tree { claims: fn(&Node) -> bool, read: fn(&[Document<'_>], &mut Report) -> Option<Scenario> },
}

/// All formats.
pub static FORMATS: &[&Format] = &[
    &Format {
        name: "genius-xml",
        about: "GENIUS: a domain and profiles in XML, weighted issues or hyper-rectangles",
        read: Reader::Xml(genius::read),
        write: genius::write,
    },
    &Format {
        name: "geniusweb-json",
        about: "GeniusWeb: a domain and linear additive profiles in JSON",
        read: Reader::Tree { claims: geniusweb::claims, read: geniusweb::read },
        write: geniusweb::write,
    },
    &Format {
        name: "negolog-json",
        about: "NegoLog: two profiles in JSON",
        read: Reader::Tree { claims: negolog::claims, read: negolog::read },
        write: negolog::write,
    },
    &Format {
        name: "negmas-yaml",
        about: "NegMAS: an outcome space and linear utility functions in YAML",
        read: Reader::Tree { claims: negmas::claims, read: negmas::read },
        write: negmas::write,
    },
];

/// Returns the format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}

/// What was read from the files of a scenario.
#[derive(Debug)]
pub struct Reading {
    /// The scenario; nothing where there is an error.
    pub scenario: Option<Scenario>,
    /// The name of its format, where that could be told.
    pub format: Option<&'static str>,
    /// What is to be said about the files, in the order of the files.
    pub findings: Vec<Finding>,
}
