//! Scenarios of the research field, from their files to their deals.
//!
//! The published ones are checked where a folder with them is at hand: named by `ZOPA_SCENARIOS`, or
//! `shared/data/scenarios` beside the repository. Their results were computed by other programs in exact numbers.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use zopa::question::deals::{Convention, Deal, Deals, Options, Verdict, ask};
use zopa::session::{Asked, view};
use zopa_case::case::Case;
use zopa_exchange::scenario::{Mode, read, to_case};
use zopa_store::beside;

const ENDINGS: &[&str] = &["xml", "json", "yml", "yaml"];

/// Values of results are given as doubles.
const CLOSE: f64 = 1e-9;

/// Shipped frontiers are given in single precision.
const SHIPPED: f64 = 1e-6;

fn deals(files: &[(String, Vec<u8>)], options: &Options) -> Deals {
    let reading = read(files, Mode::Lenient);
    let scenario = reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.findings));
    let case = Case::read(vec![("case.zopa".to_string(), to_case(&scenario))]);
    assert!(case.is_sound(), "{:?}", case.errors);
    let view = view(&case, &Asked::default()).expect("no assumptions");
    ask(&view, options).expect("an answer")
}

fn is_close(values: &[f64], expected: &Value) -> bool {
    let expected: Vec<f64> = expected.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    values.len() == expected.len() && values.iter().zip(expected).all(|(a, b)| (a - b).abs() < CLOSE)
}

/// Returns whether one of the ties is one of the points of a published solution.
fn agrees(ties: &[Deal], solution: &Value) -> bool {
    let mut points = solution["points"].as_array().into_iter().flatten();
    points.any(|point| ties.iter().any(|tie| is_close(&tie.values, &point["utils"])))
}

fn published() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/scenarios");
    let folder = std::env::var_os("ZOPA_SCENARIOS").map_or(beside, PathBuf::from);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.join("expected.json").is_file()).collect();
    folders.sort();
    folders
}

#[test]
fn published_results_are_reproduced() {
    for folder in published() {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(folder.join("expected.json")).expect("results");
        let expected: Value = serde_json::from_str(&text).expect("JSON");
        let exact = &expected["exact"];
        if !exact.is_object() {
            continue;
        }
        let files = beside(&folder, ENDINGS).expect("files");
        let options = Options { list_max: usize::MAX, ..Options::default() };
        let zone = deals(&files, &options);
        let all = deals(&files, &Options { all_outcomes: true, ..options.clone() });
        assert_eq!(zone.packages, n_outcomes(&text), "{name}");
        if let Some(number) = exact.get("n_rational_outcomes") {
            assert_eq!(zone.deals, Some(number.to_string()), "{name}");
        }
        assert_eq!(all.frontier.size.map(|n| n as u64), exact["pareto"]["n_points"].as_u64(), "{name}");
        assert_eq!(all.frontier.proof.verdict, Verdict::Proven, "{name}");
        if let Some(points) = exact["pareto"]["points"].as_array() {
            for point in &all.frontier.points {
                assert!(points.iter().any(|expected| is_close(&point.values, expected)), "{name}: {:?}", point.values);
            }
        }
        assert_eq!(zone.frontier.size.map(|n| n as u64), exact["pareto_rational"]["n_points"].as_u64(), "{name}");
        check_solutions(&name, &zone, exact);
        check_conventions(&name, &files, &expected);
    }
}

/// Returns the number of outcomes as it is written, since it may be too large for a number of a JSON library.
fn n_outcomes(text: &str) -> String {
    let rest = text.split("\"n_outcomes\":").nth(1).unwrap_or_default().trim_start();
    rest.chars().take_while(char::is_ascii_digit).collect()
}

fn check_solutions(name: &str, zone: &Deals, exact: &Value) {
    let found = &zone.solutions;
    let solutions = [
        (&found.nash, "nash"),
        (&found.egalitarian, "egalitarian"),
        (&found.kalai_smorodinsky, "ks_maximin_ir"),
        (&found.utilitarian, "max_welfare"),
    ];
    for (ties, key) in solutions {
        match exact.get(key) {
            Some(Value::Null) if zone.frontier.size == Some(0) => assert!(ties.is_empty(), "{name}: {key}"),
            // Where nobody can gain anything, shares of gains are not defined there; here the only deal stands.
            Some(Value::Null) | None => {}
            Some(expected) => assert!(agrees(ties, expected), "{name}: {key}: {ties:?}"),
        }
    }
    let none = zone.frontier.size == Some(0);
    assert_eq!(none, zone.proofs.nash.verdict == Verdict::Impossible, "{name}");
    assert_eq!(none, !zone.walk_aways_at_odds.is_empty(), "{name}");
}

fn check_conventions(name: &str, files: &[(String, Vec<u8>)], expected: &Value) {
    let under = |convention| deals(files, &Options { convention, ..Options::default() }).solutions;
    if expected["exact"]["genius_ks"].is_object() {
        let ties = under(Convention::Genius).kalai_smorodinsky;
        assert!(agrees(&ties, &expected["exact"]["genius_ks"]), "{name}: GENIUS: {ties:?}");
    }
    let negmas = &expected["negmas_functions_on_exact_frontier"];
    if negmas.is_object() {
        let found = under(Convention::Negmas);
        let solutions = [
            (&found.nash, "nash"),
            (&found.kalai_smorodinsky, "ks"),
            (&found.egalitarian, "kalai"),
            (&found.utilitarian, "max_welfare"),
        ];
        for (ties, key) in solutions {
            let points = negmas[key].as_array().expect("points");
            let is_among = |tie: &Deal| points.iter().any(|point| is_close(&tie.values, point));
            assert!(points.is_empty() || ties.iter().any(is_among), "{name}: NegMAS {key}: {ties:?}");
        }
    }
}

/// On this domain two parties below their walk-away values make a product above zero: the deal that GENIUS calls Nash's
/// is one that nobody should sign. *Source*: the GENIUS repository, Domain16.
#[test]
fn the_nash_point_of_genius_may_be_no_deal() {
    let Some(folder) = published().into_iter().find(|folder| folder.ends_with("genius-domain16-6p")) else { return };
    let files = beside(&folder, ENDINGS).expect("files");
    let genius = deals(&files, &Options { convention: Convention::Genius, ..Options::default() });
    let below = genius.solutions.nash.iter().any(|deal| deal.values.iter().filter(|value| **value < 0.7).count() == 2);
    assert!(below, "{:?}", genius.solutions.nash);
    let ours = deals(&files, &Options::default());
    assert!(ours.solutions.nash.iter().all(|deal| deal.values.iter().all(|value| *value >= 0.7)));
}

/// The frontiers that GENIUS ships for these domains are wrong: they lack points, and hold points that others beat.
#[test]
fn shipped_frontiers_that_are_wrong_are_told_apart() {
    for (name, shipped, true_ones) in [("genius-s-1nikfrt-2", 16, 6), ("anac2014-30issues", 10, 2)] {
        let Some(folder) = published().into_iter().find(|folder| folder.ends_with(name)) else { continue };
        let text = fs::read_to_string(folder.join("pareto.xml")).expect("the frontier shipped");
        let numbers = |line: &str| line.split(',').map(|number| number.trim().parse().ok()).collect();
        let points: Vec<Vec<f64>> = text.lines().filter_map(numbers).collect();
        assert_eq!(points.len(), shipped, "{name}");
        let files = beside(&folder, ENDINGS).expect("files");
        let all = deals(&files, &Options { all_outcomes: true, ..Options::default() });
        assert_eq!(all.frontier.proof.verdict, Verdict::Proven, "{name}");
        let is_true = |point: &&Vec<f64>| {
            all.frontier.points.iter().any(|deal| deal.values.iter().zip(*point).all(|(a, b)| (a - b).abs() < SHIPPED))
        };
        assert_eq!(points.iter().filter(is_true).count(), true_ones, "{name}");
    }
}
