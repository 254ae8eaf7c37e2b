//! The language reference: its examples, put together, are one sound case.

use zopa_case::case::Case;
use zopa_case::check::check;
use zopa_case::view::View;

#[test]
fn the_examples_of_the_reference_make_one_sound_case() {
    let page = include_str!("../../docs/language.md");
    let mut text = String::new();
    let mut inside = false;
    for line in page.lines() {
        match line {
            "```zopa" => inside = true,
            "```" => {
                inside = false;
                text.push('\n');
            }
            line if inside => {
                text.push_str(line);
                text.push('\n');
            }
            _ => {}
        }
    }
    assert!(text.lines().count() > 100, "the reference has lost its examples");
    let case = Case::read(vec![("language.zopa".to_string(), text)]);
    let view = View::new(&case, None, &[]);
    let findings = check(&view);
    let shown = zopa::findings::text(&case.sources, &findings, 100, false);
    assert!(findings.is_empty(), "{shown}");
}
