//! `zopa schema`: the JSON Schemas of the case and of every answer.

use crate::context::{Context, Exit, Failure};
use clap::Args;
use serde_json::Value;
use std::io;
use std::path::Path;
use zopa::session::Unaskable;
use zopa_store::{SaveError, save};

/// The JSON Schemas of the case and of every answer.
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// `case`, or the command whose answer is meant; without it, all names
    name: Option<String>,
    /// Write all schemas into this folder, one file each
    #[arg(long, value_name = "FOLDER", conflicts_with = "name")]
    write: Option<String>,
}

pub(crate) fn run(args: &Schema, context: &Context) -> Result<Exit, Failure> {
    let all = schemas();
    if let Some(folder) = &args.write {
        for (name, schema) in &all {
            write(&Path::new(folder).join(format!("{name}.json")), schema)?;
        }
        return Ok(Exit::Clean);
    }
    match &args.name {
        None => {
            let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
            context.print(&format!("{}\n", names.join("\n")))?;
        }
        Some(wanted) => match all.iter().find(|(name, _)| name == wanted) {
            Some((_, schema)) => context.print_json(schema)?,
            None => {
                let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
                let hint = Some(format!("there are {}", names.join(", ")));
                return Err(Unaskable { message: format!("no schema is called `{wanted}`"), hint }.into());
            }
        },
    }
    Ok(Exit::Clean)
}

fn schemas() -> Vec<(&'static str, Value)> {
    let mut all = zopa::schema::schemas();
    all.push(("case", zopa_exchange::json::schema()));
    all.sort_by_key(|(name, _)| *name);
    all
}

fn write(path: &Path, schema: &Value) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(schema).map_err(io::Error::other)?;
    text.push('\n');
    let seen = match std::fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(io::Error::new(error.kind(), format!("{}: {error}", path.display())).into()),
    };
    save(path, seen.as_deref(), &text).map_err(|error| match error {
        SaveError::Io(error) => error,
        SaveError::Changed => io::Error::other(format!("{}: {error}", path.display())),
    })?;
    Ok(())
}
