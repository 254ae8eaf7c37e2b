//! Scenario files: small ones of our own, random ones, and published ones where they are at hand.

mod case;
mod exact;
mod genius;
mod geniusweb;
mod hostile;
mod negmas;
mod negolog;
mod published;
mod random;
mod rectangle;

use exact::Utility;
use zopa_exchange::scenario::{Finding, Mode, Reading, Scenario, read};

/// Returns files with their bytes.
fn files(files: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    files.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect()
}

fn lenient(texts: &[(&str, &str)]) -> Reading {
    read(&files(texts), Mode::Lenient)
}

fn strict(texts: &[(&str, &str)]) -> Reading {
    read(&files(texts), Mode::Strict)
}

/// Returns the scenario in files that are in order.
fn sound(texts: &[(&str, &str)]) -> Scenario {
    let reading = strict(texts);
    assert_eq!(reading.findings, Vec::<Finding>::new());
    reading.scenario.expect("a scenario")
}

/// Returns findings as `path:line:column: severity [rule]`, each on its line.
fn places(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| {
            let at = finding.at.map_or(String::new(), |at| format!(":{}:{}", at.line, at.column));
            format!("{}{at}: {} [{}]", finding.path, finding.severity.word(), finding.rule)
        })
        .collect()
}

/// Returns the utility of an outcome to a party as a fraction in words.
fn utility(scenario: &Scenario, party: usize, outcome: &[usize]) -> String {
    let own = Utility::new(scenario, &scenario.profiles[party]).of(outcome);
    own.map_or("unknown".to_string(), |own| own.to_string())
}
