//! The texts of drafts, read once for the questions that need them.

use std::io;
use zopa_case::case::Case;
use zopa_case::id::DraftId;
use zopa_case::world::World;

/// How large the text of a draft may be, in bytes.
pub const TEXT_BYTES_MAX: usize = 16 << 20;

/// The texts of the drafts of a case.
#[derive(Debug, Default)]
pub struct Texts(Vec<Option<Result<String, String>>>);

impl Texts {
    /// Reads the texts that the drafts of a case name.
    pub fn read(case: &Case, world: &impl World) -> Texts {
        let kept = |path: &str| match &case.edition {
            // An edition has its texts with it: what lies in the folder of the record is not filtered.
            Some(edition) => {
                edition.texts.get(path).cloned().ok_or_else(|| io::Error::other("not part of the edition"))
            }
            None => text(path, world),
        };
        let read = |path: &String| kept(path).map_err(|error| format!("{path}: {error}"));
        Texts(case.drafts.iter().map(|draft| draft.text.as_ref().map(read)).collect())
    }

    /// Returns the text of a draft; nothing where the record names none.
    ///
    /// # Errors
    /// When it could not be read; the message names the file.
    pub fn of(&self, draft: DraftId) -> Result<Option<&str>, &str> {
        match self.0.get(draft.0) {
            Some(Some(Ok(text))) => Ok(Some(text)),
            Some(Some(Err(message))) => Err(message),
            _ => Ok(None),
        }
    }
}

/// Reads a text, which may be neither too large nor in another encoding.
///
/// # Errors
/// When it cannot be read, or is not such a text.
pub fn text(path: &str, world: &impl World) -> io::Result<String> {
    let bytes = world.attachment(path)?;
    if bytes.len() > TEXT_BYTES_MAX {
        return Err(io::Error::other(format!("larger than {} MiB, the most that a text may be", TEXT_BYTES_MAX >> 20)));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count();
        io::Error::other(format!("not UTF-8 on line {line}; save the file with that encoding"))
    })
}
