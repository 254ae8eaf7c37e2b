//! A region that is not written as a code.

use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "malformed-region", severity: Severity::Warning, page: include_str!("malformed_region.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    for source in view.case.sources.iter() {
        let points = source.parse.nodes().filter(|node| node.form.keyword == "point");
        for region in points.flat_map(|point| point.all("region")).flat_map(|clause| clause.names("codes")) {
            if !is_code(&region.text) {
                let message = format!("`{}` is not written as a code of ISO 3166-2", region.text);
                let hint = "a code is the country, a hyphen and the subdivision, such as `UA-14`";
                findings.push(Diagnostic::new(&RULE, region.span, message).hint(hint));
            }
        }
    }
}

/// *Source*: ISO 3166-2:2020, section 5: two letters of ISO 3166-1, a hyphen, one to three letters or digits.
fn is_code(text: &str) -> bool {
    let Some((country, subdivision)) = text.split_once('-') else { return false };
    country.len() == 2
        && country.bytes().all(|byte| byte.is_ascii_uppercase())
        && (1..=3).contains(&subdivision.len())
        && subdivision.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
