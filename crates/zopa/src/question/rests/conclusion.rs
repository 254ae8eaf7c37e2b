//! What one may conclude from a record.

use crate::question::clash::Target;
use crate::session::Unaskable;

/// A conclusion, whose support is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conclusion {
    /// Every package crosses a red line or breaks a link.
    NoDeal,
    /// These red lines, by name, cannot hold together.
    Clash(Vec<String>),
    /// A deal that crosses no red line can be had within this draft or package.
    Deal(Target),
    /// This party moved, or the stance of this name did.
    Moved(String),
}

impl Conclusion {
    /// Reads `no-deal`, `clash:LINE,LINE`, `deal:DRAFT`, `deal:POINT=CHOICE,…` or `moved:NAME`.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn parse(text: &str) -> Result<Conclusion, Unaskable> {
        let (kind, of) = text.split_once(':').unwrap_or((text, ""));
        let of = of.trim();
        match (kind.trim(), of.is_empty()) {
            ("no-deal", true) => Ok(Conclusion::NoDeal),
            ("clash", false) => Ok(Conclusion::Clash(of.split(',').map(|name| name.trim().to_string()).collect())),
            ("deal", false) if of.contains('=') => Ok(Conclusion::Deal(Target::Package(of.to_string()))),
            ("deal", false) => Ok(Conclusion::Deal(Target::Draft(of.to_string()))),
            ("moved", false) => Ok(Conclusion::Moved(of.to_string())),
            _ => Err(Unaskable {
                message: format!("`{text}` is no conclusion that can be asked about"),
                hint: Some(
                    "there are `no-deal`, `clash:LINE,LINE`, `deal:DRAFT`, `deal:POINT=CHOICE` and `moved:PARTY`"
                        .to_string(),
                ),
            }),
        }
    }
}
