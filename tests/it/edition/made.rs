//! Random records in which every text, name, number, comment and path is a secret of its own, with the places in which
//! it stands and what must hold for each place to be seen.

use super::spec::{Cond, Entry, Needs, Share, Spec};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A piece of a file.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Plain(String),
    Word(usize),
    /// A number, and so much added to it.
    Number(usize, u32),
}

pub(super) type Line = Vec<Piece>;

/// A made-up record.
#[derive(Default)]
pub(super) struct Made {
    pub(super) entries: Vec<Entry>,
    pub(super) places: Vec<Vec<Cond>>,
    pub(super) numbers: Vec<bool>,
    files: Vec<(Line, Vec<Line>)>,
    texts: Vec<(Line, Line)>,
}

/// Parties: two principals, a mediator, two others; a group of the first two.
pub(super) const PARTIES: &[&str] = &["p0", "p1", "p2", "p3", "p4"];
pub(super) const MEDIATORS: &[bool] = &[false, false, true, false, false];

impl Made {
    /// Returns a secret as it stands in the files.
    pub(super) fn token(&self, secret: usize, other: bool) -> String {
        match (self.numbers[secret], other) {
            (true, _) => self.number(secret, other).to_string(),
            (false, false) => format!("zq{secret}a"),
            (false, true) => format!("zq{secret}bbb"),
        }
    }

    fn number(&self, secret: usize, other: bool) -> usize {
        (if other { 800_000_000 } else { 700_000_000 }) + 10 * secret
    }

    fn write(&self, line: &Line, other: &dyn Fn(usize) -> bool) -> String {
        line.iter()
            .map(|piece| match piece {
                Piece::Plain(text) => text.clone(),
                Piece::Word(secret) => self.token(*secret, other(*secret)),
                Piece::Number(secret, more) => (self.number(*secret, other(*secret)) + *more as usize).to_string(),
            })
            .collect()
    }

    /// Returns the files and the texts beside them; secrets for which `other` holds are exchanged for others.
    pub(super) fn files(&self, other: &dyn Fn(usize) -> bool) -> (Vec<(String, String)>, BTreeMap<String, String>) {
        let text = |lines: &Vec<Line>| lines.iter().map(|line| self.write(line, other) + "\n").collect();
        let files = self.files.iter().map(|(path, lines)| (self.write(path, other), text(lines))).collect();
        let texts = self.texts.iter().map(|(path, text)| (self.write(path, other), self.write(text, other))).collect();
        (files, texts)
    }
}

/// A fact, point, report, or anything else with a name.
#[derive(Clone)]
struct Named {
    at: usize,
    name: usize,
    title: usize,
    options: Vec<usize>,
    low: Option<usize>,
}

#[derive(Clone)]
struct Person {
    name: usize,
    party: usize,
}

#[derive(Clone)]
struct Held {
    at: usize,
    party: usize,
    name: usize,
    red: bool,
}

/// Makes a record.
pub(super) struct Maker {
    seed: u64,
    made: Made,
    file: usize,
    persons: Vec<Person>,
    channels: Vec<Named>,
    channel_members: Vec<Vec<usize>>,
    instruments: Vec<Named>,
    facts: Vec<Named>,
    points: Vec<Named>,
    reports: Vec<Named>,
    rounds: Vec<Named>,
    drafts: Vec<Named>,
    held: Vec<Held>,
    steps: Vec<Named>,
}

fn all(conds: Vec<Cond>) -> Cond {
    Rc::new(move |spec| conds.iter().all(|cond| cond(spec)))
}

fn when(cond: impl Fn(&Spec<'_>) -> bool + 'static) -> Cond {
    Rc::new(cond)
}

fn told(at: usize) -> Cond {
    when(move |spec| spec.told(at) == 2)
}

fn said(at: usize) -> Cond {
    when(move |spec| spec.told(at) > 0)
}

fn never() -> Cond {
    when(|_| false)
}

fn date(day: u32) -> String {
    format!("2025-{:02}-{:02}", 1 + day / 28, 1 + day % 28)
}

impl Maker {
    /// Returns the record that a seed gives.
    pub(super) fn make(seed: u64) -> Made {
        let mut maker = Maker {
            seed: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            made: Made::default(),
            file: 0,
            persons: Vec::new(),
            channels: Vec::new(),
            channel_members: Vec::new(),
            instruments: Vec::new(),
            facts: Vec::new(),
            points: Vec::new(),
            reports: Vec::new(),
            rounds: Vec::new(),
            drafts: Vec::new(),
            held: Vec::new(),
            steps: Vec::new(),
        };
        for at in 0..4 {
            let name = maker.secret(false);
            let path = vec![Piece::Plain(format!("{at}-")), Piece::Word(name), Piece::Plain(".zopa".to_string())];
            maker.made.files.push((path, Vec::new()));
        }
        maker.frame();
        maker.record();
        maker.made
    }

    fn below(&mut self, n: usize) -> usize {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        (self.seed >> 11) as usize % n
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn secret(&mut self, number: bool) -> usize {
        self.made.places.push(Vec::new());
        self.made.numbers.push(number);
        self.made.places.len() - 1
    }

    fn plain(&self, line: &mut Line, text: &str) {
        line.push(Piece::Plain(text.to_string()));
    }

    /// Writes a secret down where it may be seen under a condition.
    fn put(&mut self, line: &mut Line, secret: usize, seen: Cond) {
        let number = self.made.numbers[secret];
        line.push(if number { Piece::Number(secret, 0) } else { Piece::Word(secret) });
        self.made.places[secret].push(seen);
    }

    fn text(&mut self, line: &mut Line, seen: Cond) -> usize {
        let secret = self.secret(false);
        self.plain(line, " \"");
        self.put(line, secret, seen);
        self.plain(line, "\"");
        secret
    }

    fn clause_text(&mut self, line: &mut Line, keyword: &str, seen: Cond) {
        self.plain(line, &format!("\n  {keyword}"));
        self.text(line, seen);
    }

    fn reserve(&mut self, kind: &'static str) -> usize {
        self.made.entries.push(Entry { kind, ..Entry::default() });
        self.made.entries.len() - 1
    }

    fn entry(&mut self, at: usize) -> &mut Entry {
        &mut self.made.entries[at]
    }

    fn finish(&mut self, line: Line) {
        if self.one_in(6) {
            let mut comment = Vec::new();
            self.plain(&mut comment, "# ");
            let secret = self.secret(false);
            self.put(&mut comment, secret, never());
            self.made.files[self.file].1.push(comment);
        }
        self.made.files[self.file].1.push(line);
    }

    fn note(&mut self, line: &mut Line) {
        if self.one_in(3) {
            self.clause_text(line, "note", never());
        }
    }

    fn share(&mut self, line: &mut Line, often: usize) -> Option<Share> {
        if !self.one_in(often) {
            return None;
        }
        let word = self.pick(&["none", "mediator", "unattributed", "attributed", "public", "attributed"]);
        let until = if self.one_in(4) { Some(self.below(120) as u32) } else { None };
        let with: Vec<usize> = if self.one_in(3) { vec![self.below(PARTIES.len())] } else { Vec::new() };
        self.plain(line, &format!("\n  share {word}"));
        if let Some(until) = until {
            self.plain(line, &format!(" until {}", date(until)));
        }
        if let [party] = with[..] {
            self.plain(line, &format!(" with {}", PARTIES[party]));
        }
        Some(Share { word, until, with })
    }

    fn day(&mut self, at: usize, line: &mut Line) {
        let day = self.below(120) as u32;
        self.entry(at).day = Some(day);
        self.plain(line, &format!("{} ", date(day)));
    }

    fn person(&mut self) -> Person {
        let list = self.persons.clone();
        self.pick(&list)
    }

    fn frame(&mut self) {
        let mut line = Vec::new();
        self.plain(&mut line, "case");
        self.text(&mut line, when(|_| true));
        self.clause_text(&mut line, "about", when(|spec| spec.viewers.is_some()));
        self.clause_text(&mut line, "handling", when(|_| true));
        self.note(&mut line);
        self.finish(line);
        let roles = ["principal", "principal", "mediator", "stakeholder", "guarantor"];
        for (party, role) in PARTIES.iter().zip(roles) {
            let mut line = Vec::new();
            self.plain(&mut line, &format!("party {party} {role}"));
            self.clause_text(&mut line, "alias", never());
            self.note(&mut line);
            self.finish(line);
        }
        let mut line = Vec::new();
        self.plain(&mut line, "group g0 : p0 p1");
        self.finish(line);
        for at in 0..7 {
            self.add_person(at % PARTIES.len());
        }
        for _ in 0..2 {
            self.add_channel();
        }
        self.add_facts_and_instruments();
        self.file = 1;
        for _ in 0..5 {
            self.add_point();
        }
        self.file = self.below(2);
        for _ in 0..2 {
            self.add_link();
        }
    }

    fn add_person(&mut self, party: usize) {
        let name = self.secret(false);
        let mut line = Vec::new();
        self.plain(&mut line, "person ");
        line.push(Piece::Word(name));
        let seen = when(move |spec| spec.seen(name));
        self.text(&mut line, Rc::clone(&seen));
        self.plain(&mut line, &format!(" of {}", PARTIES[party]));
        self.clause_text(&mut line, "role", seen);
        self.clause_text(&mut line, "alias", never());
        self.plain(&mut line, "\n  authority explore");
        self.note(&mut line);
        self.finish(line);
        self.persons.push(Person { name, party });
    }

    fn add_channel(&mut self) {
        let at = self.reserve("channel");
        let (name, mut line) = (self.secret(false), Vec::new());
        self.plain(&mut line, "channel ");
        self.put(&mut line, name, told(at));
        let title = self.text(&mut line, told(at));
        let back = self.one_in(2);
        self.plain(&mut line, if back { " back : " } else { " open : " });
        let (person, party) = (self.person(), self.below(3));
        self.put(&mut line, person.name, told(at));
        self.plain(&mut line, &format!(" {}", PARTIES[party]));
        let share = self.share(&mut line, 3);
        self.note(&mut line);
        let owners = vec![person.party, party];
        *self.entry(at) = Entry { kind: "channel", back, share, owners: owners.clone(), ..Entry::default() };
        self.finish(line);
        self.channels.push(Named { at, name, title, options: Vec::new(), low: None });
        self.channel_members.push(owners);
    }

    fn add_facts_and_instruments(&mut self) {
        for _ in 0..2 {
            let at = self.reserve("fact");
            let (name, mut line) = (self.secret(false), Vec::new());
            self.plain(&mut line, "fact ");
            line.push(Piece::Word(name));
            let title = self.text(&mut line, when(move |spec| spec.seen(name)));
            self.note(&mut line);
            self.finish(line);
            self.facts.push(Named { at, name, title, options: Vec::new(), low: None });
        }
        for signed in ["p0 p1", "p1 p2"] {
            let (name, mut line) = (self.secret(false), Vec::new());
            self.plain(&mut line, "instrument ");
            line.push(Piece::Word(name));
            let title = self.text(&mut line, when(move |spec| spec.seen(name)));
            self.plain(&mut line, &format!(" signed-by {signed}"));
            self.note(&mut line);
            self.finish(line);
            self.instruments.push(Named { at: usize::MAX, name, title, options: Vec::new(), low: None });
        }
    }

    fn add_point(&mut self) {
        let at = self.reserve("point");
        if self.one_in(3) {
            let mut line = Vec::new();
            self.plain(&mut line, "chapter");
            self.text(&mut line, told(at));
            self.note(&mut line);
            self.finish(line);
        } else if let Some(last) = self.points.last().map(|point| point.at) {
            self.shared_heading(last, at);
        }
        let (name, mut line) = (self.secret(false), Vec::new());
        self.plain(&mut line, "point ");
        self.put(&mut line, name, told(at));
        let title = self.text(&mut line, told(at));
        let mut part_of = None;
        let (mut options, mut shares, mut low) = (Vec::new(), Vec::new(), None);
        if self.one_in(3) {
            let number = self.secret(true);
            self.plain(&mut line, " number ");
            self.put(&mut line, number, told(at));
            line.push(Piece::Plain("..".to_string()));
            line.push(Piece::Number(number, 3));
            low = Some(number);
        }
        if let Some(whole) = self.points.last().cloned().filter(|_| at.is_multiple_of(3)) {
            self.plain(&mut line, "\n  part-of ");
            self.put(&mut line, whole.name, all(vec![told(at), told(whole.at)]));
            part_of = Some(whole.at);
        }
        let share = self.share(&mut line, 3);
        self.note(&mut line);
        if low.is_none() {
            for option in 0..2 + self.below(2) {
                let (name, share) = self.add_option(&mut line, at, option);
                options.push(name);
                shares.push(share);
            }
        }
        let range = low.is_some();
        *self.entry(at) =
            Entry { kind: "point", share, part_of, options: shares, range, bare: true, ..Entry::default() };
        self.finish(line);
        self.points.push(Named { at, name, title, options, low });
        if self.one_in(3) {
            self.add_defined_fact();
        }
    }

    /// A heading is told with any of the points under it.
    fn shared_heading(&mut self, last: usize, at: usize) {
        let headings: Vec<usize> = self.made.files[self.file]
            .1
            .iter()
            .filter(|line| matches!(line.first(), Some(Piece::Plain(word)) if word == "chapter"))
            .filter_map(|line| {
                line.iter().find_map(|piece| if let Piece::Word(secret) = piece { Some(*secret) } else { None })
            })
            .collect();
        let _ = last;
        if let Some(heading) = headings.last() {
            self.made.places[*heading].push(told(at));
        }
    }

    fn add_option(&mut self, line: &mut Line, point: usize, option: usize) -> (usize, Option<Share>) {
        let seen = when(move |spec| spec.option_told(point, option));
        let name = self.secret(false);
        self.plain(line, "\n  option ");
        self.put(line, name, Rc::clone(&seen));
        self.text(line, Rc::clone(&seen));
        if self.one_in(2) {
            let facts = self.facts.clone();
            let fact = self.pick(&facts);
            self.plain(line, "\n    gives ");
            self.put(line, fact.name, all(vec![Rc::clone(&seen), told(fact.at)]));
            let instruments = self.instruments.clone();
            let instrument = self.pick(&instruments);
            self.plain(line, "\n    via ");
            self.put(line, instrument.name, Rc::clone(&seen));
        }
        if self.one_in(4) {
            self.plain(line, "\n    note \"");
            let secret = self.secret(false);
            self.put(line, secret, never());
            self.plain(line, "\"");
        }
        let mut shared = Vec::new();
        let share = self.share(&mut shared, 4);
        line.extend(shared.into_iter().map(|piece| match piece {
            Piece::Plain(text) => Piece::Plain(text.replace("\n  share", "\n    share")),
            other => other,
        }));
        (name, share)
    }

    fn add_defined_fact(&mut self) {
        let at = self.reserve("fact");
        let (name, mut line) = (self.secret(false), Vec::new());
        self.plain(&mut line, "fact ");
        line.push(Piece::Word(name));
        let seen = when(move |spec| spec.told(at) == 2 && spec.seen(name));
        let title = self.text(&mut line, Rc::clone(&seen));
        self.plain(&mut line, " : ");
        let mut needs = Vec::new();
        self.atom(&mut line, &seen, &seen, &mut needs);
        self.entry(at).needs = needs;
        self.finish(line);
        self.facts.push(Named { at, name, title, options: Vec::new(), low: None });
    }

    fn add_link(&mut self) {
        let at = self.reserve("link");
        let (name, mut line) = (self.secret(false), Vec::new());
        self.plain(&mut line, "link ");
        self.put(&mut line, name, told(at));
        self.text(&mut line, told(at));
        self.plain(&mut line, " : true or ");
        let mut needs = Vec::new();
        self.expr(&mut line, &told(at), &told(at), &mut needs);
        self.clause_text(&mut line, "because", never());
        self.note(&mut line);
        *self.entry(at) = Entry { kind: "link", needs, bare: true, ..Entry::default() };
        self.finish(line);
    }

    /// Writes an expression. Names stand where `named` holds, numbers where `worded` does. Returns whether it says who
    /// signs.
    fn expr(&mut self, line: &mut Line, named: &Cond, worded: &Cond, needs: &mut Vec<Needs>) -> bool {
        let mut signs = false;
        for part in 0..1 + self.below(2) {
            if part > 0 {
                let word = self.pick(&[" and ", " or ", " implies "]);
                self.plain(line, word);
            }
            signs |= self.atom(line, named, worded, needs);
        }
        signs
    }

    fn atom(&mut self, line: &mut Line, named: &Cond, worded: &Cond, needs: &mut Vec<Needs>) -> bool {
        let points = self.points.clone();
        if points.is_empty() || self.one_in(4) {
            let facts = self.facts.clone();
            let fact = self.pick(&facts);
            let signs = self.one_in(3);
            if signs {
                let party = self.pick(PARTIES);
                self.plain(line, &format!("{party} signs "));
            }
            self.put(line, fact.name, Rc::clone(named));
            if !signs {
                self.made.places[fact.title].push(Rc::clone(worded));
            }
            needs.push(Needs::Entry(fact.at));
            return signs;
        }
        let point = self.pick(&points);
        self.put(line, point.name, Rc::clone(named));
        match point.low {
            Some(_) => {
                let number = self.secret(true);
                let word = self.pick(&[" <= ", " > "]);
                self.plain(line, word);
                self.put(line, number, Rc::clone(worded));
                needs.push(Needs::Entry(point.at));
            }
            None => {
                let option = self.below(point.options.len());
                let word = self.pick(&[" = ", " != "]);
                self.plain(line, word);
                self.put(line, point.options[option], Rc::clone(named));
                needs.push(Needs::Option(point.at, option));
            }
        }
        false
    }

    /// Writes a settlement of a point.
    fn settlement(&mut self, line: &mut Line, seen: &Cond, attributed: Option<&Cond>) -> Needs {
        let points = self.points.clone();
        let point = self.pick(&points);
        self.settle(line, &point, seen, attributed)
    }

    fn settle(&mut self, line: &mut Line, point: &Named, seen: &Cond, attributed: Option<&Cond>) -> Needs {
        self.put(line, point.name, Rc::clone(seen));
        self.plain(line, " = ");
        if let Some(low) = point.low {
            line.push(Piece::Number(low, 1));
            return Needs::Entry(point.at);
        }
        let option = self.below(point.options.len());
        let Some(attributed) = attributed else {
            self.put(line, point.options[option], Rc::clone(seen));
            return Needs::Option(point.at, option);
        };
        self.plain(line, "[");
        self.put(line, point.options[option], Rc::clone(seen));
        // A group of its own shows whether the attribution is seen.
        let group = self.secret(false);
        let mut declared = Vec::new();
        self.plain(&mut declared, "group ");
        declared.push(Piece::Word(group));
        self.plain(&mut declared, " : p1 p3");
        self.finish(declared);
        self.plain(line, " (");
        self.put(line, group, Rc::clone(attributed));
        self.plain(line, ")]");
        Needs::Option(point.at, option)
    }

    fn record(&mut self) {
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
        let attributed = self.one_in(2);
        if attributed {
            clauses.push(Rc::clone(&named));
        }
        self.file_beside(&mut line, "text", all(clauses), "md");
        if attributed && let Some((_, text)) = self.made.texts.last_mut() {
            text.insert(0, Piece::Plain("[p0 propose: yes]\n".to_string()));
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
