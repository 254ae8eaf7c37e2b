//! The layout, kept: which crate may use which, what the pure ones must not touch, how large files may grow.

use std::fs;
use std::path::{Path, PathBuf};

/// Which crates of the workspace a crate may use.
const EDGES: &[(&str, &[&str])] = &[
    ("syntax", &[]),
    ("case", &["zopa-syntax"]),
    ("engine", &[]),
    ("text", &["zopa-syntax"]),
    ("intake", &[]),
    ("exchange", &["zopa-syntax", "zopa-case", "zopa-text"]),
    ("zopa", &["zopa-syntax", "zopa-case", "zopa-engine", "zopa-text"]),
    ("store", &["zopa-case"]),
    ("cli", &["zopa", "zopa-syntax", "zopa-case", "zopa-text", "zopa-exchange", "zopa-store"]),
];

/// Crates that know no file, clock, environment, network, terminal or thread.
const PURE: &[&str] = &["syntax", "text", "intake", "case", "engine", "exchange", "zopa"];

const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "SystemTime",
    "Instant::now",
    "println!",
    "eprintln!",
    "print!(",
    "eprint!(",
    "io::stdout",
    "io::stderr",
    "Zoned::now",
    "Timestamp::now",
];

const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc", "manager", "handler"];

const LINES_MAX: usize = 800;
const LIB_LINES_MAX: usize = 120;
const ARCHITECTURE_LINES_MAX: usize = 250;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a readable folder").path();
            let built = path.ends_with("target")
                || path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            if path.is_dir() && !built {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn crates_use_only_what_the_layout_allows() {
    let mut crates: Vec<String> = fs::read_dir(root().join("crates"))
        .expect("the crates")
        .map(|entry| entry.expect("a crate").file_name().to_string_lossy().into_owned())
        .collect();
    crates.sort();
    let mut known: Vec<&str> = EDGES.iter().map(|(name, _)| *name).collect();
    known.sort_unstable();
    assert_eq!(crates, known, "a crate without its line in EDGES");
    for (name, allowed) in EDGES {
        let manifest = read(&root().join("crates").join(name).join("Cargo.toml"));
        let mut section = "";
        for line in manifest.lines() {
            if line.starts_with('[') {
                section = line;
            }
            let used = line.split(['.', ' ', '=']).next().unwrap_or_default();
            let ours = used == "zopa" || used.starts_with("zopa-");
            if section == "[dependencies]" && ours {
                assert!(allowed.contains(&used), "crates/{name} must not use {used}");
            }
        }
    }
}

#[test]
fn pure_crates_touch_nothing_outside() {
    for name in PURE {
        for path in sources(&root().join("crates").join(name).join("src")) {
            let text = read(&path);
            for word in IMPURE {
                assert!(!text.contains(word), "{}: `{word}` in a pure crate", path.display());
            }
        }
    }
}

#[test]
fn files_stay_small_and_well_named() {
    let mut all = sources(&root().join("crates"));
    all.extend(sources(&root().join("tests")));
    for path in all {
        let lines = read(&path).lines().count();
        let limit = if path.ends_with("src/lib.rs") { LIB_LINES_MAX } else { LINES_MAX };
        assert!(lines <= limit, "{}: {lines} lines, more than {limit}", path.display());
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        assert!(!EMPTY_NAMES.contains(&stem.as_ref()), "{}: a name that says nothing", path.display());
    }
}

#[test]
fn no_test_is_skipped_and_nothing_is_left_to_do() {
    let mut all = sources(&root().join("crates"));
    all.extend(sources(&root().join("tests")));
    for path in all.iter().filter(|path| !path.ends_with("tidy.rs")) {
        let text = read(path);
        for word in ["#[ignore", "todo!(", "unimplemented!(", "TODO", "FIXME"] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn the_architecture_page_stays_short_and_true() {
    let page = read(&root().join("ARCHITECTURE.md"));
    let lines = page.lines().count();
    assert!(lines <= ARCHITECTURE_LINES_MAX, "{lines} lines");
    for (name, _) in EDGES {
        assert!(page.contains(&format!("crates/{name}")), "crates/{name} is missing from ARCHITECTURE.md");
    }
}
