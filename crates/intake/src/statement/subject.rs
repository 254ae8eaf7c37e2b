//! Whose clause it is: the noun groups that a verb group belongs to.

use super::chunk::{Chunks, Kind};

/// How many groups are walked over in search of a subject.
const WALK_MAX: usize = 48;

/// The groups of a subject, both ends included, and the name that a relative pronoun among them stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether it is a relative pronoun's antecedent.
    pub(super) relative: bool,
    /// Whether it was found behind the verb.
    pub(super) behind: bool,
}

impl Subject {
    fn new(from: usize, to: usize) -> Subject {
        Subject { from, to, relative: false, behind: false }
    }
}

/// The subjects of all verb groups of a paragraph.
pub(super) fn subjects(chunks: &Chunks<'_, '_>) -> Vec<Option<Subject>> {
    let mut found = vec![None; chunks.all.len()];
    let mut start = 0;
    for at in 0..chunks.all.len() {
        match chunks.all[at].kind {
            Kind::Stop => start = at + 1,
            _ if chunks.all[at].verbal() => {
                let found_here = Walk { chunks, found: &found, start }.subject(at);
                // `people briefed on the talks said`: the first verb only tells more about the noun.
                let inside = found_here.filter(|subject| !subject.relative && !subject.behind);
                for verb in inside.iter().flat_map(|subject| subject.from..subject.to) {
                    if found[verb].is_some_and(|subject: Subject| !subject.relative) {
                        found[verb] = None;
                    }
                }
                found[at] = found_here;
            }
            _ => {}
        }
    }
    found
}

struct Walk<'w, 'a, 't> {
    chunks: &'w Chunks<'a, 't>,
    found: &'w [Option<Subject>],
    start: usize,
}

impl Walk<'_, '_, '_> {
    fn kind(&self, at: usize) -> Kind {
        self.chunks.all[at].kind
    }

    /// Returns the group before, skipping adverbs and times.
    fn before(&self, at: usize) -> Option<usize> {
        let mut at = at;
        for _ in 0..WALK_MAX {
            at = at.checked_sub(1).filter(|&at| at >= self.start)?;
            match self.kind(at) {
                Kind::Adverb | Kind::Time => {}
                Kind::Close => {
                    at = (self.start..at).rev().take(WALK_MAX).find(|&open| self.kind(open) == Kind::Open)?;
                }
                _ => return Some(at),
            }
        }
        None
    }

    fn subject(&self, verb: usize) -> Option<Subject> {
        match self.kind(verb) {
            Kind::Finite => self.finite(verb),
            Kind::Infinitive => self.infinitive(verb),
            Kind::Ing => self.ing(verb),
            _ => None,
        }
    }

    fn finite(&self, verb: usize) -> Option<Subject> {
        let before = self.before(verb)?;
        match self.kind(before) {
            Kind::Noun => Some(self.whole(before)),
            Kind::Relative => self.antecedent(before),
            Kind::That if before > self.start && self.kind(before - 1) == Kind::Noun => self.antecedent(before),
            Kind::Comma | Kind::Dash | Kind::Close => self.interrupted(before).or_else(|| self.last_finite(before)),
            Kind::Conjunction => self.last_finite(before),
            Kind::Quotation(_) if self.comma_inside(before) => {
                self.interrupted(before).or_else(|| self.last_finite(before))
            }
            // `a poll released on Friday found`: the first of two verbs only tells more about the noun.
            Kind::Finite | Kind::Participle
                if before + 1 == verb || self.found[before].is_some() || self.kind(before) == Kind::Participle =>
            {
                self.reduced(before, verb)
            }
            _ => None,
        }
    }

    /// Returns the noun group before a participle together with what stands between it and the verb.
    fn reduced(&self, participle: usize, verb: usize) -> Option<Subject> {
        let noun = self.before(participle)?;
        if self.kind(noun) != Kind::Noun {
            return None;
        }
        Some(Subject::new(self.whole(noun).from, verb - 1))
    }

    /// Returns the noun group before a relative pronoun.
    fn antecedent(&self, pronoun: usize) -> Option<Subject> {
        let mut before = pronoun.checked_sub(1).filter(|&at| at >= self.start)?;
        if matches!(self.kind(before), Kind::Comma | Kind::Dash) {
            before = before.checked_sub(1).filter(|&at| at >= self.start)?;
        }
        if self.kind(before) == Kind::Time {
            before = self.before(before)?;
        }
        if self.kind(before) != Kind::Noun {
            return None;
        }
        // `officials in Tarn who`: the nearest group may only be where they are.
        let mut subject = self.near(before);
        subject.to = pronoun;
        subject.relative = true;
        Some(subject)
    }

    /// Returns the subject of the last clause before, for verbs joined by `and` or a comma.
    fn last_finite(&self, at: usize) -> Option<Subject> {
        let verb = (self.start..at)
            .rev()
            .take(WALK_MAX)
            .find(|&at| self.kind(at) == Kind::Finite && self.found[at].is_some_and(|subject| !subject.relative))?;
        self.found[verb]
    }

    fn infinitive(&self, verb: usize) -> Option<Subject> {
        let before = self.over_particle(self.before(verb)?)?;
        match self.kind(before) {
            Kind::Finite | Kind::Ing | Kind::Infinitive | Kind::Participle => self.found[before],
            Kind::Noun if before == self.start => Some(self.whole(before)),
            Kind::Adjective => self.found[self.before(before).filter(|&at| self.chunks.all[at].verbal())?],
            _ => None,
        }
    }

    /// Returns the verb before a particle: `went on`, `put out`.
    fn over_particle(&self, at: usize) -> Option<usize> {
        let particle = self.kind(at) == Kind::Preposition && at > self.start && self.chunks.all[at - 1].verbal();
        Some(if particle { at - 1 } else { at })
    }

    fn ing(&self, verb: usize) -> Option<Subject> {
        let Some(before) = self.before(verb) else { return self.ahead(verb) };
        match self.kind(before) {
            Kind::Noun => Some(self.paper(before).unwrap_or_else(|| self.near(before))),
            Kind::Comma
            | Kind::Dash
            | Kind::Conjunction
            | Kind::Preposition
            | Kind::Subordinator
            | Kind::Quotation(_) => self.last_finite(before).or_else(|| self.ahead(verb)),
            Kind::Finite | Kind::Ing | Kind::Infinitive => self.found[before],
            _ => self.last_finite(before),
        }
    }

    /// Returns who made a paper that says something: `she released a statement saying`.
    fn paper(&self, noun: usize) -> Option<Subject> {
        let paper = is_paper(&self.chunks.small(self.chunks.all[noun].head));
        let verb =
            self.over_particle(self.before(noun).filter(|_| paper)?).filter(|&verb| self.chunks.all[verb].verbal())?;
        self.found[verb]
    }

    /// Returns the subject of the clause that follows: `Citing the drought, the minister left.`
    fn ahead(&self, verb: usize) -> Option<Subject> {
        let all = &self.chunks.all;
        let comma = (verb..all.len()).take(WALK_MAX).take_while(|&at| self.kind(at) != Kind::Stop).find(|&at| {
            self.kind(at) == Kind::Comma || matches!(self.kind(at), Kind::Quotation(_)) && self.comma_inside(at)
        })?;
        let noun = comma + 1;
        let follows = all.get(noun).is_some_and(|chunk| chunk.kind == Kind::Noun);
        follows.then(|| Subject { behind: true, ..Subject::new(noun, noun) })
    }

    /// Returns a noun group with what is joined to it by `of`.
    fn near(&self, noun: usize) -> Subject {
        let mut from = noun;
        while from >= self.start + 2 && self.chunks.is_word(from - 1, "of") && self.kind(from - 2) == Kind::Noun {
            from -= 2;
        }
        Subject::new(from, noun)
    }

    /// Returns the whole noun group that ends here: with prepositions, and with what `and` joins.
    fn whole(&self, noun: usize) -> Subject {
        if self.chunks.all[noun].pronoun {
            return Subject::new(noun, noun);
        }
        let mut from = noun;
        let mut joined = None;
        let mut hangs = None;
        let mut steps = 0;
        while from > self.start && steps < WALK_MAX {
            steps += 1;
            let before = from - 1;
            let further = before.checked_sub(1).filter(|&at| at >= self.start && matches!(self.kind(at), Kind::Noun));
            match (self.kind(before), further) {
                (Kind::Preposition, Some(noun)) if !self.chunks.all[noun].pronoun => from = noun,
                // `a source familiar with the talks`
                (Kind::Preposition, None)
                    if before >= self.start + 2
                        && self.kind(before - 1) == Kind::Adjective
                        && self.kind(before - 2) == Kind::Noun =>
                {
                    from = before - 2;
                }
                (Kind::Preposition, _) => {
                    hangs = Some(before);
                    break;
                }
                (Kind::Conjunction, Some(noun)) if self.joins(before) && !self.chunks.all[noun].pronoun => {
                    joined = joined.or(Some(from));
                    from = noun;
                }
                (Kind::Comma, Some(noun)) if joined.is_some() => from = noun,
                (Kind::Conjunction, None)
                    if before > self.start
                        && self.kind(before - 1) == Kind::Comma
                        && self.joins(before)
                        && before >= self.start + 2
                        && self.kind(before - 2) == Kind::Noun
                        && self.listed(before - 2) =>
                {
                    joined = joined.or(Some(from));
                    from = before - 2;
                }
                _ => break,
            }
        }
        let before = from.checked_sub(1).filter(|&at| at >= self.start);
        if let Some(subject) = self.inside_relative(noun, hangs.or(before)) {
            return subject;
        }
        // `and in a statement praised`: the noun belongs to the preposition.
        let joined_phrase = hangs.is_some_and(|at| at > self.start && self.kind(at - 1) == Kind::Conjunction);
        if let Some(subject) = joined_phrase.then(|| self.last_finite(noun)).flatten() {
            return subject;
        }
        let object = hangs.is_some() || before.is_some_and(|at| self.chunks.all[at].verbal() && !self.takes_clause(at));
        if object {
            return match joined {
                Some(joined) => Subject::new(joined, noun),
                None => self.near(noun),
            };
        }
        Subject::new(from, noun)
    }

    /// Returns the subject that a noun group at the end of a relative clause or a participle's phrase belongs to.
    fn inside_relative(&self, noun: usize, before: Option<usize>) -> Option<Subject> {
        let mut verb = before?;
        if self.kind(verb) == Kind::Preposition {
            verb = self.before(verb)?;
        }
        let chunk = self.chunks.all[verb];
        if !chunk.verbal() {
            return None;
        }
        let hangs = before.is_some_and(|before| self.kind(before) == Kind::Preposition);
        let subject = self.found[verb];
        if subject.is_some_and(|subject| subject.relative) {
            return subject.map(|subject| Subject::new(subject.from, noun));
        }
        // `vowing the dam would hold`: the noun begins what is said.
        if !hangs && self.takes_clause(verb) {
            return None;
        }
        let phrase =
            matches!(chunk.kind, Kind::Ing | Kind::Participle) || hangs && !chunk.passive && self.past(chunk.head);
        let owner = self.before(verb).filter(|&owner| owner + 1 == verb && self.kind(owner) == Kind::Noun)?;
        (phrase && !self.chunks.all[owner].pronoun).then(|| Subject::new(self.near(owner).from, noun))
    }

    fn comma_inside(&self, quotation: usize) -> bool {
        let last = self.chunks.quotation(quotation).and_then(|quotation| quotation.last(self.chunks.text));
        last.is_some_and(|last| self.chunks.printed(last) == ",")
    }

    fn past(&self, token: usize) -> bool {
        self.chunks.printed(token).ends_with("ed")
    }

    /// Returns whether a noun group before a comma is part of a list: another comma stands before it.
    fn listed(&self, noun: usize) -> bool {
        noun > self.start && self.kind(noun - 1) == Kind::Comma
    }

    fn joins(&self, at: usize) -> bool {
        self.chunks.is_word(at, "and") || self.chunks.is_word(at, "or")
    }

    fn takes_clause(&self, verb: usize) -> bool {
        use super::lexicon::Takes;
        self.chunks.verb_cue(verb).is_some_and(|(cue, _)| cue.takes.any(Takes::CLAUSE.or(Takes::ADDRESSEE)))
    }

    /// Returns the subject of a verb behind an apposition or a relative clause: `the envoy, who had slept, said`.
    fn interrupted(&self, mark: usize) -> Option<Subject> {
        let opening = |kind: Kind| match self.kind(mark) {
            Kind::Close => kind == Kind::Open,
            Kind::Quotation(_) => kind == Kind::Comma,
            ending => kind == ending,
        };
        // A relative clause may hold commas of its own: the one at the start of the sentence goes first.
        let relative = |open: &usize| self.kind(*open + 1) == Kind::Relative;
        let opens = || (self.start + 1..mark).rev().take(WALK_MAX);
        let first = opens().filter(|open| *open + 1 < mark).rfind(relative);
        let first = first.filter(|&open| self.whole(self.over_parenthesis(open - 1)).from == self.start);
        for open in first.into_iter().chain(opens()) {
            let noun = self.over_parenthesis(open - 1);
            if !opening(self.kind(open)) || self.kind(noun) != Kind::Noun || !self.interruption(open + 1, mark) {
                continue;
            }
            let mut subject = self.whole(noun);
            subject.to = open - 1;
            let free = subject.from == self.start
                || matches!(
                    self.kind(subject.from - 1),
                    Kind::Comma
                        | Kind::Conjunction
                        | Kind::That
                        | Kind::Subordinator
                        | Kind::Colon
                        | Kind::Semicolon
                        | Kind::Dash
                        | Kind::Wh
                        | Kind::Adverb
                        | Kind::Time
                        | Kind::Quotation(_)
                        | Kind::Close
                )
                || self.chunks.all[subject.from - 1].verbal() && self.takes_clause(subject.from - 1);
            if !free {
                continue;
            }
            // The apposition of an apposition: `the envoy, Ada Brandt, who had slept, said`.
            if subject.from > self.start + 1
                && self.kind(subject.from - 1) == Kind::Comma
                && self.kind(subject.from - 2) == Kind::Noun
            {
                let outer = self.whole(subject.from - 2);
                if outer.from == self.start {
                    subject = outer;
                }
            }
            let quotation = matches!(self.kind(mark), Kind::Quotation(_));
            if matches!(self.kind(open + 1), Kind::Preposition | Kind::Adverb | Kind::Time | Kind::Subordinator) {
                return Some(subject);
            }
            return Some(Subject { to: if quotation { mark } else { mark - 1 }, ..subject });
        }
        None
    }

    /// Returns the group before a parenthesis that ends here.
    fn over_parenthesis(&self, at: usize) -> usize {
        if self.kind(at) != Kind::Close {
            return at;
        }
        let open = (self.start + 1..at).rev().take(12).find(|&open| self.kind(open) == Kind::Open);
        open.map_or(at, |open| open - 1)
    }

    /// Returns whether the groups between two commas only tell more about the noun before them.
    fn interruption(&self, from: usize, to: usize) -> bool {
        let Some(first) = (from < to).then(|| self.kind(from)) else { return false };
        let relative = (from..to).find(|&at| matches!(self.kind(at), Kind::Relative | Kind::That | Kind::Wh));
        let clause = (from..to).find(|&at| self.kind(at) == Kind::Finite);
        match first {
            Kind::Relative | Kind::Wh => true,
            Kind::Noun | Kind::Adverb | Kind::Adjective | Kind::Time | Kind::Quotation(_) | Kind::Other => {
                clause.is_none_or(|clause| relative.is_some_and(|relative| relative < clause))
            }
            Kind::Preposition | Kind::Ing | Kind::Participle | Kind::Infinitive => clause.is_none(),
            Kind::Subordinator | Kind::Conjunction => true,
            _ => false,
        }
    }
}

/// Returns whether a noun is a paper or message that says what its author says.
pub(super) fn is_paper(noun: &str) -> bool {
    matches!(
        noun,
        "statement"
            | "letter"
            | "email"
            | "e-mail"
            | "tweet"
            | "post"
            | "note"
            | "memo"
            | "release"
            | "message"
            | "response"
            | "op-ed"
            | "article"
            | "column"
            | "report"
            | "essay"
            | "speech"
            | "remarks"
            | "comments"
            | "declaration"
            | "communique"
            | "communiqué"
            | "press"
            | "video"
            | "tweets"
            | "emails"
            | "statements"
    )
}
