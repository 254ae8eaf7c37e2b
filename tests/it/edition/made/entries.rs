//! What is recorded: reports, rounds, drafts, stances, claims, confirmations, values and the rest.

use super::super::spec::{Cond, Entry, Needs};
use super::Line;
use super::{Held, Maker, Named, PARTIES, Piece, all, date, never, said, told, when};
use std::rc::Rc;

impl Maker {
    pub(super) fn record(&mut self) {
        self.file = 2;
        for _ in 0..5 {
            self.add_report();
        }
        for _ in 0..2 {
            self.add_round();
        }
        for _ in 0..3 {
            self.add_draft();
        }
        for _ in 0..3 {
            self.add_shown();
        }
        for _ in 0..9 {
            self.add_stance();
        }
        for _ in 0..3 {
            self.add_claim();
            self.add_agrees();
            self.add_worth();
        }
        self.file = 3;
        for _ in 0..2 {
            self.add_event();
            self.add_ratify();
            self.add_deadline();
            self.add_assume();
            self.add_note();
        }
        self.add_reopens();
    }

    fn add_report(&mut self) {
        let at = self.reserve("report");
        let (name, mut line) = (self.secret(false), Vec::new());
        self.day(at, &mut line);
        self.plain(&mut line, "report ");
        self.put(&mut line, name, told(at));
        let title = self.text(&mut line, told(at));
        let kind = self.pick(&["press", "statement", "cable", "minute", "press"]);
        let rule = self.pick(&["on-record", "background", "chatham", "off-record", "document", "", "on-record"]);
        self.plain(&mut line, &format!("\n  {kind} {rule}"));
        self.clause_text(&mut line, "publisher", told(at));
        let author = if rule == "chatham" { never() } else { told(at) };
        self.clause_text(&mut line, "author", author);
        self.clause_text(&mut line, "url", told(at));
        self.clause_text(&mut line, "handling", told(at));
        if let Some(earlier) = self.reports.last().cloned() {
            self.plain(&mut line, "\n  retells ");
            self.put(&mut line, earlier.name, all(vec![told(at), told(earlier.at)]));
        }
        let share = self.share(&mut line, 2);
        let mut open = told(at);
        if !matches!(rule, "on-record" | "document" | "") {
            open = never();
        }
        let own = share.clone();
        let lets_in = when(move |spec| spec.lets_in(own.as_ref()));
        self.file_beside(&mut line, "file", all(vec![open, lets_in]), "md");
        self.note(&mut line);
        let entry = self.entry(at);
        entry.share = share;
        entry.rule = rule;
        entry.inner = matches!(kind, "cable" | "minute");
        self.finish(line);
        self.reports.push(Named { at, name, title, options: Vec::new(), low: None });
    }

    /// Adds a text beside the record, told under a condition. Its path never is.
    fn file_beside(&mut self, line: &mut Line, keyword: &str, seen: Cond, ending: &str) {
        let (path, text) = (self.secret(false), self.secret(false));
        self.plain(line, &format!("\n  {keyword} \"t/"));
        self.put(line, path, never());
        self.plain(line, &format!(".{ending}\""));
        let path = vec![Piece::Plain("t/".to_string()), Piece::Word(path), Piece::Plain(format!(".{ending}"))];
        let mut words = Vec::new();
        self.plain(&mut words, "1. ");
        self.put(&mut words, text, seen);
        self.made.texts.push((path, words));
    }

    /// Writes passages, and returns their reports.
    fn evidence(&mut self, line: &mut Line, at: usize, indent: &str) -> Vec<usize> {
        let mut cited = Vec::new();
        for _ in 0..self.below(3) {
            let reports = self.reports.clone();
            let report = self.pick(&reports);
            let (source, rule) = (report.at, self.made.entries[report.at].rule);
            let seen = all(vec![told(at), when(move |spec| spec.report_shown(source))]);
            self.plain(line, &format!("\n{indent}evidence "));
            self.put(line, report.name, Rc::clone(&seen));
            self.text(line, Rc::clone(&seen));
            self.speaker(line, rule, &seen);
            if self.one_in(3) {
                self.plain(line, " hedged");
                self.text(line, Rc::clone(&seen));
            }
            if self.one_in(2) {
                self.plain(line, " grade B2");
            }
            cited.push(report.at);
        }
        cited
    }

    fn speaker(&mut self, line: &mut Line, rule: &str, seen: &Cond) {
        let hidden = matches!(rule, "chatham" | "background");
        let anonymous = self.one_in(3);
        if self.one_in(2) {
            let person = self.person();
            self.plain(line, " by ");
            let cond = if hidden || anonymous { never() } else { Rc::clone(seen) };
            self.put(line, person.name, cond);
        } else {
            self.plain(line, " by");
            let cond = if hidden { never() } else { Rc::clone(seen) };
            self.text(line, cond);
        }
        self.plain(line, " via");
        let cond = if hidden { never() } else { Rc::clone(seen) };
        self.text(line, cond);
        if anonymous {
            self.plain(line, " anonymous");
        }
    }

    /// Writes the channel or the round of an entry, and returns it.
    fn source(&mut self, line: &mut Line, at: usize, round: bool) -> Vec<usize> {
        if !self.one_in(3) {
            return Vec::new();
        }
        let list = if round { self.rounds.clone() } else { self.channels.clone() };
        let source = self.pick(&list);
        self.plain(line, if round { "\n  round " } else { "\n  channel " });
        self.put(line, source.name, all(vec![told(at), told(source.at)]));
        vec![source.at]
    }

    fn add_round(&mut self) {
        let at = self.reserve("round");
        let (name, mut line) = (self.secret(false), Vec::new());
        self.day(at, &mut line);
        self.plain(&mut line, "round ");
        self.put(&mut line, name, told(at));
        let title = self.text(&mut line, told(at));
        let (party, person) = (self.below(3), self.person());
        self.plain(&mut line, &format!(" : {} with ", PARTIES[party]));
        self.put(&mut line, person.name, told(at));
        self.clause_text(&mut line, "host", told(at));
        self.clause_text(&mut line, "outcome", told(at));
        let planned = self.one_in(4);
        if planned {
            self.plain(&mut line, "\n  planned");
        }
        let sources = self.source(&mut line, at, false);
        let evidence = self.evidence(&mut line, at, "  ");
        let share = self.share(&mut line, 3);
        self.note(&mut line);
        let owners = vec![party, person.party];
        // Who is on the channel knows of its rounds, as long as the channel may be known at all.
        let members = sources.iter().filter_map(|source| {
            let place = self.channels.iter().position(|channel| channel.at == *source)?;
            Some((*source, self.channel_members[place].clone()))
        });
        let shown_by = members.collect();
        let day = self.entry(at).day;
        *self.entry(at) =
            Entry { kind: "round", day, planned, owners, shown_by, sources, evidence, share, ..Entry::default() };
        self.finish(line);
        self.rounds.push(Named { at, name, title, options: Vec::new(), low: None });
    }

    fn add_draft(&mut self) {
        let at = self.reserve("draft");
        let (name, mut line) = (self.secret(false), Vec::new());
        self.day(at, &mut line);
        self.plain(&mut line, "draft ");
        self.put(&mut line, name, told(at));
        let title = self.text(&mut line, told(at));
        let author = self.below(3);
        self.plain(&mut line, &format!(" by {}", PARTIES[author]));
        let confidential = self.one_in(2);
        self.plain(&mut line, if confidential { " confidential" } else { " leaked" });
        if let Some(earlier) = self.drafts.last().cloned() {
            self.plain(&mut line, "\n  revises ");
            self.put(&mut line, earlier.name, all(vec![told(at), told(earlier.at)]));
        }
        let sources = self.source(&mut line, at, false);
        let evidence = self.evidence(&mut line, at, "  ");
        let share = self.share(&mut line, 3);
        let own = share.clone();
        let named = when(move |spec| {
            let open = own.as_ref().is_some_and(|share| matches!(share.word, "attributed" | "public"));
            let wrote = spec.viewers.as_ref().is_some_and(|parties| parties.iter().all(|party| *party == author));
            (open && spec.lets_in(own.as_ref())) || wrote
        });
        let mut clauses: Vec<Cond> = vec![told(at)];
        for label in 1..=2 + self.below(2) {
            let seen = self.add_clause(&mut line, at, label, &named);
            clauses.push(seen);
        }
        self.file_beside(&mut line, "text", all(clauses.clone()), "md");
        if self.one_in(2) {
            // Who wants what stands in brackets goes where names may not be told; the rest of the text stays.
            clauses.push(Rc::clone(&named));
            let (mut bracket, name) = (Vec::new(), self.secret(false));
            self.plain(&mut bracket, "[N");
            self.put(&mut bracket, name, all(clauses));
            self.plain(&mut bracket, " propose: yes]\n");
            if let Some((_, text)) = self.made.texts.last_mut() {
                text.splice(0..0, bracket);
            }
        }
        self.clause_text(&mut line, "handling", told(at));
        self.note(&mut line);
        let day = self.entry(at).day;
        *self.entry(at) = Entry {
            kind: "draft",
            day,
            confidential,
            owners: vec![author],
            sources,
            evidence,
            share,
            ..Entry::default()
        };
        self.finish(line);
        self.drafts.push(Named { at, name, title, options: Vec::new(), low: None });
    }

    fn add_clause(&mut self, line: &mut Line, draft: usize, label: usize, named: &Cond) -> Cond {
        // What the clause needs is known only when it is written, and its words are seen only then.
        let cell: Rc<std::cell::RefCell<Vec<Needs>>> = Rc::default();
        let inner = Rc::clone(&cell);
        let seen = when(move |spec| spec.told(draft) == 2 && inner.borrow().iter().all(|need| spec.met(need)));
        self.plain(line, &format!("\n  {label}"));
        self.text(line, Rc::clone(&seen));
        self.plain(line, " ");
        let bracket = all(vec![Rc::clone(&seen), Rc::clone(named)]);
        let attributed = if self.one_in(2) { Some(&bracket) } else { None };
        let need = self.settlement(line, &seen, attributed);
        self.plain(line, "\n    text");
        self.text(line, Rc::clone(&seen));
        let mut reports = Vec::new();
        if self.one_in(3) {
            let list = self.reports.clone();
            let report = self.pick(&list);
            let source = report.at;
            let shown = all(vec![Rc::clone(&seen), when(move |spec| spec.report_shown(source))]);
            self.plain(line, "\n    evidence ");
            self.put(line, report.name, Rc::clone(&shown));
            self.text(line, shown);
            reports.push(source);
        }
        cell.borrow_mut().extend([need, Needs::Passages(reports)]);
        seen
    }

    fn add_shown(&mut self) {
        let at = self.reserve("shown");
        let mut line = Vec::new();
        self.day(at, &mut line);
        let drafts = self.drafts.clone();
        let draft = self.pick(&drafts);
        self.plain(&mut line, "shown ");
        self.put(&mut line, draft.name, told(at));
        let to = self.below(PARTIES.len());
        self.plain(&mut line, &format!(" to {} by ", PARTIES[to]));
        let person = self.person();
        self.put(&mut line, person.name, told(at));
        let sources = self.source(&mut line, at, false);
        let evidence = self.evidence(&mut line, at, "  ");
        let share = self.share(&mut line, 3);
        self.note(&mut line);
        let day = self.entry(at).day;
        let (owners, needs) = (vec![to, person.party], vec![Needs::Entry(draft.at)]);
        *self.entry(at) = Entry { kind: "shown", day, owners, sources, evidence, needs, share, ..Entry::default() };
        self.entry(draft.at).shown_by.push((at, vec![to]));
        self.finish(line);
    }

    fn add_stance(&mut self) {
        let at = self.reserve("stance");
        let mut line = Vec::new();
        // Unnamed or named, new or in the place of an earlier one: of one day and one name there is at most one.
        self.entry(at).day = Some(self.held.len() as u32 * 7);
        self.plain(&mut line, &date(self.held.len() as u32 * 7));
        let verb = self.pick(&["red-line", "red-line", "demand", "offers", "accepts", "considers", "drops"]);
        let earlier = if self.held.is_empty() { None } else { Some(self.pick(&self.held.clone())) };
        let (party, name) = match (&earlier, verb) {
            (Some(earlier), "demand" | "drops") => (earlier.party, earlier.name),
            _ => (self.below(3), self.secret(false)),
        };
        let verb = if verb == "drops" && earlier.is_none() { "demand" } else { verb };
        self.plain(&mut line, &format!(" stance {} {verb} ", PARTIES[party]));
        self.put(&mut line, name, told(at));
        let mut owners = vec![party];
        let mut needs = Vec::new();
        let mut wordable = verb != "drops";
        if verb == "drops" {
            let same = self.held.iter().filter(|held| held.name == name).map(|held| Needs::Entry(held.at));
            needs.push(Needs::Any(same.collect()));
        } else {
            wordable = self.stance_words(&mut line, at, verb, party, &mut needs);
            let to = self.below(PARTIES.len());
            self.plain(&mut line, &format!("\n  to {}", PARTIES[to]));
            owners.push(to);
        }
        let mut sources = self.source(&mut line, at, false);
        sources.extend(self.source(&mut line, at, true));
        let evidence = self.evidence(&mut line, at, "  ");
        let share = self.share(&mut line, 2);
        let own = share.clone();
        let because = all(vec![told(at), when(move |spec| spec.lets_in(own.as_ref()))]);
        self.clause_text(&mut line, "because", because);
        self.note(&mut line);
        let day = self.entry(at).day;
        *self.entry(at) =
            Entry { kind: "stance", day, owners, sources, evidence, needs, share, wordable, ..Entry::default() };
        self.finish(line);
        if verb != "drops" {
            self.held.push(Held { at, party, name, red: verb == "red-line" });
        }
    }

    fn stance_words(&mut self, line: &mut Line, at: usize, verb: &str, party: usize, needs: &mut Vec<Needs>) -> bool {
        self.text(line, told(at));
        self.plain(line, " : ");
        let mut signs = self.expr(line, &told(at), &said(at), needs);
        if matches!(verb, "offers" | "accepts") {
            self.plain(line, "\n  if ");
            signs |= self.expr(line, &told(at), &said(at), needs);
            let reds: Vec<Held> = self.held.iter().filter(|held| held.red && held.party == party).cloned().collect();
            if !reds.is_empty() {
                let red = self.pick(&reds);
                self.plain(line, "\n  relaxes ");
                self.put(line, red.name, all(vec![told(at), told(red.at)]));
            }
        }
        self.clause_text(line, "basis", told(at));
        self.clause_text(line, "mandator", told(at));
        if self.one_in(2) {
            let cost = self.secret(true);
            self.plain(line, "\n  cost ");
            self.put(line, cost, never());
            self.plain(line, "\n  fallback : ");
            self.expr(line, &never(), &never(), &mut Vec::new());
        }
        !signs
    }

    fn add_claim(&mut self) {
        let at = self.reserve("claim");
        let mut line = Vec::new();
        self.day(at, &mut line);
        let reports = self.reports.clone();
        let report = self.pick(&reports);
        let rule = self.made.entries[report.at].rule;
        self.plain(&mut line, "claim ");
        self.put(&mut line, report.name, told(at));
        let mut needs = vec![Needs::Entry(report.at)];
        let mut wordable = false;
        match self.below(3) {
            0 => {
                let drafts = self.drafts.clone();
                let draft = self.pick(&drafts);
                self.plain(&mut line, " : not agreed ");
                self.put(&mut line, draft.name, told(at));
                needs.push(Needs::Entry(draft.at));
            }
            1 => {
                self.plain(&mut line, " : says");
                self.text(&mut line, told(at));
            }
            _ => {
                self.plain(&mut line, " : accepts ");
                wordable = !self.expr(&mut line, &told(at), &said(at), &mut needs);
                self.text(&mut line, told(at));
            }
        }
        self.speaker(&mut line, rule, &told(at));
        self.clause_text(&mut line, "quote", told(at));
        let sources = self.source(&mut line, at, true);
        let share = self.share(&mut line, 3);
        self.note(&mut line);
        let day = self.entry(at).day;
        let evidence = vec![report.at];
        *self.entry(at) = Entry { kind: "claim", day, sources, evidence, needs, share, wordable, ..Entry::default() };
        self.finish(line);
    }

    fn add_agrees(&mut self) {
        let at = self.reserve("agrees");
        let mut line = Vec::new();
        self.day(at, &mut line);
        let party = self.below(2);
        self.plain(&mut line, &format!("agrees {} : ", PARTIES[party]));
        let first = self.below(self.points.len());
        let second = (first + 1) % self.points.len();
        let mut settled = Vec::new();
        for place in [first, second].into_iter().take(1 + self.below(2)) {
            if !settled.is_empty() {
                self.plain(&mut line, ", ");
            }
            let cell: Rc<std::cell::RefCell<Option<Needs>>> = Rc::default();
            let inner = Rc::clone(&cell);
            let seen =
                when(move |spec| spec.told(at) == 2 && inner.borrow().as_ref().is_some_and(|need| spec.met(need)));
            let point = self.points[place].clone();
            let need = self.settle(&mut line, &point, &seen, None);
            *cell.borrow_mut() = Some(need.clone());
            settled.push(need);
        }
        let person = self.person();
        self.plain(&mut line, "\n  by ");
        self.put(&mut line, person.name, told(at));
        let sources = self.source(&mut line, at, true);
        let evidence = self.evidence(&mut line, at, "  ");
        let share = self.share(&mut line, 3);
        self.note(&mut line);
        let day = self.entry(at).day;
        *self.entry(at) = Entry {
            kind: "agrees",
            day,
            owners: vec![party],
            sources,
            evidence,
            needs: vec![Needs::Any(settled.clone())],
            needs_nameless: settled,
            share,
            wordable: true,
            ..Entry::default()
        };
        self.finish(line);
    }

    fn add_reopens(&mut self) {
        let at = self.reserve("reopens");
        let mut line = Vec::new();
        self.plain(&mut line, &format!("{} reopens p1 :", date(125)));
        let mut needs = Vec::new();
        for point in self.points.clone().iter().take(2) {
            self.plain(&mut line, " ");
            self.put(&mut line, point.name, all(vec![told(at), told(point.at)]));
            needs.push(Needs::Entry(point.at));
        }
        let evidence = self.evidence(&mut line, at, "  ");
        let share = self.share(&mut line, 2);
        let own = share.clone();
        let because = all(vec![told(at), when(move |spec| spec.lets_in(own.as_ref()))]);
        self.clause_text(&mut line, "because", because);
        self.note(&mut line);
        *self.entry(at) = Entry {
            kind: "reopens",
            day: Some(125),
            owners: vec![1],
            evidence,
            needs: vec![Needs::Any(needs.clone())],
            needs_nameless: needs,
            share,
            wordable: true,
            ..Entry::default()
        };
        self.finish(line);
    }

    /// Adds values, preferences or a walk-away value.
    fn add_worth(&mut self) {
        let kind = self.pick(&["value", "prefers", "walk-away"]);
        let at = self.reserve(kind);
        let mut line = Vec::new();
        self.day(at, &mut line);
        let party = self.below(2);
        self.plain(&mut line, &format!("{kind} {} : ", PARTIES[party]));
        let mut needs = Vec::new();
        if kind == "walk-away" {
            let number = self.secret(true);
            self.put(&mut line, number, told(at));
        } else {
            self.worth_words(&mut line, at, kind, &mut needs);
        }
        let evidence = self.evidence(&mut line, at, "  ");
        let share = self.share(&mut line, 1);
        let own = share.clone();
        let because = all(vec![told(at), when(move |spec| spec.lets_in(own.as_ref()))]);
        self.clause_text(&mut line, "because", because);
        self.note(&mut line);
        let day = self.entry(at).day;
        *self.entry(at) = Entry { kind, day, evidence, needs, share, ..Entry::default() };
        self.finish(line);
    }

    fn worth_words(&mut self, line: &mut Line, at: usize, kind: &str, needs: &mut Vec<Needs>) {
        let points: Vec<Named> = self.points.iter().filter(|point| point.low.is_none()).cloned().collect();
        let Some(point) = points.first().cloned() else {
            let point = self.points[0].clone();
            self.put(line, point.name, told(at));
            self.plain(line, " low");
            needs.push(Needs::Entry(point.at));
            return;
        };
        self.put(line, point.name, told(at));
        if kind == "value" {
            self.plain(line, " ");
            let weight = self.secret(true);
            self.put(line, weight, told(at));
        }
        self.plain(line, " [");
        for (option, name) in point.options.iter().enumerate().take(2) {
            if option > 0 {
                self.plain(line, if kind == "value" { ", " } else { " > " });
            }
            self.put(line, *name, told(at));
            if kind == "value" {
                let rating = self.secret(true);
                self.plain(line, " ");
                self.put(line, rating, told(at));
            }
            needs.push(Needs::Option(point.at, option));
        }
        self.plain(line, "]");
    }

    fn add_event(&mut self) {
        let at = self.reserve("event");
        let mut line = Vec::new();
        self.day(at, &mut line);
        self.plain(&mut line, "event");
        self.text(&mut line, said(at));
        self.plain(&mut line, " by");
        self.text(&mut line, told(at));
        let points = self.points.clone();
        let point = self.pick(&points);
        self.plain(&mut line, " on ");
        self.put(&mut line, point.name, all(vec![said(at), told(point.at)]));
        let evidence = self.evidence(&mut line, at, "  ");
        let share = self.share(&mut line, 2);
        self.note(&mut line);
        let day = self.entry(at).day;
        *self.entry(at) = Entry { kind: "event", day, evidence, share, wordable: true, ..Entry::default() };
        self.finish(line);
    }

    fn add_ratify(&mut self) {
        let at = self.reserve("ratify");
        let mut line = Vec::new();
        let instruments = self.instruments.clone();
        let instrument = self.pick(&instruments);
        self.plain(&mut line, "ratify ");
        self.put(&mut line, instrument.name, told(at));
        let name = self.secret(false);
        self.plain(&mut line, " p1 as ");
        self.put(&mut line, name, told(at));
        self.plain(&mut line, "\n  by parliament");
        self.text(&mut line, told(at));
        self.clause_text(&mut line, "electorate", told(at));
        self.clause_text(&mut line, "on-failure", told(at));
        self.plain(&mut line, "\n  needs ");
        let milestone = self.secret(false);
        self.put(&mut line, milestone, told(at));
        let facts = self.facts.clone();
        let fact = self.pick(&facts);
        self.plain(&mut line, "\n  needs ");
        self.put(&mut line, fact.name, all(vec![told(at), told(fact.at)]));
        if let Some(step) = self.steps.last().cloned() {
            self.plain(&mut line, "\n  needs ");
            self.put(&mut line, step.name, all(vec![told(at), told(step.at)]));
        }
        let evidence = self.evidence(&mut line, at, "  ");
        let share = self.share(&mut line, 2);
        self.note(&mut line);
        *self.entry(at) = Entry { kind: "ratify", evidence, share, ..Entry::default() };
        self.finish(line);
        self.steps.push(Named { at, name, title: name, options: Vec::new(), low: None });
    }

    fn add_deadline(&mut self) {
        let at = self.reserve("deadline");
        let mut line = Vec::new();
        let party = self.one_in(2);
        self.plain(&mut line, if party { "deadline 2025-12-01 p0" } else { "deadline 2025-12-01" });
        self.text(&mut line, said(at));
        let evidence = self.evidence(&mut line, at, "  ");
        let share = self.share(&mut line, 2);
        let own = share.clone();
        let because = all(vec![told(at), when(move |spec| spec.lets_in(own.as_ref()))]);
        self.clause_text(&mut line, "because", because);
        self.note(&mut line);
        *self.entry(at) = Entry { kind: "deadline", evidence, share, wordable: !party, ..Entry::default() };
        self.finish(line);
    }

    fn add_assume(&mut self) {
        let at = self.reserve("assume");
        let mut line = Vec::new();
        let name = self.secret(false);
        self.plain(&mut line, "assume ");
        self.put(&mut line, name, told(at));
        self.text(&mut line, told(at));
        let share = self.share(&mut line, 1);
        let own = share.clone();
        let reasons = all(vec![told(at), when(move |spec| spec.lets_in(own.as_ref()))]);
        self.clause_text(&mut line, "because", Rc::clone(&reasons));
        let mut needs = Vec::new();
        self.plain(&mut line, "\n  walk-away p0 : ");
        let number = self.secret(true);
        self.put(&mut line, number, told(at));
        self.plain(&mut line, "\n  stance p1 demand ");
        let stance = self.secret(false);
        self.put(&mut line, stance, told(at));
        self.text(&mut line, told(at));
        self.plain(&mut line, " : ");
        self.expr(&mut line, &told(at), &told(at), &mut needs);
        self.plain(&mut line, "\n    note");
        self.text(&mut line, never());
        let cited = self.evidence(&mut line, at, "    ");
        needs.push(Needs::Passages(cited.clone()));
        // Of a party's stance that rests on nothing that may be attributed, nothing is left.
        needs.push(Needs::Named(cited));
        let mut shared = Vec::new();
        if let Some(share) = self.share(&mut shared, 3) {
            needs.push(Needs::LetsIn(share));
        }
        line.extend(shared.into_iter().map(|piece| match piece {
            Piece::Plain(text) => Piece::Plain(text.replace("\n  share", "\n    share")),
            other => other,
        }));
        self.note(&mut line);
        *self.entry(at) = Entry { kind: "assume", needs, share, ..Entry::default() };
        self.finish(line);
    }

    fn add_note(&mut self) {
        let at = self.reserve("note");
        let mut line = Vec::new();
        let dated = self.one_in(2);
        if dated {
            self.day(at, &mut line);
        }
        self.plain(&mut line, "note");
        self.text(&mut line, said(at));
        self.plain(&mut line, " by ");
        let person = self.person();
        self.put(&mut line, person.name, told(at));
        let evidence = self.evidence(&mut line, at, "  ");
        let share = self.share(&mut line, 1);
        let day = self.entry(at).day;
        *self.entry(at) = Entry { kind: "note", day, evidence, share, wordable: true, ..Entry::default() };
        self.finish(line);
    }
}
