//! Answers that were once wrong, each with the smallest record that shows it.

use zopa::question::{brief, clash, evidence, moves};
use zopa::session::{Asked, view};
use zopa_case::case::Case;
use zopa_case::view::View;

const FRAME: &str = "case \"T\"\nparty a \"A\" principal\nparty b \"B\" principal\npoint p \"P\"\n  option x\n  option y\n\
    point n number 0..100 step 5\n";

fn case(entries: &str) -> Case {
    let case = Case::read(vec![("case.zopa".to_string(), format!("{FRAME}{entries}"))]);
    let shown = zopa::findings::text(&case.sources, &case.errors, 100, false);
    assert!(case.is_sound(), "{shown}");
    case
}

fn moved(case: &Case, day: &str) -> Vec<moves::Movement> {
    let asked = Asked { as_of: Some(day.parse().expect("a day")), ..Asked::default() };
    let view = view(case, &asked).expect("no assumption asked for");
    moves::ask(&view, &moves::Options::default()).expect("a small case").movements
}

#[test]
fn a_movement_tells_the_red_line_of_its_own_day() {
    let case = case(
        "2025-01-01 stance a red-line r \"Old title\" : p = x\n\
         2025-01-05 stance a accepts o \"Offer\" : p = y relaxes r\n\
         2025-02-01 stance a drops r\n\
         2025-03-01 stance a red-line r \"New title\" : p = y\n",
    );
    let offer = moved(&case, "2025-02-01").into_iter().find(|movement| movement.kind == moves::Movements::Relaxed);
    assert!(offer.and_then(|movement| movement.from).is_some_and(|from| from.contains("Old title")));
}

#[test]
fn movements_say_whether_they_soften_or_harden() {
    let case = case(
        "2025-01-01 stance a red-line r : n >= 60\n\
         2025-01-01 stance b red-line s : n <= 55\n\
         2025-01-02 stance a red-line r : n >= 55\n\
         2025-01-03 stance a red-line r : n >= 65\n\
         2025-01-04 stance a red-line r : n <= 10\n",
    );
    let kinds: Vec<(moves::Movements, Vec<String>)> =
        moved(&case, "2025-01-04").into_iter().skip(2).map(|movement| (movement.kind, movement.towards)).collect();
    use moves::Movements::{Hardened, Restated, Softened};
    let b = || vec!["b".to_string()];
    assert_eq!(kinds, [(Softened, b()), (Hardened, vec![]), (Restated, b())]);
}

#[test]
fn an_offer_that_dissolves_a_clash_goes_towards_the_other_side() {
    let case = case(
        "2025-01-01 stance a red-line cap : n <= 35\n\
         2025-01-01 stance b red-line fair : n >= 40\n\
         2025-01-02 stance a offers : n <= 40 if p = x relaxes cap\n",
    );
    let offer = moved(&case, "2025-01-02").pop().expect("three movements");
    assert_eq!(offer.towards, ["b"]);
    let view = View::new(&case, None, &[]);
    let package = clash::Target::Package("p = y".to_string());
    let answer = clash::ask(&view, &clash::Options { target: Some(package), ..clash::Options::default() });
    let detail = answer.expect("a small case").clash_details.remove(0);
    assert!(detail.sentence.contains("Nothing that keeps to this can meet both"), "{}", detail.sentence);
    let cap = detail.red_lines.iter().find(|line| line.name == "cap").expect("the relaxed line");
    assert_eq!(cap.holds, "(n <= 35) or (n <= 40) and (p = x)");
}

#[test]
fn confirmations_that_differ_are_told() {
    let case = case("2025-01-01 agrees a : p = x\n2025-01-02 agrees b : p = y\n");
    let answer = brief::ask(&View::new(&case, None, &[]), &brief::Options::default()).expect("a small case");
    assert_eq!(answer.points[0].because, "A confirmed “x”; B confirmed “y”");
}

#[test]
fn contradictory_links_are_no_matter_of_red_lines() {
    let case = case("link l1 : p = x\nlink l2 : p = y\n");
    let answer = brief::ask(&View::new(&case, None, &[]), &brief::Options::default()).expect("a small case");
    let text = zopa::page::markdown(&answer.page(&case));
    assert!(text.contains("the links contradict each other") && !text.contains("crosses a red line"), "{text}");
    assert!(text.contains("a record without dated entries"), "{text}");
}

#[test]
fn a_package_settles_each_point_once() {
    let case = case("");
    let package = clash::Target::Package("p = x, p = y".to_string());
    let options = clash::Options { target: Some(package), ..clash::Options::default() };
    let refused = clash::ask(&View::new(&case, None, &[]), &options).expect_err("a contradiction");
    assert_eq!(refused.message, "`p` is settled twice");
}

#[test]
fn deadlines_that_cannot_be_met_are_in_the_brief() {
    let case = case(
        "instrument t signed-by a b\n\
         2025-01-01 event \"Start\"\n\
         ratify t a by referendum threshold 50% lead 90 days\n\
         deadline 2025-02-01 a \"Parliament's term ends\"\n",
    );
    let answer = brief::ask(&View::new(&case, None, &[]), &brief::Options::default()).expect("a small case");
    assert_eq!(answer.impossible.len(), 1, "{:?}", answer.impossible);
}

#[test]
fn a_circle_and_a_long_chain_of_retellings() {
    let mut entries = String::from(
        "2025-01-01 report r0 retells r2\n2025-01-01 report r1 retells r0\n2025-01-01 report r2 retells r1\n",
    );
    entries.push_str("2025-01-01 report s0\n");
    for at in 1..20_000 {
        entries.push_str(&format!("2025-01-01 report s{at} retells s{}\n", at - 1));
    }
    let case = case(&entries);
    let answer = evidence::ask(&View::new(&case, None, &[])).expect("a small case");
    assert_eq!((answer.reports_seen, answer.origins), (20_003, 2));
}
