//! Several files that belong together: all of them are saved, or none.

use crate::SaveError;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A file to be saved.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Where.
    pub path: PathBuf,
    /// What was seen there; nothing means that the file must not exist yet.
    pub seen: Option<Vec<u8>>,
    /// What is to stand there.
    pub new: Vec<u8>,
}

/// Saves files that belong together. Each is written beside its place and brought to disk, and only then do they take
/// their places; should one not get there, those before it are taken back. Folders are made where they are missing.
///
/// # Errors
/// When a file holds something else by now, or the disk refuses; every file is then as it was. The message names it.
pub fn save_all(files: &[Planned]) -> Result<(), SaveError> {
    let mut made = Vec::new();
    let staged = stage(files, &mut made);
    let done = staged.and_then(|staged| persist(files, staged));
    if done.is_err() {
        // What cannot be taken away again was not empty: then somebody else uses it.
        made.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }
    done
}

fn stage(files: &[Planned], made: &mut Vec<PathBuf>) -> Result<Vec<tempfile::NamedTempFile>, SaveError> {
    let mut staged = Vec::new();
    for file in files {
        let folder = folder(&file.path);
        make(folder, made).map_err(|error| placed(folder, &error))?;
        let mut beside = crate::save::builder().tempfile_in(folder).map_err(|error| placed(&file.path, &error))?;
        let written = beside.write_all(&file.new).and_then(|()| beside.as_file().sync_all());
        written.map_err(|error| placed(&file.path, &error))?;
        staged.push(beside);
    }
    for file in files {
        let current = match fs::read(&file.path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(placed(&file.path, &error)),
        };
        if current != file.seen {
            return Err(changed(file));
        }
    }
    Ok(staged)
}

fn persist(files: &[Planned], staged: Vec<tempfile::NamedTempFile>) -> Result<(), SaveError> {
    for (at, (file, beside)) in files.iter().zip(staged).enumerate() {
        let done = match &file.seen {
            Some(_) => {
                let kept = fs::metadata(&file.path)
                    .and_then(|found| fs::set_permissions(beside.path(), found.permissions()))
                    .map_err(|error| placed(&file.path, &error));
                kept.and_then(|()| {
                    beside.persist(&file.path).map(drop).map_err(|error| placed(&file.path, &error.error))
                })
            }
            None => beside.persist_noclobber(&file.path).map(drop).map_err(|error| match error.error.kind() {
                io::ErrorKind::AlreadyExists => changed(file),
                _ => placed(&file.path, &error.error),
            }),
        };
        if let Err(error) = done {
            files[..at].iter().rev().for_each(take_back);
            return Err(error);
        }
    }
    Ok(())
}

fn take_back(file: &Planned) {
    // The disk that refuses to go forward may refuse to go back; there is nothing better to try.
    match &file.seen {
        Some(seen) => drop(crate::replace(&file.path, |out| out.write_all(seen))),
        None => drop(fs::remove_file(&file.path)),
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn make(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make(parent, made)?;
    }
    fs::create_dir(folder)?;
    made.push(folder.to_path_buf());
    Ok(())
}

fn changed(file: &Planned) -> SaveError {
    let message = match file.seen {
        Some(_) => "the file was changed by somebody else; read it again",
        None => "the file exists already; nothing is overwritten",
    };
    placed(&file.path, &io::Error::other(message))
}

fn placed(path: &Path, error: &io::Error) -> SaveError {
    SaveError::Io(io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}
