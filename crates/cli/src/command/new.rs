//! `zopa new`: a case to start from.

use crate::context::{Context, Exit, Failure};
use clap::Args;
use include_dir::{Dir, DirEntry, include_dir};
use std::io;
use std::path::Path;
use zopa::session::Unaskable;
use zopa_store::{SaveError, save};
use zopa_syntax::diagnostic::closest;

static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples");

/// What a new case starts with.
const EMPTY: &str = include_str!("new.zopa");

/// A case to start from.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// The folder to make [default: the name of the example]
    folder: Option<String>,
    /// Start from this example; `--example list` names them
    #[arg(long, value_name = "NAME")]
    example: Option<String>,
}

pub(crate) fn run(args: &New, context: &Context) -> Result<Exit, Failure> {
    let names: Vec<&str> = EXAMPLES.dirs().filter_map(|folder| folder.path().to_str()).collect();
    match args.example.as_deref() {
        Some("list") => {
            context.print(&format!("{}\n", names.join("\n")))?;
            Ok(Exit::Clean)
        }
        Some(name) => {
            let Some(example) = EXAMPLES.get_dir(name) else {
                let hint = match closest(name, names.iter().copied()) {
                    Some(word) => format!("did you mean `{word}`?"),
                    None => format!("there are {}", names.join(", ")),
                };
                let message = format!("no example is called `{name}`");
                return Err(Unaskable { message, hint: Some(hint) }.into());
            };
            let target = args.folder.as_deref().unwrap_or(name);
            make(target)?;
            copy(example, example.path(), Path::new(target))?;
            context.print(&format!("made {target}; try: zopa brief {target}\n"))?;
            Ok(Exit::Clean)
        }
        None => {
            let Some(target) = args.folder.as_deref() else {
                let hint =
                    Some(format!("zopa new FOLDER, or zopa new --example NAME with one of {}", names.join(", ")));
                return Err(Unaskable { message: "expected a folder to make".to_string(), hint }.into());
            };
            make(target)?;
            write(&Path::new(target).join("case.zopa"), EMPTY)?;
            context.print(&format!("made {target}/case.zopa; try: zopa check {target}\n"))?;
            Ok(Exit::Clean)
        }
    }
}

/// Makes a folder that must not exist yet, or be empty, so that nothing is overwritten.
pub(super) fn make(target: &str) -> Result<(), Failure> {
    if let Ok(mut entries) = std::fs::read_dir(target)
        && entries.next().is_some()
    {
        return Err(io::Error::other(format!("{target}: the folder is not empty; choose another")).into());
    }
    std::fs::create_dir_all(target).map_err(|error| io::Error::other(format!("{target}: {error}")))?;
    Ok(())
}

fn copy(folder: &Dir<'_>, root: &Path, target: &Path) -> Result<(), Failure> {
    for entry in folder.entries() {
        let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
        match entry {
            DirEntry::Dir(inner) => {
                std::fs::create_dir_all(target.join(below))?;
                copy(inner, root, target)?;
            }
            DirEntry::File(file) => write(&target.join(below), file.contents_utf8().unwrap_or_default())?,
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    save(path, None, text).map_err(|error| match error {
        SaveError::Io(error) => error,
        SaveError::Changed => io::Error::other(format!("{}: {error}", path.display())),
    })?;
    Ok(())
}
