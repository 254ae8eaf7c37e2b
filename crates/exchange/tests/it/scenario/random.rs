//! Random scenarios through cases and every format that can say them.

use super::case::through_case;
use super::exact::Utility;
use crate::tries;
use proptest::prelude::*;
use rust_decimal::Decimal;
use zopa_exchange::scenario::{
    Bonus, Bound, FORMATS, Full, Issue, Mode, Profile, Region, Scenario, Values, Worth, read, write,
};

fn number(low: i64, high: i64, scale: u32) -> impl Strategy<Value = Decimal> {
    (low..=high).prop_map(move |mantissa| Decimal::new(mantissa, scale).normalize())
}

/// Names as people give them, with marks that every format must carry.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z][A-Za-z0-9 _-]{0,8}",
        r#"[A-Za-z$%&<>"'#:,;{}\[\]|*!@ \\/.-]{1,12}"#,
        "[0-9]{1,3}",
        "[éßЖ中ا]{1,4}",
        Just("not".to_string()),
        Just("null".to_string()),
        Just("share".to_string()),
    ]
    .prop_map(|name| name.trim().to_string())
    .prop_filter("a name says something", |name| !name.is_empty() && name != "root")
}

fn names(least: usize, most: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::btree_set(name(), least..=most)
        .prop_map(|names| names.into_iter().collect::<Vec<_>>())
        .prop_shuffle()
}

/// How the ratings of a scenario are measured.
#[derive(Debug, Clone, Copy)]
enum Measure {
    /// As in GENIUS: by the best of each issue, capped.
    Best,
    /// As elsewhere: as they are.
    Plain,
    /// Boxes over whole numbers.
    Boxes,
}

fn values(measure: Measure) -> BoxedStrategy<Values> {
    let named = || names(1, 5).prop_map(|names| Values::Named { names, ordered: false }).boxed();
    let whole = || (-5_i64..5, 0_i64..6).prop_map(|(low, size)| Values::Whole { low, high: low + size }).boxed();
    match measure {
        Measure::Best => named(),
        Measure::Plain => prop_oneof![named(), whole()].boxed(),
        Measure::Boxes => whole(),
    }
}

fn worth(count: usize, measure: Measure) -> impl Strategy<Value = Worth> {
    let rating = if matches!(measure, Measure::Best) { number(0, 999, 1) } else { number(0, 100, 2) };
    (number(0, 1_000_000, 6), proptest::collection::vec(rating, count))
        .prop_map(|(weight, ratings)| Worth { weight: Some(weight), ratings: ratings.into_iter().map(Some).collect() })
}

fn bonus(issues: &[Issue]) -> impl Strategy<Value = Bonus> + use<> {
    let bounds: Vec<(usize, i64, i64)> = issues
        .iter()
        .enumerate()
        .map(|(at, issue)| if let Values::Whole { low, high } = issue.values { (at, low, high) } else { (at, 0, 0) })
        .collect();
    let bound = proptest::sample::select(bounds).prop_flat_map(|(issue, low, high)| {
        (low..=high, low..=high).prop_map(move |(a, b)| Bound { issue, low: a.min(b), high: a.max(b) })
    });
    let region =
        (any::<bool>(), proptest::collection::vec(bound, 1..4)).prop_filter_map("a box", |(inside, mut bounds)| {
            bounds.sort_by_key(|bound| bound.issue);
            bounds.dedup_by_key(|bound| bound.issue);
            Some(Region { inside, bounds })
        });
    (number(1, 500, 1), proptest::collection::vec(region, 0..2)).prop_map(|(amount, regions)| Bonus { amount, regions })
}

fn profile(party: String, issues: &[Issue], measure: Measure) -> BoxedStrategy<Profile> {
    let rest = (number(0, 100, 2), number(1, 100, 2));
    let blank = move |reservation, discount| Profile {
        party: party.clone(),
        worths: Vec::new(),
        full: Full::Rating(Decimal::ONE),
        bonuses: Vec::new(),
        out_of: Decimal::ONE,
        cap: None,
        reservation: Some(reservation),
        discount,
    };
    if matches!(measure, Measure::Boxes) {
        let count = issues.len();
        let bonuses = proptest::collection::vec(bonus(issues), 0..6);
        return (rest, bonuses, number(1, 999, 1))
            .prop_map(move |((reservation, discount), bonuses, out_of)| Profile {
                worths: vec![None; count],
                full: Full::Rating(Decimal::ONE_HUNDRED),
                bonuses,
                out_of,
                cap: Some(Decimal::ONE),
                ..blank(reservation, discount)
            })
            .boxed();
    }
    let worths: Vec<_> = issues.iter().map(|issue| worth(issue.values.count() as usize, measure)).collect();
    (rest, worths)
        .prop_map(move |((reservation, discount), worths)| {
            let worths: Vec<Option<Worth>> = worths.into_iter().map(Some).collect();
            let blank = blank(reservation, discount);
            match measure {
                Measure::Best => Profile { worths, full: Full::Best, cap: Some(Decimal::ONE), ..blank },
                _ => Profile { worths, discount: Decimal::ONE, ..blank },
            }
        })
        .boxed()
}

fn scenario(measure: Measure) -> impl Strategy<Value = Scenario> {
    let issues = names(1, 4).prop_flat_map(move |names| {
        let values: Vec<_> = names.iter().map(|_| values(measure)).collect();
        (Just(names), values).prop_map(|(names, values)| {
            names.into_iter().zip(values).map(|(name, values)| Issue { name, values }).collect::<Vec<Issue>>()
        })
    });
    (name(), issues, names(1, 3)).prop_flat_map(move |(name, issues, parties)| {
        let profiles: Vec<_> = parties.into_iter().map(|party| profile(party, &issues, measure)).collect();
        (Just(name), Just(issues), profiles).prop_map(|(name, issues, profiles)| Scenario { name, issues, profiles })
    })
}

/// Returns the scenario after its way through a format; nothing where the format cannot say it.
fn through(scenario: &Scenario, format: &str) -> Option<Scenario> {
    let format = FORMATS.iter().find(|each| each.name == format).expect("a format");
    let (files, _) = write(scenario, format, Mode::Strict).ok()?;
    let files: Vec<(String, Vec<u8>)> = files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    let reading = read(&files, Mode::Lenient);
    Some(reading.scenario.unwrap_or_else(|| panic!("{files:?}: {:?}", reading.findings)))
}

fn alike(scenario: &Scenario, other: &Scenario) {
    let last: Vec<usize> = scenario.issues.iter().map(|issue| issue.values.count() as usize - 1).collect();
    let first = vec![0; last.len()];
    for (profile, back) in scenario.profiles.iter().zip(&other.profiles) {
        let (own, back) = (Utility::new(scenario, profile), Utility::new(other, back));
        assert_eq!(own.of(&first), back.of(&first));
        assert_eq!(own.of(&last), back.of(&last));
    }
}

proptest! {
    #![proptest_config(tries(60))]

    #[test]
    fn evaluations_go_through_cases_and_genius_unchanged(scenario in scenario(Measure::Best)) {
        prop_assert_eq!(&through_case(&scenario), &scenario);
        prop_assert_eq!(through(&scenario, "genius-xml"), Some(scenario.clone()));
        for format in FORMATS {
            if let Some(back) = through(&scenario, format.name) {
                alike(&scenario, &back);
            }
        }
    }

    #[test]
    fn boxes_go_through_cases_and_genius_unchanged(scenario in scenario(Measure::Boxes)) {
        prop_assert_eq!(&through_case(&scenario), &scenario);
        prop_assert_eq!(through(&scenario, "genius-xml"), Some(scenario));
    }

    #[test]
    fn plain_ratings_go_through_cases_and_the_other_formats(scenario in scenario(Measure::Plain)) {
        prop_assert_eq!(&through_case(&scenario), &scenario);
        prop_assert_eq!(through(&scenario, "negmas-yaml"), Some(scenario.clone()));
        for format in FORMATS {
            if let Some(back) = through(&scenario, format.name) {
                prop_assert_eq!(&back.issues, &scenario.issues);
                alike(&scenario, &back);
            }
        }
        let named = scenario.issues.iter().all(|issue| matches!(issue.values, Values::Named { .. }));
        if named && scenario.profiles.len() == 2 {
            let mut back = through(&scenario, "negolog-json").expect("it can be said");
            // Its folder bears the name, as far as a folder can.
            back.name.clone_from(&scenario.name);
            prop_assert_eq!(back, scenario);
        }
    }
}
