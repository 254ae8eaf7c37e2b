//! Findings as SARIF 2.1.0, the format that code hosts and editors read.
//!
//! *Source*: OASIS, Static Analysis Results Interchange Format 2.1.0, sections 3.13 (log), 3.27 (result), 3.49 (rule).

use serde_json::{Value, json};
use zopa_case::source::Sources;
use zopa_syntax::diagnostic::{Diagnostic, Label};

/// Returns findings as a SARIF log.
pub fn sarif(sources: &Sources, findings: &[Diagnostic]) -> Value {
    let rules: Vec<Value> = crate::rule::all()
        .iter()
        .map(|rule| {
            json!({
                "id": rule.name,
                "defaultConfiguration": { "level": rule.severity.word() },
                "help": { "text": rule.page, "markdown": rule.page },
            })
        })
        .collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(sources, finding)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "zopa", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(sources: &Sources, finding: &Diagnostic) -> Value {
    let message = match &finding.hint {
        Some(hint) => format!("{}. {hint}", finding.message),
        None => finding.message.clone(),
    };
    let mut result = json!({
        "ruleId": finding.rule.name,
        "level": finding.rule.severity.word(),
        "message": { "text": message },
        "locations": [location(sources, &finding.primary)],
    });
    if !finding.others.is_empty() {
        result["relatedLocations"] = finding.others.iter().map(|label| location(sources, label)).collect();
    }
    if let Some(fix) = &finding.fix {
        let end = zopa_syntax::span::Span { start: fix.span.end, ..fix.span };
        let (start, end) = (sources.position(fix.span), sources.position(end));
        result["fixes"] = json!([{
            "artifactChanges": [{
                "artifactLocation": { "uri": sources.file(fix.span.file).path },
                "replacements": [{
                    "deletedRegion": {
                        "startLine": start.line, "startColumn": start.column,
                        "endLine": end.line, "endColumn": end.column,
                    },
                    "insertedContent": { "text": fix.text },
                }],
            }],
        }]);
    }
    result
}

fn location(sources: &Sources, label: &Label) -> Value {
    let start = sources.position(label.span);
    let end = sources.position(zopa_syntax::span::Span { start: label.span.end, ..label.span });
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": sources.file(label.span.file).path },
            "region": {
                "startLine": start.line, "startColumn": start.column,
                "endLine": end.line, "endColumn": end.column,
            },
        },
    });
    if !label.text.is_empty() {
        location["message"] = json!({ "text": label.text });
    }
    location
}
