//! A case with a day and assumptions: what every question is asked of.

use jiff::civil;
use zopa_case::case::Case;
use zopa_case::id::AssumptionId;
use zopa_case::names::Meaning;
use zopa_case::view::View;
use zopa_syntax::diagnostic::closest;
use zopa_syntax::form::Space;

/// What a question is asked under.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The day; nothing for the latest on record.
    pub as_of: Option<civil::Date>,
    /// The names of assumptions.
    pub assume: Vec<String>,
}

/// Why a question cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unaskable {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl std::fmt::Display for Unaskable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Unaskable {}

impl Unaskable {
    pub(crate) fn new(message: impl Into<String>) -> Unaskable {
        Unaskable { message: message.into(), hint: None }
    }

    pub(crate) fn unknown<'a>(noun: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Unaskable {
        let known: Vec<&str> = known.collect();
        let hint = match closest(name, known.iter().copied()) {
            Some(word) => Some(format!("did you mean `{word}`?")),
            None if known.is_empty() => Some(format!("the case has no {noun}")),
            None => Some(format!("there are {}", known.join(", "))),
        };
        Unaskable { message: format!("no {noun} is called `{name}`"), hint }
    }
}

/// Returns a case as of a day and under assumptions.
///
/// # Errors
/// When an assumption does not exist.
pub fn view<'a>(case: &'a Case, asked: &Asked) -> Result<View<'a>, Unaskable> {
    let mut assumptions: Vec<AssumptionId> = Vec::new();
    for name in &asked.assume {
        match case.names.get(Space::Assumption, name).map(|declared| declared.meaning) {
            Some(Meaning::Assumption(id)) => assumptions.push(id),
            _ => {
                let known = case.assumptions.iter().map(|assumption| assumption.name.as_str());
                return Err(Unaskable::unknown("assumption", name, known));
            }
        }
    }
    Ok(View::new(case, asked.as_of, &assumptions))
}
