//! Who may see what, said a second time: over the plain facts of a made-up record, one entry after the other, and with
//! none of the program's own code.

use std::cell::RefCell;
use std::collections::HashMap;

pub(super) type Cond = std::rc::Rc<dyn Fn(&Spec<'_>) -> bool>;

/// A permission: word, last day, and who may see it besides.
#[derive(Clone, Debug)]
pub(super) struct Share {
    pub(super) word: &'static str,
    pub(super) until: Option<u32>,
    pub(super) with: Vec<usize>,
}

/// What an entry needs to be able to say what it says.
#[derive(Clone, Debug)]
pub(super) enum Needs {
    Entry(usize),
    Option(usize, usize),
    /// One of these is enough.
    Any(Vec<Needs>),
    /// A permission inside the entry.
    LetsIn(Share),
    /// Passages inside the entry.
    Passages(Vec<usize>),
    /// Passages inside the entry that must be attributable.
    Named(Vec<usize>),
}

/// An entry as far as permissions go.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) kind: &'static str,
    pub(super) share: Option<Share>,
    pub(super) day: Option<u32>,
    pub(super) planned: bool,
    /// Parties whose it is, or before whose eyes it happened.
    pub(super) owners: Vec<usize>,
    /// Entries by which parties know of it: that say who saw a draft, or the channel of a round.
    pub(super) shown_by: Vec<(usize, Vec<usize>)>,
    pub(super) sources: Vec<usize>,
    pub(super) evidence: Vec<usize>,
    pub(super) needs: Vec<Needs>,
    /// What it needs besides to be put into words without a name.
    pub(super) needs_nameless: Vec<Needs>,
    pub(super) back: bool,
    pub(super) confidential: bool,
    pub(super) rule: &'static str,
    pub(super) inner: bool,
    pub(super) part_of: Option<usize>,
    pub(super) options: Vec<Option<Share>>,
    pub(super) range: bool,
    /// Whether nothing of it is somebody's.
    pub(super) bare: bool,
    /// Whether it can be put into words without whose it is.
    pub(super) wordable: bool,
}

/// What may be seen by an audience: parties by number, or everybody.
pub(super) struct Spec<'a> {
    pub(super) entries: &'a [Entry],
    /// For each party, whether it mediates.
    pub(super) mediators: &'a [bool],
    /// `None` is the public.
    pub(super) viewers: Option<Vec<usize>>,
    pub(super) day: Option<u32>,
    pub(super) places: &'a [Vec<Cond>],
    known: RefCell<HashMap<usize, u8>>,
}

const OWN: &[&str] = &["value", "prefers", "walk-away", "assume", "note"];
const SOMEBODYS: &[&str] =
    &["stance", "value", "prefers", "walk-away", "draft", "shown", "round", "agrees", "reopens", "ratify"];

impl<'a> Spec<'a> {
    pub(super) fn new(
        entries: &'a [Entry],
        mediators: &'a [bool],
        places: &'a [Vec<Cond>],
        viewers: Option<Vec<usize>>,
        day: Option<u32>,
    ) -> Spec<'a> {
        Spec { entries, mediators, viewers, day, places, known: RefCell::default() }
    }

    /// Returns whether a secret may be seen in any of the places where it stands.
    pub(super) fn seen(&self, secret: usize) -> bool {
        self.places[secret].iter().any(|place| place(self))
    }

    fn everybody(&self) -> Vec<Option<usize>> {
        match &self.viewers {
            Some(parties) => parties.iter().map(|party| Some(*party)).collect(),
            None => vec![None],
        }
    }

    fn granted(&self, share: &Share, viewer: Option<usize>) -> u8 {
        let holds = match (share.until, self.day) {
            (None, _) => true,
            (Some(until), Some(day)) => day <= until,
            (Some(_), None) => false,
        };
        let Some(party) = viewer else { return if holds && share.word == "public" { 2 } else { 0 } };
        match share.word {
            _ if !holds => 0,
            _ if share.with.contains(&party) => 2,
            "attributed" | "public" => 2,
            "unattributed" => 1,
            "mediator" if self.mediators[party] => 2,
            _ => 0,
        }
    }

    /// Returns whether a permission lets the whole audience in, by name.
    pub(super) fn lets_in(&self, share: Option<&Share>) -> bool {
        share.is_some_and(|share| self.everybody().into_iter().all(|viewer| self.granted(share, viewer) == 2))
    }

    pub(super) fn later(&self, at: usize) -> bool {
        let entry = &self.entries[at];
        !entry.planned && matches!((entry.day, self.day), (Some(entered), Some(day)) if entered > day)
    }

    fn report_for(&self, at: usize, viewer: Option<usize>) -> u8 {
        let report = &self.entries[at];
        match &report.share {
            Some(share) => self.granted(share, viewer),
            None if report.inner || (report.rule == "chatham" && viewer.is_none()) => 0,
            None => 2,
        }
    }

    /// Returns whether passages of a report are shown to these viewers.
    fn shows(&self, report: usize, viewers: &[Option<usize>]) -> bool {
        self.entries[report].rule != "off-record"
            && !self.later(report)
            && viewers.iter().all(|viewer| self.report_for(report, *viewer) == 2)
    }

    pub(super) fn report_shown(&self, report: usize) -> bool {
        self.shows(report, &self.everybody())
    }

    fn cap(&self, evidence: &[usize], viewers: &[Option<usize>]) -> u8 {
        if evidence.is_empty() {
            return 2;
        }
        let shown: Vec<usize> = evidence.iter().copied().filter(|report| self.shows(*report, viewers)).collect();
        if !shown.is_empty() {
            return if shown.iter().all(|report| self.entries[*report].rule == "chatham") { 1 } else { 2 };
        }
        if viewers.len() > 1 {
            return viewers.iter().map(|viewer| self.cap(evidence, &[*viewer])).min().unwrap_or(0);
        }
        let behind = |report: &usize| {
            let entry = &self.entries[*report];
            if entry.rule == "off-record" && entry.share.is_none() { 0 } else { self.report_for(*report, viewers[0]) }
        };
        evidence.iter().map(behind).max().unwrap_or(0)
    }

    pub(super) fn clause_cap(&self, evidence: &[usize]) -> bool {
        self.cap(evidence, &self.everybody()) > 0
    }

    /// Returns how far an entry may be told but for what it needs: 2 for all, 1 without a name, 0 for nothing.
    fn alone(&self, at: usize) -> u8 {
        let entry = &self.entries[at];
        if self.later(at) {
            return 0;
        }
        if entry.kind == "report" {
            return if self.report_shown(at) { 2 } else { 0 };
        }
        if entry.kind == "fact" {
            return 2;
        }
        let each = self.everybody().into_iter().map(|viewer| match viewer {
            Some(party) if self.owns(entry, party) => 2,
            _ => self.permitted(at, viewer),
        });
        let permitted = each.min().unwrap_or(0);
        let cap = match entry.kind {
            "claim" => 2 * u8::from(self.report_shown(entry.evidence[0])),
            _ => self.cap(&entry.evidence, &self.everybody()),
        };
        let cap = if cap == 1 && !SOMEBODYS.contains(&entry.kind) { 2 } else { cap };
        match permitted.min(cap) {
            1 if entry.bare => 2,
            level => level,
        }
    }

    fn owns(&self, entry: &Entry, party: usize) -> bool {
        entry.owners.contains(&party)
            || entry.shown_by.iter().any(|(shown, to)| to.contains(&party) && self.alone(*shown) == 2)
    }

    fn permitted(&self, at: usize, viewer: Option<usize>) -> u8 {
        let entry = &self.entries[at];
        let mut holder = entry;
        while let (None, Some(whole)) = (&holder.share, holder.part_of) {
            holder = &self.entries[whole];
        }
        if let Some(share) = &holder.share {
            return self.granted(share, viewer);
        }
        let closed = OWN.contains(&entry.kind) || entry.confidential || entry.back || viewer.is_none();
        let default = if closed { 0 } else { 2 };
        let handed_down = entry.sources.iter().map(|source| {
            let level = self.alone(*source);
            let of_source = &self.entries[*source];
            let says =
                of_source.share.is_some() || of_source.sources.iter().any(|up| self.entries[*up].share.is_some());
            if says { level } else { level.min(default) }
        });
        handed_down.min().unwrap_or(default)
    }

    pub(super) fn option_told(&self, point: usize, option: usize) -> bool {
        let own = self.entries[point].options[option].as_ref();
        let open = |share: &Share| self.everybody().into_iter().all(|viewer| self.granted(share, viewer) > 0);
        self.told(point) == 2 && own.is_none_or(open)
    }

    /// Returns how far an entry is told.
    pub(super) fn told(&self, at: usize) -> u8 {
        if let Some(known) = self.known.borrow().get(&at) {
            return *known;
        }
        let entry = &self.entries[at];
        let alone = self.alone(at);
        let can = match alone {
            0 => false,
            _ if entry.kind == "point" => entry.range || self.any_option(entry),
            _ => entry.needs.iter().all(|need| self.met(need)),
        };
        let told = match alone {
            1 if self.is_table() && !self.goes_round_the_table(entry) => 0,
            1 if !entry.wordable || !entry.needs_nameless.iter().all(|need| self.met(need)) => 0,
            level if can => level,
            _ => 0,
        };
        self.known.borrow_mut().insert(at, told);
        told
    }

    fn is_table(&self) -> bool {
        self.viewers.as_ref().is_some_and(|parties| parties.len() == self.mediators.len())
    }

    /// A note for all parties could not say who else may see it without naming them all.
    fn goes_round_the_table(&self, entry: &Entry) -> bool {
        if matches!(entry.kind, "event" | "note" | "deadline") {
            return true;
        }
        match &entry.share {
            Some(share) => {
                let open = matches!(share.word, "unattributed" | "attributed" | "public");
                open && share.until.is_none_or(|until| self.day.is_some_and(|day| day <= until))
            }
            None => entry.sources.is_empty(),
        }
    }

    fn any_option(&self, point: &Entry) -> bool {
        let open = |share: &Share| self.everybody().into_iter().all(|viewer| self.granted(share, viewer) > 0);
        point.options.iter().any(|option| option.as_ref().is_none_or(open))
    }

    pub(super) fn met(&self, need: &Needs) -> bool {
        match need {
            Needs::Entry(at) => self.told(*at) == 2,
            Needs::Option(point, option) => self.option_told(*point, *option),
            Needs::Any(needs) => needs.iter().any(|need| self.met(need)),
            Needs::LetsIn(share) => self.lets_in(Some(share)),
            Needs::Passages(reports) => self.clause_cap(reports),
            Needs::Named(reports) => self.cap(reports, &self.everybody()) == 2,
        }
    }
}
