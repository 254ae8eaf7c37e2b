//! The page of brackets.

use super::since::Since;
use super::{Brackets, Counts};
use crate::page::{Inline, Line, Page};

/// How many odd places are told one by one.
const ODD_SHOWN: usize = 10;

impl Brackets {
    /// Returns the answer as a page.
    pub fn page(&self) -> Page {
        let mut page = Page::new(format!("Brackets: {}", self.title));
        page.mark.clone_from(&self.mark);
        self.summary(&mut page);
        if let Some(since) = &self.since {
            told_since(&mut page, since, &self.all, self.clean_clauses);
        }
        page.heading("Clause by clause");
        self.table(&mut page);
        self.told_points(&mut page);
        if !self.reservations.is_empty() {
            page.heading("Reservations");
            page.list(self.reservations.iter().map(|reserved| {
                let clause = reserved.clause.as_ref().map(|number| format!("clause {number}, ")).unwrap_or_default();
                let who = reserved.parties.join(", ");
                let verb = if reserved.parties.len() == 1 {
                    format!("{}s", reserved.position)
                } else {
                    reserved.position.clone()
                };
                Line::strong(format!("{who} {verb}"))
                    .then(format!(": “{}”", reserved.words))
                    .faint(format!(" ({clause}{}:{})", self.file, reserved.line))
            }));
        }
        if self.drafts.len() > 1 {
            page.heading("All drafts with a text");
            let rows = self.drafts.iter().map(|row| {
                let title = if self.draft.as_ref() == Some(&row.draft) {
                    Line::strong(&row.title)
                } else {
                    Line::plain(&row.title)
                };
                vec![
                    Line::plain(&row.date),
                    title.faint(format!(" {}", row.draft)),
                    number(row.all.brackets),
                    number(row.all.options),
                    number(row.all.reservations),
                    Line::plain(format!("{} of {}", row.clean_clauses, row.clauses)),
                    Line::plain(share(&row.all)),
                ]
            });
            page.table(
                &["Date", "Draft", "Brackets", "Options", "Reserved", "Clean clauses", "Open words"],
                rows.collect(),
            );
        }
        page
    }

    fn summary(&self, page: &mut Page) {
        let all = &self.all;
        let mut parts = Vec::new();
        if all.depth > 1 {
            parts.push(format!("nested {} deep", all.depth));
        }
        for (count, words) in [
            (all.alternates, format!("alternatives side by side in {}", counted(all.alternates, "place"))),
            (all.options, format!("{} in {}", counted(all.options, "option"), counted(all.option_blocks, "block"))),
            (all.no_text, format!("no text asked for in {}", counted(all.no_text, "place"))),
            (all.reservations, counted(all.reservations, "reservation")),
            (all.blanks, format!("{} to be filled in", counted(all.blanks, "blank"))),
        ] {
            if count > 0 {
                parts.push(words);
            }
        }
        let rest = if parts.is_empty() { ".".to_string() } else { format!("; {}.", parts.join("; ")) };
        page.paragraph(Line::strong(counted(all.brackets, "bracket")).then(rest));
        page.paragraph(
            Line::strong(format!("{} of {} clauses are clean", self.clean_clauses, self.clauses.len())).then(format!(
                "; {} of {} words ({}) are in brackets or options.",
                all.open_words,
                all.words,
                share(all)
            )),
        );
        if self.whole {
            let line = "One bracket stands around the whole text: nothing is agreed until all is. What follows is about what stands inside it.";
            page.paragraph(Line::strong("Whole text in brackets. ").then(line));
        }
        if !self.odd.is_empty() {
            let places = counted(self.odd.len() + self.odd_more, "odd place");
            page.paragraph(Line::plain(format!("Reading found {places}, so the counts may be out:")));
            page.list(self.odd.iter().take(ODD_SHOWN).map(|odd| {
                Line::plain(&odd.message).faint(format!(" [{}] ({}:{}:{})", odd.name, self.file, odd.line, odd.column))
            }));
            let more = (self.odd.len() + self.odd_more).saturating_sub(ODD_SHOWN);
            if more > 0 {
                page.paragraph(Line::plain(format!("… and {more} more.")));
            }
        }
    }

    fn table(&self, page: &mut Page) {
        let mut rows = Vec::new();
        for clause in &self.clauses {
            let change =
                self.since.as_ref().and_then(|since| since.clauses.iter().find(|each| each.number == clause.number));
            let mut row = vec![Line::strong(&clause.number), Line::plain(&clause.title)];
            row.extend(cells(&clause.counts));
            row.push(if clause.clean { Line::plain("✓ clean") } else { Line::strong("○ open") });
            if self.since.is_some() {
                row.push(Line::plain(change.map_or(String::new(), |change| match change.was.as_slice() {
                    [] => "new".to_string(),
                    _ if change.became_clean => "became clean".to_string(),
                    _ if change.reopened => format!("reopened, {}", signed(change.brackets)),
                    _ => signed(change.brackets),
                })));
            }
            rows.push(row);
        }
        let outside = &self.outside;
        if outside.brackets + outside.options + outside.reservations + outside.blanks > 0 {
            let mut row = vec![Line::plain(""), Line::plain("outside the clauses")];
            row.extend(cells(outside));
            row.push(Line::plain(""));
            if self.since.is_some() {
                row.push(Line::plain(""));
            }
            rows.push(row);
        }
        let mut head = vec![
            "No.",
            "Clause",
            "Brackets",
            "Depth",
            "Alternatives",
            "Options",
            "Reserved",
            "Blanks",
            "Open words",
            "State",
        ];
        if self.since.is_some() {
            head.push("Change");
        }
        if rows.is_empty() {
            page.paragraph(Line::plain("The text has no numbered clauses."));
        }
        // Columns in which nothing stands are left out.
        let full: Vec<bool> = (0..head.len()).map(|at| rows.iter().any(|row| !is_empty(&row[at]))).collect();
        let kept = |at: usize| at == 2 || full[at];
        let head: Vec<&str> =
            head.into_iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, title)| title).collect();
        let rows = rows.into_iter().map(|row: Vec<Line>| {
            row.into_iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, cell)| cell).collect()
        });
        page.table(&head, rows.collect());
    }

    fn told_points(&self, page: &mut Page) {
        let Some(points) = &self.points else { return };
        page.heading("Points, by the record");
        let listed = |names: &[String]| names.join(", ");
        let lines = [
            ("clean", &points.clean),
            ("clean in the record, in a clause whose text has something open", &points.clean_in_open_text),
            ("in brackets", &points.bracketed),
            ("not settled", &points.unsettled),
        ];
        let lines = lines.into_iter().filter(|(_, names)| !names.is_empty());
        page.list(
            lines.map(|(what, names)| {
                Line::strong(format!("{} {what}", names.len())).then(format!(": {}", listed(names)))
            }),
        );
    }
}

fn told_since(page: &mut Page, since: &Since, now: &Counts, clean_now: usize) {
    page.heading(format!("Since {}", since.title));
    let was = since.all.brackets;
    let mut line =
        Line::strong(format!("Brackets {was} → {}", now.brackets)).then(format!(" ({})", signed(since.brackets)));
    let parts = [
        (since.in_kept_clauses, "in clauses that both have"),
        (since.with_gone_clauses, "with clauses that are gone"),
        (since.in_new_clauses, "in new clauses"),
        (since.outside_clauses, "outside the clauses"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count != 0)
        .map(|(count, what)| format!("{} {what}", signed(*count)))
        .collect();
    if !parts.is_empty() {
        line = line.then(format!(": {}", parts.join(", ")));
    }
    let (options, reserved) = (since.all.options, since.all.reservations);
    page.paragraph(line.then(format!(
        ". Options {options} → {}, reservations {reserved} → {}, clean clauses {} → {clean_now}, open words {} → {}.",
        now.options,
        now.reservations,
        since.clean_clauses,
        share(&since.all),
        share(now),
    )));
    if !since.warnings.is_empty() {
        let fell = since.brackets < 0;
        let lead =
            if fell { "The count fell, and not only because something was agreed:" } else { "The count hides this:" };
        page.paragraph(Line::strong(format!("⚠ {lead}")));
        page.list(since.warnings.iter().map(Line::plain));
    }
    let gone: Vec<String> = since.gone.iter().map(|gone| format!("{} ({})", gone.number, gone.title)).collect();
    if !gone.is_empty() {
        page.paragraph(Line::plain(format!("Clauses gone: {}.", gone.join(", "))));
    }
}

fn is_empty(line: &Line) -> bool {
    line.0.iter().all(|part| matches!(part, Inline::Plain(words) if words.is_empty()))
}

fn cells(counts: &Counts) -> Vec<Line> {
    vec![
        number(counts.brackets),
        number(counts.depth),
        number(counts.alternatives),
        number(counts.options),
        number(counts.reservations),
        number(counts.blanks),
        Line::plain(if counts.open_words == 0 { String::new() } else { share(counts) }),
    ]
}

/// Nothing is an empty cell: what is there stands out.
fn number(count: usize) -> Line {
    Line::plain(if count == 0 { String::new() } else { count.to_string() })
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn signed(change: i64) -> String {
    match change {
        0 => "±0".to_string(),
        change if change < 0 => format!("−{}", change.unsigned_abs()),
        change => format!("+{change}"),
    }
}

/// Returns the share of words that are open, rounded up: not a word of a text may hide in a 0 %.
fn share(counts: &Counts) -> String {
    if counts.words == 0 {
        return "–".to_string();
    }
    format!("{} %", (counts.open_words * 100).div_ceil(counts.words))
}
