//! Checks whose findings depend on dates, sides and other entries.

mod agreement;
mod calendar;
mod claims;
mod contradictions;
mod names;
mod order;
mod sources;

use jiff::civil;
use zopa_case::case::Case;
use zopa_case::check;
use zopa_case::view::View;

const FRAME: &str = "\
case \"Test\"
party norrland principal
party sudmark principal
party aldia mediator
person iversen of norrland
person calder of sudmark
point toll number 0..500 step 100
point passage
  option open
  option notice
  option barred
";

/// Asserts what a rule finds in a case of the usual parties and points and of these entries: for each finding its
/// message and, indented, its labels, each after the line at which it points. Lines count from the first entry; those
/// of the usual parties and points lie before it.
#[track_caller]
fn check(rule: &str, entries: &str, expected: &[&str]) {
    let text = format!("{FRAME}{}", entries.trim_start_matches('\n'));
    assert_eq!(findings(rule, vec![("case.zopa".to_string(), text)], None), expected);
}

/// Asserts as [`check`] does, as of a day.
#[track_caller]
fn check_as_of(day: civil::Date, rule: &str, entries: &str, expected: &[&str]) {
    let text = format!("{FRAME}{}", entries.trim_start_matches('\n'));
    assert_eq!(findings(rule, vec![("case.zopa".to_string(), text)], Some(day)), expected);
}

/// Returns what a rule finds in files, as of a day or the latest on record.
#[track_caller]
fn findings(rule: &str, files: Vec<(String, String)>, as_of: Option<civil::Date>) -> Vec<String> {
    let frame = FRAME.lines().count() as i64;
    let case = Case::read(files);
    let view = View::new(&case, as_of, &[]);
    let mut found = Vec::new();
    for finding in check::check(&view) {
        if finding.rule.name == rule {
            let line = |span| i64::from(case.sources.line(span)) - frame;
            found.push(format!("{}: {}", line(finding.primary.span), finding.message));
            let labels = finding.others.iter().map(|label| format!("  {}: {}", line(label.span), label.text));
            found.extend(labels);
        } else {
            let is_error = finding.rule.severity == zopa_syntax::diagnostic::Severity::Error;
            assert!(!is_error, "{}: {}", finding.rule.name, finding.message);
        }
    }
    found
}
