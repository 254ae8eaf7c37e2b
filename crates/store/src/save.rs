//! Saving a file whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Why a file was not saved. Nothing was written.
#[derive(Debug)]
pub enum SaveError {
    /// The file holds another text than the one to be replaced.
    Changed,
    /// The disk refused.
    Io(io::Error),
}

impl std::fmt::Display for SaveError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            SaveError::Changed => f.write_str("the file was changed by somebody else; read it again"),
            SaveError::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SaveError {}

/// Puts a new text in the place of the text that was `seen`; nothing seen means that the file must not exist yet. The
/// new text is written beside the file, brought to disk, and then takes its place in one step.
///
/// # Errors
/// When the file holds another text by now, or the disk refuses; the file is then as it was.
pub fn save(path: &Path, seen: Option<&str>, new: &str) -> Result<(), SaveError> {
    let place = named(path);
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = builder().tempfile_in(folder).map_err(&place)?;
    beside.write_all(new.as_bytes()).map_err(&place)?;
    beside.as_file().sync_all().map_err(&place)?;
    let current = match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(place(error)),
    };
    if current.as_deref() != seen.map(str::as_bytes) {
        return Err(SaveError::Changed);
    }
    match seen {
        Some(_) => {
            let permissions = fs::metadata(path).map_err(&place)?.permissions();
            fs::set_permissions(beside.path(), permissions).map_err(&place)?;
            beside.persist(path).map_err(|error| place(error.error))?;
        }
        None => {
            beside.persist_noclobber(path).map_err(|error| match error.error.kind() {
                io::ErrorKind::AlreadyExists => SaveError::Changed,
                _ => place(error.error),
            })?;
        }
    }
    Ok(())
}

/// Makes or replaces a file with what a function writes, which may be more than memory holds. It is written beside the
/// file, brought to disk, and then takes its place in one step.
///
/// # Errors
/// When the function fails or the disk refuses; the file is then as it was.
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let place = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    // A device or a pipe takes what is written; putting a file in its place would break it for everybody.
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(path).map_err(place)?);
        return write(&mut out).and_then(|()| out.flush()).map_err(place);
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = BufWriter::new(builder().tempfile_in(folder).map_err(place)?);
    write(&mut beside).map_err(place)?;
    let beside = beside.into_inner().map_err(|error| place(error.into_error()))?;
    beside.as_file().sync_all().map_err(place)?;
    beside.persist(path).map_err(|error| place(error.error))?;
    Ok(())
}

/// Returns how the new file is made: readable as any file that its owner makes, not for the owner alone.
pub(crate) fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

fn named(path: &Path) -> impl Fn(io::Error) -> SaveError {
    let shown = path.display().to_string();
    move |error| SaveError::Io(io::Error::new(error.kind(), format!("{shown}: {error}")))
}
