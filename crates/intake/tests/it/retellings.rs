//! Which reports retell which, on texts of our own about an invented strait.

use proptest::prelude::*;
use zopa_intake::retelling::{Kind, Link, links};
use zopa_intake::text::Text;

const FIRST: &str = "The envoys of Norrland and Sudmark met for six hours in the lake town of Orr on Tuesday.\n\n\
    They went through eleven articles of the treaty on the strait and left two of them open, a diplomat said.\n\n\
    “Nobody expected that the toll would be settled before the harvest,” the diplomat told the Gazette.\n\n\
    Warships remain the hardest question, because the constitution of Norrland forbids a foreign escort.\n\n\
    The mediator from Aldia wants to table a fresh text in the first week of May.";

/// The first report, told anew in other words.
const RETOLD: &str = "Envoys from Sudmark and Norrland talked for six hours on Tuesday in Orr, a town on the lake.\n\n\
    According to a diplomat, eleven articles of the treaty about the strait were discussed and two stayed open.\n\n\
    “No one had expected the toll to be settled before the harvest,” this diplomat told the Gazette.\n\n\
    The hardest question are still warships, as Norrland’s constitution forbids any foreign escort.\n\n\
    In the first week of May, Aldia’s mediator wants to put a fresh text on the table.";

/// The same meeting, from another reporter.
const SAME_EVENT: &str = "Talks in Orr ended late on Tuesday without a breakthrough.\n\n\
    Delegates smiled for photographers at the jetty, but an aide from Sudmark spoke of hard weeks ahead.\n\n\
    Fishermen outside the hall held banners against any quota in the narrows.\n\n\
    The government of Sudmark falls if parliament rejects the agreement, observers believe.";

/// Another matter, in which somebody says what the first report quotes too.
const SAME_QUOTE: &str = "Prices of grain rose again this month.\n\n\
    Traders in the port blame the weather and the roads.\n\n\
    “Nobody expected that the toll would be settled before the harvest,” a diplomat had said earlier.\n\n\
    Bakers want the state to pay for flour until spring.";

const OTHER: &str = "The museum of clocks in Vestria opened a new wing with four hundred pocket watches.\n\n\
    Its director wants to repair the tower clock, which has stood still since the great fire.\n\n\
    Visitors may wind one of the oldest pieces by hand on the first Sunday of each month.";

fn found(texts: &[&str]) -> Vec<Link> {
    let texts: Vec<Text<'_>> = texts.iter().map(|text| Text::read(text)).collect();
    links(&texts)
}

fn kind(texts: &[&str], a: usize, b: usize) -> Option<Kind> {
    found(texts).into_iter().find(|link| (link.a, link.b) == (a, b)).map(|link| link.kind)
}

#[test]
fn a_report_told_anew_is_derived() {
    let found = found(&[FIRST, OTHER, RETOLD, SAME_EVENT]);
    let link = found.iter().find(|link| (link.a, link.b) == (0, 2)).expect("the retelling");
    assert_eq!(link.kind, Kind::Derived);
    assert_eq!(link.passages.len(), 5, "{:?}", link.passages);
    for (passage, place) in link.passages.iter().zip(["envoys", "eleven articles", "Nobody", "Warships", "mediator"]) {
        assert!(FIRST[passage.a.range()].contains(place), "{place}");
    }
    assert!(link.passages[2].quoted && !link.passages[0].quoted);
    assert!(found.iter().all(|link| link.kind == Kind::SameStory || (link.a, link.b) == (0, 2)), "{found:?}");
}

#[test]
fn a_copy_is_a_duplicate_even_with_a_local_top() {
    let local = format!("From our correspondent in the harbour.\n\n{FIRST}");
    assert_eq!(kind(&[FIRST, &local, OTHER], 0, 1), Some(Kind::Duplicate));
}

#[test]
fn a_stretch_inside_another_report_is_derived() {
    let stretch = RETOLD.split("\n\n").take(3).collect::<Vec<_>>().join("\n\n");
    let host = format!("{OTHER}\n\n{stretch}\n\n{OTHER}");
    assert_eq!(kind(&[FIRST, &host], 0, 1), Some(Kind::Derived));
}

#[test]
fn the_same_quote_makes_no_derivation() {
    let found = found(&[FIRST, SAME_QUOTE]);
    assert_eq!(found.iter().map(|link| link.kind).collect::<Vec<_>>(), [Kind::SharesUtterance]);
    assert!(found[0].passages.iter().all(|passage| passage.quoted));
}

#[test]
fn the_same_event_makes_no_derivation() {
    assert!(kind(&[FIRST, SAME_EVENT, OTHER], 0, 1).is_none_or(|kind| kind == Kind::SameStory));
    assert_eq!(kind(&[FIRST, SAME_EVENT, OTHER], 0, 2), None);
}

#[test]
fn what_an_outlet_prints_under_everything_links_nothing() {
    let note = "This newspaper lives from its readers: a yearly subscription supports our reporters in every town.";
    let reports = [FIRST, OTHER, "Rain fell on the pass for three days and the mail coach stayed in the valley."];
    let reports: Vec<String> = reports.iter().map(|text| format!("{text}\n\n{note}")).collect();
    let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
    assert_eq!(found(&reports), []);
}

#[test]
fn nothing_to_compare_is_no_link() {
    assert_eq!(found(&[]), []);
    assert_eq!(found(&["", "  \n", "…", FIRST]), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_texts_can_be_compared(texts in proptest::collection::vec(".{0,300}", 0..6)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = found(&texts);
        for link in &found {
            prop_assert!(link.a < link.b && link.b < texts.len());
            for passage in &link.passages {
                prop_assert!(!texts[link.a][passage.a.range()].is_empty() && !texts[link.b][passage.b.range()].is_empty());
            }
        }
        prop_assert_eq!(&found, &self::found(&texts), "the same texts, the same links");
    }

    /// Whichever report comes first in the list, the links are of the same kinds.
    #[test]
    fn order_does_not_matter(sentences in proptest::collection::vec(0_usize..14, 2..24), cut in 1_usize..20) {
        let all: Vec<&str> = [FIRST, RETOLD, OTHER].iter().flat_map(|text| text.split("\n\n")).collect();
        let told: Vec<&str> = sentences.iter().map(|&at| all[at % all.len()]).collect();
        let (a, b) = told.split_at(cut.min(told.len()));
        let (a, b) = (a.join("\n\n"), b.join("\n\n"));
        let kinds = |texts: &[&str]| found(texts).iter().map(|link| (link.kind, link.aligned)).collect::<Vec<_>>();
        prop_assert_eq!(kinds(&[&a, &b]), kinds(&[&b, &a]));
    }
}
