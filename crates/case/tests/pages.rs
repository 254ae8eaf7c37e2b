//! Every page of `zopa explain`: its first example gives the finding that it explains and no other, its second none.

use std::collections::BTreeSet;
use zopa_case::case::Case;
use zopa_case::check::{check, rules};
use zopa_case::view::View;
use zopa_syntax::diagnostic::Rule;

/// Rules whose page has no example, with the reason.
const WITHOUT_EXAMPLE: &[(&str, &str)] = &[("file-too-large", "an example would be a file of 256 MiB")];

#[test]
fn pages_are_headed_by_the_rule() {
    for rule in rules() {
        assert!(rule.page.starts_with(&format!("# {}\n\n", rule.name)), "{}: heading", rule.name);
    }
}

#[test]
fn names_are_unique() {
    let names: BTreeSet<&str> = rules().iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), rules().len());
}

#[test]
fn first_example_gives_the_finding() {
    let wrong = with_examples().filter_map(|rule| {
        let [example, _] = blocks(rule)?;
        let also = rule.page.lines().find_map(|line| line.strip_prefix("Also found: "));
        let expected: BTreeSet<&str> =
            also.into_iter().flat_map(|names| names.split(", ")).chain([rule.name]).collect();
        let found = findings(example);
        let names: BTreeSet<&str> = found.iter().map(|(name, _)| *name).collect();
        (names != expected).then(|| format!("{}: expected {expected:?}, found {found:#?}", rule.name))
    });
    assert_none(wrong);
}

#[test]
fn second_example_is_clean() {
    let wrong = with_examples().filter_map(|rule| {
        let [_, example] = blocks(rule)?;
        let found = findings(example);
        (!found.is_empty()).then(|| format!("{}: found {found:#?}", rule.name))
    });
    assert_none(wrong);
}

#[test]
fn pages_have_two_examples() {
    assert_none(with_examples().filter(|rule| blocks(rule).is_none()).map(|rule| rule.name.to_string()));
}

fn assert_none(wrong: impl Iterator<Item = String>) {
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn with_examples() -> impl Iterator<Item = &'static Rule> {
    rules().into_iter().filter(|rule| WITHOUT_EXAMPLE.iter().all(|(name, _)| *name != rule.name))
}

/// Returns the two examples of a page; nothing where it has more or fewer.
fn blocks(rule: &Rule) -> Option<[&str; 2]> {
    let blocks: Vec<&str> = rule
        .page
        .split("```zopa\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(block, _)| block)
        .collect();
    blocks.try_into().ok()
}

/// Returns the name and the message of every finding in an example.
fn findings(example: &str) -> Vec<(&'static str, String)> {
    let case = Case::read(files(example));
    check(&View::new(&case, None, &[])).into_iter().map(|finding| (finding.rule.name, finding.message)).collect()
}

/// Returns the files of an example: a line `# file: NAME` begins another.
fn files(example: &str) -> Vec<(String, String)> {
    let mut files = vec![("case.zopa".to_string(), String::new())];
    for line in example.lines() {
        if let Some(name) = line.strip_prefix("# file: ") {
            files.push((name.to_string(), String::new()));
        } else if let Some((_, text)) = files.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    files
}
