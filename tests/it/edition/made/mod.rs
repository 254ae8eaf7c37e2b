//! Random records in which every text, name, number, comment and path is a secret of its own, with the places in which
//! it stands and what must hold for each place to be seen.

mod entries;

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
        } else {
            self.shared_heading(at);
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
    fn shared_heading(&mut self, at: usize) {
        let headings: Vec<usize> = self.made.files[self.file]
            .1
            .iter()
            .filter(|line| matches!(line.first(), Some(Piece::Plain(word)) if word == "chapter"))
            .filter_map(|line| {
                line.iter().find_map(|piece| if let Piece::Word(secret) = piece { Some(*secret) } else { None })
            })
            .collect();
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
}
