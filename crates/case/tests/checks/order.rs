use super::{FRAME, findings};

#[track_caller]
fn check(case: &str, other: &str, expected: &[&str]) {
    let files = [("case.zopa", format!("{FRAME}{case}")), ("other.zopa", other.to_string())];
    let found = findings("ambiguous-order", files.map(|(path, text)| (path.to_string(), text)).into(), None);
    let messages: Vec<&str> = found
        .iter()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_once(": ").map(|(_, message)| message))
        .collect();
    assert_eq!(messages, expected);
}

#[test]
fn same_name_in_two_files_on_one_day() {
    check(
        "2025-03 stance norrland demand low : toll <= 100\n",
        "2025-03-31 stance norrland drops low\n",
        &["stances `low` of one day are in two files, so none is the later"],
    );
}

#[test]
fn days_tell_the_order() {
    check(
        "2025-03 stance norrland demand low : toll <= 100\n",
        "2025-03-30 stance norrland demand low : toll <= 200\n",
        &[],
    );
}

#[test]
fn places_in_one_file_tell_the_order() {
    check(
        "2025-03-01 walk-away norrland : 30\n2025-03-01 walk-away norrland : 40\n",
        "2025-03-01 walk-away sudmark : 30\n",
        &[],
    );
}

#[test]
fn unnamed_stances_take_nobodys_place() {
    check(
        "2025-03-01 stance norrland red-line : toll <= 100\n",
        "2025-03-01 stance norrland red-line : toll <= 200\n",
        &[],
    );
}

#[test]
fn estimates_of_one_party() {
    check(
        "2025-03-01 value norrland : toll 10 low\n2025-03-01 prefers norrland : toll low\n",
        "2025-03-01 value norrland : toll 20 low\n2025-03-01 prefers norrland : toll high\n",
        &[
            "values of norrland of one day are in two files, so none is the later",
            "preferences of norrland of one day are in two files, so none is the later",
        ],
    );
}

#[test]
fn confirmations_of_one_point() {
    check(
        "2025-03-01 agrees norrland : toll = 100, passage = open\n",
        "2025-03-01 reopens norrland : toll\n2025-03-01 agrees sudmark : toll = 200\n",
        &["entries of norrland on `toll` of one day are in two files, so none is the later"],
    );
}
