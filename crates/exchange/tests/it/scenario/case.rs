//! Scenarios as cases and back.

use super::published::{Published, published};
use zopa_case::case::Case;
use zopa_case::view::View;
use zopa_exchange::scenario::{Finding, Mode, Scenario, from_case, read, to_case};
use zopa_syntax::format::format;
use zopa_syntax::parse::parse;
use zopa_syntax::span::FileId;

pub(crate) fn case_of(text: &str) -> Case {
    Case::read(vec![("case.zopa".to_string(), text.to_string())])
}

/// Returns the scenario after its way through a case; the text of the case is sound and laid out.
pub(crate) fn through_case(scenario: &Scenario) -> Scenario {
    let text = to_case(scenario);
    let case = case_of(&text);
    assert!(case.errors.is_empty(), "{text}\n{:#?}", case.errors);
    assert_eq!(format(&text, &parse(FileId(0), &text)), text);
    let (back, findings) = from_case(&View::new(&case, None, &[]), Mode::Strict).expect("a scenario");
    assert_eq!(findings, Vec::<Finding>::new());
    back
}

#[test]
fn published_scenarios_go_through_cases_without_loss() {
    for Published { name, files, .. } in published() {
        let scenario = read(&files, Mode::Lenient).scenario.expect("a scenario");
        assert!(through_case(&scenario) == scenario, "{name}");
    }
}
