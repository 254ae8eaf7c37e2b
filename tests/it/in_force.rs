//! Supersession, `drops`, `relaxes`, `until`, partial dates and assumptions, exactly as the language page says.

use zopa::session::{Asked, view};
use zopa_case::case::Case;
use zopa_case::view::View;

const FRAME: &str =
    "case \"Toll talks\"\nparty ann principal\nparty bob principal\npoint toll number 0..500 step 100\n";

fn case(entries: &str) -> Case {
    let case = Case::read(vec![("case.zopa".to_string(), format!("{FRAME}{entries}"))]);
    let shown = zopa::findings::text(&case.sources, &case.errors, 100, false);
    assert!(case.is_sound(), "{shown}");
    case
}

/// Returns the red lines in force on a day as `name: expression`, with `~` and the offer where one relaxes them.
fn lines(case: &Case, day: &str) -> Vec<String> {
    told(&View::new(case, Some(day.parse().expect("a day")), &[]))
}

fn told(view: &View<'_>) -> Vec<String> {
    view.red_lines()
        .iter()
        .map(|line| {
            let holds = line.stance.holds.as_ref().map(|holds| holds.text()).unwrap_or_default();
            let ways = line.relaxed_by.iter().map(|offer| {
                let condition =
                    offer.condition.as_ref().map(|stated| format!(" if {}", stated.text())).unwrap_or_default();
                format!(" ~ {}{condition}", offer.holds.as_ref().map(|holds| holds.text()).unwrap_or_default())
            });
            format!("{}: {holds}{}", view.case.lines[line.line.0].name, ways.collect::<String>())
        })
        .collect()
}

#[test]
fn a_later_stance_of_the_same_name_takes_the_place() {
    let case = case(
        "2025-03-10 stance ann red-line cap : toll <= 300\n\
         2025-03-01 stance ann red-line cap : toll <= 200\n",
    );
    assert_eq!(lines(&case, "2025-02-28"), Vec::<String>::new());
    assert_eq!(lines(&case, "2025-03-01"), ["cap: toll <= 200"]);
    assert_eq!(lines(&case, "2025-03-09"), ["cap: toll <= 200"]);
    assert_eq!(lines(&case, "2025-03-10"), ["cap: toll <= 300"]);
}

#[test]
fn on_one_day_the_later_line_of_the_file_counts() {
    let case = case(
        "2025-03-01 stance ann red-line cap : toll <= 200\n\
         2025-03-01 stance ann red-line cap : toll <= 100\n",
    );
    assert_eq!(lines(&case, "2025-03-01"), ["cap: toll <= 100"]);
}

#[test]
fn drops_ends_a_stance_and_a_new_one_can_follow() {
    let case = case(
        "2025-03-01 stance ann red-line cap : toll <= 200\n\
         2025-03-05 stance ann drops cap\n\
         2025-03-09 stance ann red-line cap : toll <= 400\n",
    );
    assert_eq!(lines(&case, "2025-03-05"), Vec::<String>::new());
    assert_eq!(lines(&case, "2025-03-09"), ["cap: toll <= 400"]);
}

#[test]
fn until_is_the_last_day_and_what_was_superseded_stays_so() {
    let case = case(
        "2025-03-01 stance ann red-line cap : toll <= 200\n\
         2025-03-05 stance ann red-line cap : toll <= 300 until 2025-03-10\n",
    );
    assert_eq!(lines(&case, "2025-03-10"), ["cap: toll <= 300"]);
    assert_eq!(lines(&case, "2025-03-11"), Vec::<String>::new());
}

#[test]
fn offers_relax_while_they_are_in_force_and_add_up() {
    let case = case(
        "2025-03-01 stance ann red-line cap : toll <= 100\n\
         2025-03-02 stance ann accepts first : toll <= 200 if toll > 0 relaxes cap\n\
         2025-03-03 stance ann offers : toll = 500 relaxes cap until 2025-03-04\n\
         2025-03-06 stance ann drops first\n",
    );
    assert_eq!(lines(&case, "2025-03-02"), ["cap: toll <= 100 ~ toll <= 200 if toll > 0"]);
    assert_eq!(lines(&case, "2025-03-04"), ["cap: toll <= 100 ~ toll <= 200 if toll > 0 ~ toll = 500"]);
    assert_eq!(lines(&case, "2025-03-05"), ["cap: toll <= 100 ~ toll <= 200 if toll > 0"]);
    assert_eq!(lines(&case, "2025-03-06"), ["cap: toll <= 100"]);
}

#[test]
fn unnamed_red_lines_stand_side_by_side() {
    let case = case("2025-03 stance ann red-line : toll <= 100\n2025-03-01 stance ann red-line : toll >= 0\n");
    // A month counts from its last day.
    assert_eq!(lines(&case, "2025-03-30"), ["ann-red-line-2: toll >= 0"]);
    assert_eq!(lines(&case, "2025-03-31"), ["ann-red-line-1: toll <= 100", "ann-red-line-2: toll >= 0"]);
}

#[test]
fn assumptions_count_as_the_latest_of_all() {
    let case = case(
        "2025-03-01 stance ann red-line cap : toll <= 100\n\
         2025-03-01 walk-away ann 10\n\
         2025-04-01 walk-away ann 20\n\
         assume thaw \"Ann gives way\" : stance ann drops cap\n  walk-away ann 5\n\
         assume frost : stance ann red-line cap : toll = 0\n",
    );
    let under = |names: &[&str]| {
        let assume = names.iter().map(|name| (*name).to_string()).collect();
        let asked = Asked { as_of: Some("2025-03-15".parse().expect("a day")), assume };
        let view = view(&case, &asked).expect("declared assumptions");
        let ann = case.principals().next().expect("two principals");
        (told(&view), view.walk_away(ann).map(|walk_away| walk_away.value.to_string()))
    };
    assert_eq!(under(&[]), (vec!["cap: toll <= 100".to_string()], Some("10".to_string())));
    assert_eq!(under(&["thaw"]), (vec![], Some("5".to_string())));
    assert_eq!(under(&["frost"]).0, ["cap: toll = 0"]);
    assert_eq!(under(&["thaw", "frost"]).0, ["cap: toll = 0"]);
    assert_eq!(under(&["frost", "thaw"]).0, Vec::<String>::new());
}

#[test]
fn confirmations_stand_until_changed_or_taken_back() {
    let case = case(
        "2025-03-01 agrees ann : toll = 100 ad-referendum\n\
         2025-03-02 agrees bob : toll = 100\n\
         2025-03-03 agrees ann : toll = 200\n\
         2025-03-04 reopens bob : toll\n",
    );
    let confirmed = |day: &str| {
        let view = View::new(&case, Some(day.parse().expect("a day")), &[]);
        let told = view.confirmed().into_iter().map(|((_, party), entry)| {
            let choices = entry.settlement.at.choices();
            (case.party(party).name.clone(), choices, entry.agreement.ad_referendum)
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(confirmed("2025-03-02"), [("ann".to_string(), vec![1], true), ("bob".to_string(), vec![1], false)]);
    assert_eq!(confirmed("2025-03-03"), [("ann".to_string(), vec![2], false), ("bob".to_string(), vec![1], false)]);
    assert_eq!(confirmed("2025-03-04"), [("ann".to_string(), vec![2], false)]);
}
