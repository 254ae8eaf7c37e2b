//! Files that belong together: all of them are saved, or none.
#![allow(missing_docs, reason = "a test binary has no readers of its documentation")]

use std::fs;
use std::path::Path;
use zopa_store::{Planned, save_all};

fn planned(path: &Path, seen: Option<&str>, new: &str) -> Planned {
    Planned { path: path.to_path_buf(), seen: seen.map(|text| text.as_bytes().to_vec()), new: new.as_bytes().to_vec() }
}

#[test]
fn all_files_are_saved_and_folders_made() {
    let home = tempfile::tempdir().expect("a folder");
    let (new, old) = (home.path().join("a/b/new.txt"), home.path().join("old.txt"));
    fs::write(&old, "before").expect("a file");
    save_all(&[planned(&new, None, "new"), planned(&old, Some("before"), "after")]).expect("saved");
    assert_eq!(fs::read_to_string(new).expect("a file"), "new");
    assert_eq!(fs::read_to_string(old).expect("a file"), "after");
}

#[test]
fn one_that_cannot_be_saved_stops_all() {
    let home = tempfile::tempdir().expect("a folder");
    let (new, old) = (home.path().join("a/new.txt"), home.path().join("old.txt"));
    fs::write(&old, "changed meanwhile").expect("a file");
    let error = save_all(&[planned(&new, None, "new"), planned(&old, Some("before"), "after")]).expect_err("refused");
    assert!(error.to_string().contains("old.txt") && error.to_string().contains("changed by somebody else"));
    assert_eq!(fs::read_to_string(&old).expect("a file"), "changed meanwhile");
    assert!(!home.path().join("a").exists(), "nothing is left behind");
    let error = save_all(&[planned(&new, None, "new"), planned(&old, None, "after")]).expect_err("refused");
    assert!(error.to_string().contains("nothing is overwritten"));
    assert!(!new.exists());
}

#[test]
fn a_folder_in_the_way_stops_all() {
    let home = tempfile::tempdir().expect("a folder");
    let (one, other) = (home.path().join("one.txt"), home.path().join("two.txt"));
    fs::create_dir(&other).expect("a folder");
    save_all(&[planned(&one, None, "one"), planned(&other, None, "two")]).expect_err("refused");
    assert!(!one.exists());
}
