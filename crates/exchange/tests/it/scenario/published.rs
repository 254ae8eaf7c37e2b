//! Published scenarios, where a folder of them is at hand: `ZOPA_SCENARIOS`, or `shared/data/scenarios` beside the
//! repository.

use super::exact::{Utility, each_outcome, fraction, near};
use num_rational::BigRational;
use serde_json::Value as Json;
use std::fs;
use std::path::{Path, PathBuf};
use zopa_exchange::scenario::{FORMATS, Mode, Scenario, read, write};

pub(crate) struct Published {
    pub(crate) name: String,
    pub(crate) files: Vec<(String, Vec<u8>)>,
    pub(crate) expected: Json,
}

pub(crate) fn published() -> Vec<Published> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/scenarios");
    let folder = std::env::var_os("ZOPA_SCENARIOS").map_or(beside, PathBuf::from);
    let Ok(folders) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<Published> = folders.filter_map(|entry| scenario_in(&entry.ok()?.path())).collect();
    found.sort_by(|left, right| left.name.cmp(&right.name));
    found
}

fn scenario_in(folder: &Path) -> Option<Published> {
    let expected = serde_json::from_str(&fs::read_to_string(folder.join("expected.json")).ok()?).ok()?;
    let name = folder.file_name()?.to_string_lossy().into_owned();
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let own = path.file_name()?.to_string_lossy().into_owned();
            Some((format!("{name}/{own}"), fs::read(&path).ok()?))
        })
        .collect();
    files.sort();
    Some(Published { name, files, expected })
}

fn outcome(scenario: &Scenario, values: &Json) -> Vec<usize> {
    let values = values.as_array().expect("an outcome");
    let index = |(issue, value): (&zopa_exchange::scenario::Issue, &Json)| {
        let wanted = value.as_str().map_or_else(|| value.to_string(), str::to_string);
        let count = issue.values.count() as usize;
        (0..count).find(|&at| issue.values.text(at).as_deref() == Some(&wanted)).expect("a value of the issue")
    };
    scenario.issues.iter().zip(values).map(index).collect()
}

#[test]
fn published_scenarios_mean_what_was_published() {
    for Published { name, files, expected } in published() {
        let reading = read(&files, Mode::Lenient);
        let Some(scenario) = reading.scenario else { panic!("{name}: {:#?}", reading.findings) };
        let format = expected["format"].as_str().expect("a format");
        assert!(format.starts_with(reading.format.expect("a format")), "{name}");
        let profiles: Vec<&str> = expected["profile_files"]
            .as_array()
            .expect("profiles")
            .iter()
            .map(|file| file.as_str().expect("a file name").rsplit_once('.').expect("an ending").0)
            .collect();
        let parties: Vec<&str> = scenario.profiles.iter().map(|profile| profile.party.as_str()).collect();
        assert_eq!(parties, profiles, "{name}");
        let issues = expected["issues"].as_array().expect("issues");
        assert_eq!(issues.len(), scenario.issues.len(), "{name}");
        for (issue, wanted) in scenario.issues.iter().zip(issues) {
            assert_eq!(issue.name, wanted["name"].as_str().expect("a name"), "{name}");
            if let Some(count) = wanted["n_values"].as_u64() {
                assert_eq!(issue.values.count(), count, "{name}, {}", issue.name);
            }
        }
        for (at, profile) in scenario.profiles.iter().enumerate() {
            let reservation = fraction(profile.reservation.expect("a reservation"));
            assert!(near(&reservation, &expected["reserved"][at]), "{name}: reservation");
            assert!(near(&fraction(profile.discount), &expected["discount"][at]), "{name}: discount");
        }
        check_utilities(&name, &scenario, &expected["exact"]);
    }
}

fn check_utilities(name: &str, scenario: &Scenario, exact: &Json) {
    if exact.is_null() {
        return;
    }
    let outcomes = scenario.outcomes().expect("a number that fits");
    // The larger ones are powers of ten, which are printed so.
    let printed = exact["n_outcomes"].to_string();
    let whole = printed.strip_prefix("1e+").map(|power| 10_u128.pow(power.parse().expect("a power")));
    assert_eq!(outcomes, whole.unwrap_or_else(|| printed.parse().expect("a number")), "{name}");
    for probe in exact["probe_outcomes"].as_array().expect("probes") {
        let at = outcome(scenario, &probe["outcome"]);
        for (profile, wanted) in scenario.profiles.iter().zip(probe["utils"].as_array().expect("utilities")) {
            let own = Utility::new(scenario, profile).of(&at).expect("a utility");
            assert!(near(&own, wanted), "{name}, {}: {own} for {wanted}", profile.party);
        }
    }
    if outcomes > 4_000 || exact["utility_min"].is_null() {
        return;
    }
    for (at, profile) in scenario.profiles.iter().enumerate() {
        let utility = Utility::new(scenario, profile);
        let mut ends: Option<(BigRational, BigRational)> = None;
        each_outcome(scenario, |outcome| {
            let own = utility.of(outcome).expect("a utility");
            let (low, high) = ends.take().unwrap_or((own.clone(), own.clone()));
            ends = Some((low.min(own.clone()), high.max(own)));
        });
        let (low, high) = ends.expect("an outcome");
        assert!(near(&low, &exact["utility_min"][at]), "{name}: lowest");
        assert!(near(&high, &exact["utility_max"][at]), "{name}: highest");
    }
}

#[test]
fn published_scenarios_are_written_and_read_again() {
    for Published { name, files, .. } in published() {
        let reading = read(&files, Mode::Lenient);
        let (scenario, own) = (reading.scenario.expect("a scenario"), reading.format.expect("a format"));
        for format in FORMATS {
            let written = match write(&scenario, format, Mode::Strict) {
                Ok((written, _)) => written,
                Err(findings) if format.name == own => panic!("{name}, {}: {findings:#?}", format.name),
                Err(_) => continue,
            };
            let again: Vec<(String, Vec<u8>)> =
                written.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
            let reading = read(&again, Mode::Lenient);
            let Some(back) = reading.scenario else { panic!("{name}, {}: {:#?}", format.name, reading.findings) };
            if format.name == own {
                // Only NegoLog keeps no name of its own; its files lie in a folder of that name.
                assert!(back == scenario, "{name}");
                continue;
            }
            let last: Vec<usize> = scenario.issues.iter().map(|issue| issue.values.count() as usize - 1).collect();
            for (profile, other) in scenario.profiles.iter().zip(&back.profiles) {
                let (own, other) = (Utility::new(&scenario, profile), Utility::new(&back, other));
                assert_eq!(own.of(&last), other.of(&last), "{name}, {}", format.name);
            }
        }
    }
}
