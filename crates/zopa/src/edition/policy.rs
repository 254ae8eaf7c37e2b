//! What becomes of each clause of an entry that may be told.
//!
//! A clause that is not listed never leaves: a new word of the language is withheld until somebody decides about it.

use Policy::{Cited, File, Keep, Line, Mark, Need, Nested, Never, Passage, Reason, Share, Table};

/// What becomes of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    /// The record-keeper's own: it never leaves.
    Never,
    /// It goes along; of a list, what may be told.
    Keep,
    /// It goes along, and where it cannot, the entry stays: without it the entry would say something else.
    Need,
    /// The record-keeper's reasons: they go along where the entry's own `share` lets the audience in.
    Reason,
    /// It goes along, but not to the public.
    Table,
    /// A passage of a report, under the rule of the report.
    Passage,
    /// Who is cited, under the rule of the report.
    Cited,
    /// The permission, without those whom it lets in besides.
    Share,
    /// A line of a draft, or an option of a point: it goes along where it may be told itself.
    Line,
    /// An entry inside an entry: where it may not be told, the whole may not.
    Nested,
    /// A file beside the record.
    File,
    /// The handling mark of the case.
    Mark,
}

/// What becomes of some clauses.
type Row = (Policy, &'static [&'static str]);

/// By entry or clause, what becomes of the clauses in it.
static POLICIES: &[(&str, &[Row])] = &[
    ("case", &[(Keep, &["language", "rule"]), (Table, &["about", "stage"]), (Mark, &["handling"]), (Never, &["note"])]),
    ("party", &[(Never, &["alias", "note"])]),
    ("group", &[(Never, &["alias", "note"])]),
    ("person", &[(Keep, &["of", "role"]), (Never, &["authority", "alias", "note"])]),
    ("channel", &[(Share, &["share"]), (Never, &["note"])]),
    ("instrument", &[(Keep, &["signed-by", "witnessed-by", "guaranteed-by", "form"]), (Never, &["note"])]),
    ("fact", &[(Never, &["note"])]),
    ("chapter", &[(Never, &["note"])]),
    (
        "point",
        &[
            (Keep, &["kind", "number", "date", "step", "unit", "region", "topic", "part-of"]),
            (Line, &["option"]),
            (Share, &["share"]),
            (Never, &["note"]),
        ],
    ),
    (
        "option",
        &[(Keep, &["gives", "via", "form", "reversibility", "provision"]), (Share, &["share"]), (Never, &["note"])],
    ),
    ("link", &[(Reason, &["because"]), (Passage, &["evidence"]), (Never, &["note"])]),
    (
        "report",
        &[
            (Keep, &["publisher", "retells", "url", "language", "kind", "seen", "dating", "attribution", "handling"]),
            (Cited, &["author"]),
            (File, &["file"]),
            (Share, &["share"]),
            (Never, &["grade", "note"]),
        ],
    ),
    (
        "claim",
        &[
            (Keep, &["on", "hedged", "quote", "round"]),
            (Cited, &["by", "from", "of", "via", "anonymous"]),
            (Share, &["share"]),
            (Never, &["grade", "note"]),
        ],
    ),
    (
        "round",
        &[
            (Keep, &["with", "format", "channel", "host", "outcome", "state", "dating", "until"]),
            (Passage, &["evidence"]),
            (Share, &["share"]),
            (Never, &["note"]),
        ],
    ),
    ("shown", &[(Keep, &["to", "by", "channel"]), (Passage, &["evidence"]), (Share, &["share"]), (Never, &["note"])]),
    (
        "stance",
        &[
            (Need, &["if"]),
            (Keep, &["relaxes", "on", "to", "basis", "mandator", "until", "round", "channel"]),
            (Reason, &["because"]),
            (Passage, &["evidence"]),
            (Share, &["share"]),
            (Never, &["cost", "fallback", "note"]),
        ],
    ),
    (
        "value",
        &[
            (Need, &["plus"]),
            (Keep, &["full", "measure", "out-of", "capped", "discount"]),
            (Reason, &["because"]),
            (Passage, &["evidence"]),
            (Share, &["share"]),
            (Never, &["note"]),
        ],
    ),
    ("plus", &[(Need, &["if"])]),
    ("prefers", &[(Reason, &["because"]), (Passage, &["evidence"]), (Share, &["share"]), (Never, &["note"])]),
    ("walk-away", &[(Reason, &["because"]), (Passage, &["evidence"]), (Share, &["share"]), (Never, &["note"])]),
    (
        "draft",
        &[
            (Keep, &["by", "revises", "status", "publicity", "dating", "dropped", "channel", "handling"]),
            (Line, &["clause"]),
            (File, &["text"]),
            (Passage, &["evidence"]),
            (Share, &["share"]),
            (Never, &["note"]),
        ],
    ),
    (
        "clause",
        &[
            (Need, &["on"]),
            (Keep, &["was", "novelty", "silence", "text", "moved-to"]),
            (Passage, &["evidence"]),
            (Never, &["note"]),
        ],
    ),
    (
        "agrees",
        &[(Keep, &["reference", "by", "round"]), (Passage, &["evidence"]), (Share, &["share"]), (Never, &["note"])],
    ),
    ("reopens", &[(Reason, &["because"]), (Passage, &["evidence"]), (Share, &["share"]), (Never, &["note"])]),
    ("event", &[(Keep, &["by", "on", "until"]), (Passage, &["evidence"]), (Share, &["share"]), (Never, &["note"])]),
    (
        "ratify",
        &[
            (
                Keep,
                &[
                    "as",
                    "by",
                    "threshold",
                    "quorum",
                    "electorate",
                    "lead",
                    "needs",
                    "not-before",
                    "expires",
                    "on-failure",
                ],
            ),
            (Passage, &["evidence"]),
            (Share, &["share"]),
            (Never, &["note"]),
        ],
    ),
    ("needs", &[(Keep, &["for"])]),
    (
        "deadline",
        &[
            (Keep, &["dating"]),
            (Reason, &["because"]),
            (Passage, &["evidence"]),
            (Share, &["share"]),
            (Never, &["note"]),
        ],
    ),
    (
        "assume",
        &[
            (Nested, &["walk-away", "value", "prefers", "stance", "link"]),
            (Keep, &["by"]),
            (Reason, &["because"]),
            (Passage, &["evidence"]),
            (Share, &["share"]),
            (Never, &["note"]),
        ],
    ),
    ("note", &[(Keep, &["on", "by", "handling"]), (Passage, &["evidence"]), (Share, &["share"])]),
    ("evidence", &[(Keep, &["hedged"]), (Cited, &["by", "from", "via", "anonymous"]), (Never, &["grade"])]),
    ("share", &[(Keep, &["until", "with"])]),
    ("fallback", &[(Never, &["approver", "note"])]),
];

/// Returns what becomes of a clause.
pub(super) fn policy(owner: &str, clause: &str) -> Policy {
    listed(owner, clause).unwrap_or(Never)
}

fn listed(owner: &str, clause: &str) -> Option<Policy> {
    let (_, rows) = POLICIES.iter().find(|(keyword, _)| *keyword == owner)?;
    rows.iter().find(|(_, clauses)| clauses.contains(&clause)).map(|(policy, _)| *policy)
}

#[cfg(test)]
mod tests {
    use super::listed;
    use zopa_syntax::form::Form;
    use zopa_syntax::grammar::ENTRIES;

    fn undecided(form: &Form, found: &mut Vec<String>) {
        for clause in form.clauses {
            if listed(form.keyword, clause.keyword).is_none() {
                found.push(format!("{} of {}", clause.keyword, form.keyword));
            }
            undecided(clause, found);
        }
    }

    #[test]
    fn somebody_has_decided_about_every_clause() {
        let mut found = Vec::new();
        ENTRIES.iter().for_each(|form| undecided(form, &mut found));
        assert!(found.is_empty(), "decide what becomes of: {}", found.join(", "));
    }
}
