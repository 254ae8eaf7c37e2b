//! A case as a folder of `.zopa` files, or as one file.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use zopa_case::world::World;

/// The most bytes that the files of a case may have together.
pub const CASE_BYTES_MAX: u64 = 512 << 20;

/// The most files and folders that are looked at.
pub const FILES_MAX: usize = 100_000;

/// The deepest nesting of folders that is followed.
const DEPTH_MAX: usize = 32;

/// A folder with `.zopa` files, or one such file.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Returns the case at a path.
    ///
    /// # Errors
    /// When nothing is there, or it is neither a file nor a folder.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Folder> {
        let path = path.into();
        let found = fs::metadata(&path).map_err(|error| named(&path, &error))?;
        if !found.is_dir() && !found.is_file() {
            return Err(io::Error::other(format!("{}: neither a file nor a folder", path.display())));
        }
        Ok(Folder { path })
    }

    /// Returns the folder below which the paths of the case lie.
    pub fn root(&self) -> &Path {
        if self.path.is_dir() { &self.path } else { self.path.parent().unwrap_or(Path::new("")) }
    }

    /// Returns the place on disk of a path of the case.
    pub fn place(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }
}

/// Files that go with each other: the files of a folder with one of these endings, or of the folder of a file with one.
/// Those in folders below are left out. The path of each is its name.
///
/// # Errors
/// When nothing is there, or the files are larger than a case may be.
pub fn beside(path: impl AsRef<Path>, endings: &[&str]) -> io::Result<Vec<(String, Vec<u8>)>> {
    let path = path.as_ref();
    let found = fs::metadata(path).map_err(|error| named(path, &error))?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = if found.is_dir() { path } else { parent };
    let entries: io::Result<Vec<fs::DirEntry>> = fs::read_dir(folder).and_then(Iterator::collect);
    let mut entries = entries.map_err(|error| named(folder, &error))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let (mut files, mut room) = (Vec::new(), CASE_BYTES_MAX);
    for entry in entries.iter().take(FILES_MAX) {
        let place = entry.path();
        let has_ending = |of: &Path| {
            let ending = of.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
            ending.is_some_and(|ending| endings.contains(&ending.as_str()))
        };
        let is_alike = found.is_dir() || place.extension() == path.extension();
        if has_ending(&place) && is_alike && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let bytes = read_bytes(&place, room)?;
            room -= bytes.len() as u64;
            files.push((entry.file_name().to_string_lossy().into_owned(), bytes));
        }
    }
    Ok(files)
}

impl World for Folder {
    fn files(&self) -> io::Result<Vec<(String, String)>> {
        let mut walk = Walk { found: Vec::new(), seen: 0 };
        if self.path.is_dir() {
            walk.folder(&self.path, 0)?;
        } else {
            walk.found.push(self.path.clone());
        }
        let mut files = Vec::with_capacity(walk.found.len());
        let mut room = CASE_BYTES_MAX;
        for path in walk.found {
            let text = read_text(&path, room)?;
            room -= text.len() as u64;
            files.push((below(self.root(), &path), text));
        }
        Ok(files)
    }

    fn attachment(&self, path: &str) -> io::Result<Vec<u8>> {
        let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let place = self.place(path);
        // A file named without its folder lies in this one.
        let root = if self.root().as_os_str().is_empty() { Path::new(".") } else { self.root() };
        let root = fs::canonicalize(root).map_err(|error| named(root, &error))?;
        let real = fs::canonicalize(&place).map_err(|error| named(&place, &error))?;
        if !inside || !real.starts_with(root) {
            return Err(io::Error::other(format!("{path}: outside the case folder")));
        }
        read_bytes(&real, CASE_BYTES_MAX)
    }
}

struct Walk {
    found: Vec<PathBuf>,
    seen: usize,
}

impl Walk {
    fn folder(&mut self, folder: &Path, depth: usize) -> io::Result<()> {
        if depth > DEPTH_MAX {
            return Err(io::Error::other(format!(
                "{}: folders are nested more than {DEPTH_MAX} deep",
                folder.display()
            )));
        }
        let mut entries: Vec<fs::DirEntry> =
            fs::read_dir(folder).and_then(Iterator::collect).map_err(|error| named(folder, &error))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            self.seen += 1;
            if self.seen > FILES_MAX {
                return Err(io::Error::other(format!("{}: more than {FILES_MAX} files", folder.display())));
            }
            let (path, hidden) = (entry.path(), entry.file_name().as_encoded_bytes().starts_with(b"."));
            // Links are not followed: they could lead out of the folder or in a circle.
            let kind = entry.file_type().map_err(|error| named(&path, &error))?;
            if kind.is_symlink() && !hidden && is_case_file(&path) {
                let message = format!("{}: a symbolic link is not followed; put the file itself there", path.display());
                return Err(io::Error::other(message));
            }
            if kind.is_dir() && !hidden {
                self.folder(&path, depth + 1)?;
            } else if kind.is_file() && !hidden && is_case_file(&path) {
                self.found.push(path);
            }
        }
        Ok(())
    }
}

fn is_case_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zopa"))
}

fn read_text(path: &Path, room: u64) -> io::Result<String> {
    String::from_utf8(read_bytes(path, room)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count();
        io::Error::other(format!("{}:{line}: not UTF-8; save the file with that encoding", path.display()))
    })
}

fn read_bytes(path: &Path, room: u64) -> io::Result<Vec<u8>> {
    let file = fs::File::open(path).map_err(|error| named(path, &error))?;
    let mut bytes = Vec::new();
    file.take(room + 1).read_to_end(&mut bytes).map_err(|error| named(path, &error))?;
    if bytes.len() as u64 > room {
        let limit = CASE_BYTES_MAX >> 20;
        return Err(io::Error::other(format!("{}: the case is larger than {limit} MiB", path.display())));
    }
    Ok(bytes)
}

fn below(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
