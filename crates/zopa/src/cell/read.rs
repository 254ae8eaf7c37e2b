//! What a line of a cell says, in the case language.

use super::scan::{Piece, pieces};
use super::{BETWEEN, Holding, NOTHING, Titles};
use zopa_case::id::PointId;
use zopa_case::names::Meaning;
use zopa_syntax::form::Space;
use zopa_syntax::lex::Mark;
use zopa_syntax::limits::EXPRESSION_DEPTH_MAX;
use zopa_syntax::value::{Date, Number};

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    /// Nothing that is read back: it is empty, or tells when and where something was reported.
    Nothing,
    /// A stance.
    Stance {
        /// What the party does.
        holding: Holding,
        /// The name of the stance.
        name: Option<String>,
        /// What is stated.
        holds: Option<String>,
        /// The condition of an offer.
        condition: Option<String>,
        /// The red lines that give way to it.
        relaxes: Vec<String>,
    },
    /// A confirmation.
    Agrees {
        /// How the point is settled.
        settlement: String,
        /// Whether it waits for whoever may bind the party.
        ad_referendum: bool,
    },
}

/// Why a line says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// What was expected, what was found.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

impl Wrong {
    pub(super) fn new(message: impl Into<String>) -> Wrong {
        Wrong { message: message.into(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Wrong {
        self.hint = Some(hint.into());
        self
    }

    fn maybe(mut self, hint: Option<String>) -> Wrong {
        self.hint = hint;
        self
    }
}

/// Reads a line in the row of a point.
pub(crate) fn line(titles: &Titles<'_>, row: PointId, text: &str) -> Result<Line, Wrong> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case(NOTHING) || text.chars().all(|c| matches!(c, '-' | '–' | '—')) {
        return Ok(Line::Nothing);
    }
    if let Some((first, _)) = text.split_once(BETWEEN.trim())
        && (Date::parse(first.trim()).is_some() || first.trim() == "assumed")
    {
        return Ok(Line::Nothing);
    }
    let pieces = pieces(text)?;
    let mut reading = Reading { titles, row, pieces: &pieces, at: 0, depth: 0, out: Vec::new() };
    let holding = reading.holding()?;
    if holding == Holding::Agrees {
        return reading.agrees();
    }
    let name = reading.name()?;
    let holds = if reading.mark(Mark::Colon) { Some(reading.stated()?) } else { None };
    let condition = if reading.word("if") { Some(reading.stated()?) } else { None };
    let relaxes = if reading.word("relaxes") { reading.names()? } else { Vec::new() };
    reading.end()?;
    Ok(Line::Stance { holding, name, holds, condition, relaxes })
}

struct Reading<'r, 'a> {
    titles: &'r Titles<'a>,
    row: PointId,
    pieces: &'r [Piece],
    at: usize,
    depth: usize,
    out: Vec<String>,
}

/// Words that join or start expressions, and so end a title without quotes.
const JOINING: &[&str] = &["and", "or", "implies", "iff", "not", "in", "if", "relaxes", "signs"];

impl Reading<'_, '_> {
    fn next(&self) -> Option<&Piece> {
        self.pieces.get(self.at)
    }

    fn word(&mut self, wanted: &str) -> bool {
        let found = matches!(self.next(), Some(Piece::Word(word)) if word.eq_ignore_ascii_case(wanted));
        self.at += usize::from(found);
        found
    }

    fn mark(&mut self, wanted: Mark) -> bool {
        let found = matches!(self.next(), Some(Piece::Mark(mark, _)) if *mark == wanted);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, wanted: Mark, shown: &str) -> Result<(), Wrong> {
        if self.mark(wanted) { Ok(()) } else { Err(Wrong::new(format!("expected `{shown}`, found {}", self.found()))) }
    }

    /// Returns what stands next, for a message.
    fn found(&self) -> String {
        match self.next() {
            Some(Piece::Word(text) | Piece::Mark(_, text)) => format!("`{text}`"),
            Some(Piece::Title(title)) => format!("“{title}”"),
            None => "the end of the line".to_string(),
        }
    }

    fn end(&self) -> Result<(), Wrong> {
        match self.next() {
            None => Ok(()),
            Some(_) => Err(Wrong::new(format!("expected the end of the line, found {}", self.found()))
                .hint("put titles in quotes; write each stance on a line of its own")),
        }
    }

    fn push(&mut self, text: impl Into<String>) {
        self.out.push(text.into());
    }

    fn holding(&mut self) -> Result<Holding, Wrong> {
        let start = self.at;
        for &holding in Holding::ALL {
            let words = holding.words();
            let spelt = [words.to_string(), words.replace(' ', "-"), format!("{words}s")];
            for spelling in spelt {
                self.at = start;
                if spelling.split(' ').all(|word| self.word(word)) {
                    return Ok(holding);
                }
            }
        }
        self.at = start;
        let words: Vec<&str> = Holding::ALL.iter().map(|holding| holding.words()).collect();
        let message = format!("expected what the party does, found {}", self.found());
        Err(Wrong::new(message).hint(format!("start the line with one of: {}", words.join(", "))))
    }

    fn name(&mut self) -> Result<Option<String>, Wrong> {
        match self.next() {
            Some(Piece::Word(word)) if word != "if" && word != "relaxes" => {
                let word = word.clone();
                self.at += 1;
                if !matches!(self.next(), None | Some(Piece::Mark(Mark::Colon, _))) {
                    let message = format!("expected a colon after `{word}`, found {}", self.found());
                    return Err(Wrong::new(message).hint("as in `demand: ≤ 200` or `demand my-name: ≤ 200`"));
                }
                Ok(Some(word))
            }
            Some(Piece::Mark(Mark::Colon, _)) | None => Ok(None),
            Some(_) => Err(Wrong::new(format!("expected a colon, found {}", self.found()))
                .hint("as in `demand: ≤ 200` or `demand my-name: ≤ 200`")),
        }
    }

    fn names(&mut self) -> Result<Vec<String>, Wrong> {
        let mut names = Vec::new();
        while let Some(Piece::Word(name)) = self.next() {
            names.push(name.clone());
            self.at += 1;
            self.mark(Mark::Comma);
        }
        if names.is_empty() {
            return Err(Wrong::new(format!("expected the name of a red line, found {}", self.found())));
        }
        Ok(names)
    }

    /// Reads an expression to its end.
    fn stated(&mut self) -> Result<String, Wrong> {
        self.out.clear();
        self.expression()?;
        Ok(self.out.join(" "))
    }

    fn expression(&mut self) -> Result<(), Wrong> {
        self.depth += 1;
        if self.depth > EXPRESSION_DEPTH_MAX as usize {
            return Err(Wrong::new(format!("brackets nested more than {EXPRESSION_DEPTH_MAX} deep")));
        }
        loop {
            self.operand()?;
            let Some(joint) = ["and", "or", "implies", "iff"].into_iter().find(|word| self.word(word)) else { break };
            self.push(joint);
        }
        self.depth -= 1;
        Ok(())
    }

    fn operand(&mut self) -> Result<(), Wrong> {
        let mut nots = 0;
        while self.word("not") {
            nots += 1;
            if nots > EXPRESSION_DEPTH_MAX {
                return Err(Wrong::new("too many `not` in a row"));
            }
            self.push("not");
        }
        if self.mark(Mark::Open) {
            self.push("(");
            self.expression()?;
            self.push(")");
            return self.expect(Mark::Close, ")");
        }
        if let Some(bound) = self.bound() {
            return self.count(bound);
        }
        for value in ["true", "false"] {
            if self.word(value) {
                self.push(value);
                return Ok(());
            }
        }
        if self.compares() {
            let row = self.row;
            self.push(self.name_of(row));
            return self.comparison(Some(row));
        }
        self.atom()
    }

    /// Reads `at-least`, or `at least` before a number of things.
    fn bound(&mut self) -> Option<&'static str> {
        for bound in ["at-least", "at-most", "exactly"] {
            if self.word(bound) {
                return Some(bound);
            }
        }
        let start = self.at;
        if self.word("at") {
            for (word, bound) in [("least", "at-least"), ("most", "at-most")] {
                if self.word(word) && matches!(self.pieces.get(self.at + 1), Some(Piece::Word(of)) if of == "of") {
                    return Some(bound);
                }
            }
        }
        self.at = start;
        None
    }

    fn count(&mut self, bound: &str) -> Result<(), Wrong> {
        let Some(Piece::Word(number)) = self.next().cloned() else {
            return Err(Wrong::new(format!("expected a number after `{bound}`, found {}", self.found())));
        };
        self.at += 1;
        if !self.word("of") {
            return Err(Wrong::new(format!("expected `of`, found {}", self.found())));
        }
        self.expect(Mark::OpenBrace, "{")?;
        self.push(format!("{bound} {number} of {{"));
        loop {
            self.expression()?;
            if !self.mark(Mark::Comma) {
                break;
            }
            self.push(",");
        }
        self.push("}");
        self.expect(Mark::CloseBrace, "}")
    }

    /// Returns whether a comparison without its left side stands next.
    fn compares(&self) -> bool {
        match (self.next(), self.pieces.get(self.at + 1)) {
            (Some(Piece::Mark(mark, _)), _) => {
                matches!(mark, Mark::Eq | Mark::Ne | Mark::Lt | Mark::Le | Mark::Gt | Mark::Ge)
            }
            (Some(Piece::Word(word)), Some(Piece::Word(next))) if word == "at" => next == "least" || next == "most",
            (Some(Piece::Word(word)), _) => word == "in",
            _ => false,
        }
    }

    /// Reads what follows the left side of a comparison.
    fn comparison(&mut self, of: Option<PointId>) -> Result<(), Wrong> {
        if self.word("in") {
            return self.within(of);
        }
        let mark = match self.next().cloned() {
            Some(Piece::Mark(_, text)) => text,
            // `at most` and `at least`.
            Some(Piece::Word(_)) => {
                self.at += 1;
                if self.next() == Some(&Piece::Word("most".to_string())) { "<=".to_string() } else { ">=".to_string() }
            }
            _ => return Err(Wrong::new(format!("expected a comparison, found {}", self.found()))),
        };
        self.at += 1;
        self.push(mark);
        self.value(of)?;
        while let Some(Piece::Mark(Mark::Plus | Mark::Minus, text)) = self.next().cloned() {
            self.at += 1;
            self.push(text);
            self.term()?;
        }
        Ok(())
    }

    fn within(&mut self, of: Option<PointId>) -> Result<(), Wrong> {
        self.push("in");
        if self.mark(Mark::OpenBrace) {
            self.push("{");
            loop {
                self.value(of)?;
                if !self.mark(Mark::Comma) {
                    break;
                }
                self.push(",");
            }
            self.push("}");
            return self.expect(Mark::CloseBrace, "}");
        }
        let low = self.scalar()?;
        self.expect(Mark::Dots, "..")?;
        let high = self.scalar()?;
        self.push(format!("{low}..{high}"));
        self.unit(of);
        Ok(())
    }

    fn scalar(&mut self) -> Result<String, Wrong> {
        match self.next().cloned() {
            Some(Piece::Word(word)) if is_scalar(&word) => {
                self.at += 1;
                Ok(word)
            }
            _ => Err(Wrong::new(format!("expected a number or a date, found {}", self.found()))),
        }
    }

    /// Steps over the unit after a number.
    fn unit(&mut self, of: Option<PointId>) {
        let unit = of.and_then(|id| self.titles.case.point(id).unit.clone());
        if let Some(unit) = unit {
            self.word(&unit);
        }
    }

    /// Reads one side of a comparison: an option of the point, a number, a date, or a sum of points.
    fn value(&mut self, of: Option<PointId>) -> Result<(), Wrong> {
        if let Some(Piece::Word(word)) = self.next()
            && is_scalar(word)
            && !matches!(self.pieces.get(self.at + 1), Some(Piece::Mark(Mark::Times, _)))
        {
            let word = self.scalar()?;
            self.push(word);
            self.unit(of);
            return Ok(());
        }
        if let Some(id) = of {
            let titles = self.titles;
            if let Some((choice, after)) = self.phrase(|words, _| titles.option(id, words)) {
                self.at = after;
                self.push(titles.case.point(id).choice_name(choice));
                return Ok(());
            }
        }
        self.term_of(of)
    }

    fn term(&mut self) -> Result<(), Wrong> {
        self.term_of(None)
    }

    /// Reads a number, a point, or a number times a point.
    fn term_of(&mut self, option_of: Option<PointId>) -> Result<(), Wrong> {
        if let Some(Piece::Word(word)) = self.next()
            && is_scalar(word)
        {
            let word = self.scalar()?;
            self.push(word);
            if !self.mark(Mark::Times) {
                return Ok(());
            }
            self.push("*");
        }
        let titles = self.titles;
        if let Some((id, after)) = self.phrase(|words, _| titles.point(words)) {
            self.at = after;
            self.push(self.name_of(id));
            return Ok(());
        }
        let words = self.words();
        Err(match (option_of, words.is_empty()) {
            (_, true) => Wrong::new(format!("expected a value, found {}", self.found())),
            (Some(id), false) => {
                let message = format!("“{words}” is no settlement of `{}`", titles.case.point(id).name);
                Wrong::new(message).maybe(titles.near_option(id, &words).or_else(|| Some(self.settlements(id))))
            }
            (None, false) => Wrong::new(format!("no point is called “{words}”")).maybe(titles.near_point(&words)),
        })
    }

    /// Reads what starts with a name or a title.
    fn atom(&mut self) -> Result<(), Wrong> {
        let titles = self.titles;
        let row = self.row;
        if let Some(Piece::Word(word)) = self.next()
            && is_scalar(word)
        {
            return self.number();
        }
        // What follows tells what it is: the left side of a comparison, a party, or something that stands alone.
        if let Some((id, after)) = self.phrase(|words, _| titles.point(words)).filter(|&(_, after)| self.is_left(after))
        {
            self.at = after;
            self.push(self.name_of(id));
            return match self.next() {
                Some(Piece::Mark(Mark::Plus | Mark::Minus, _)) => self.sum(),
                _ => self.comparison(Some(id)),
            };
        }
        if let Some((party, after)) =
            self.phrase(|words, _| titles.party(words)).filter(|&(_, after)| self.signs(after))
        {
            self.at = after + 1;
            self.push(format!("{} signs", titles.case.party(party).name));
            return self.signed();
        }
        let names = &titles.case.names;
        let alone = self.phrase(|words, quoted| {
            let meaning = names.get(Space::Matter, words).map(|declared| declared.meaning);
            match (quoted, meaning) {
                (false, Some(Meaning::Fact(fact))) => Some(titles.case.facts[fact.0].name.clone()),
                _ => {
                    let option = titles.option(row, words);
                    let settled = |choice| {
                        let point = titles.case.point(row);
                        format!("{} = {}", point.name, point.choice_name(choice))
                    };
                    let fact = || titles.fact(words).map(|fact| titles.case.facts[fact.0].name.clone());
                    let point = || titles.point(words).map(|point| titles.case.point(point).name.clone());
                    option.map(settled).or_else(fact).or_else(point)
                }
            }
        });
        if let Some((words, after)) = alone {
            self.at = after;
            self.push(words);
            return Ok(());
        }
        let words = self.words();
        if words.is_empty() {
            return Err(Wrong::new(format!("expected what is stated, found {}", self.found())));
        }
        let hint = titles.near_option(row, &words).or_else(|| titles.near_fact(&words));
        let hint = hint.or_else(|| titles.near_point(&words)).or_else(|| titles.near_party(&words));
        let message = format!("“{words}” is no settlement of `{}` and no fact", titles.case.point(row).name);
        Err(Wrong::new(message).maybe(hint.or_else(|| Some(self.settlements(row)))))
    }

    /// Reads what starts with a number: a value of the point of the row, or the left side of a comparison of sums.
    fn number(&mut self) -> Result<(), Wrong> {
        let times = matches!(self.pieces.get(self.at + 1), Some(Piece::Mark(Mark::Times, _)));
        if times || self.is_left(self.at + 1) {
            self.term()?;
            return self.sum();
        }
        let word = self.scalar()?;
        self.push(format!("{} = {word}", self.name_of(self.row)));
        self.unit(Some(self.row));
        Ok(())
    }

    /// Reads the rest of a sum and what it is compared with.
    fn sum(&mut self) -> Result<(), Wrong> {
        while let Some(Piece::Mark(Mark::Plus | Mark::Minus, text)) = self.next().cloned() {
            self.at += 1;
            self.push(text);
            self.term()?;
        }
        self.comparison(None)
    }

    fn signed(&mut self) -> Result<(), Wrong> {
        let titles = self.titles;
        match self.phrase(|words, _| titles.fact(words)) {
            Some((fact, after)) => {
                self.at = after;
                self.push(titles.case.facts[fact.0].name.clone());
                Ok(())
            }
            None => {
                let words = self.words();
                let hint = titles.near_fact(&words);
                Err(Wrong::new(format!("expected a fact after `signs`, found “{words}”")).maybe(hint))
            }
        }
    }

    fn is_left(&self, after: usize) -> bool {
        match (self.pieces.get(after), self.pieces.get(after + 1)) {
            (Some(Piece::Mark(mark, _)), _) => matches!(
                mark,
                Mark::Eq | Mark::Ne | Mark::Lt | Mark::Le | Mark::Gt | Mark::Ge | Mark::Plus | Mark::Minus
            ),
            (Some(Piece::Word(word)), Some(Piece::Word(next))) if word == "at" => next == "least" || next == "most",
            (Some(Piece::Word(word)), _) => word == "in",
            _ => false,
        }
    }

    fn signs(&self, after: usize) -> bool {
        matches!(self.pieces.get(after), Some(Piece::Word(word)) if word == "signs")
    }

    /// Returns the longest run of words from here that stands for something, and where it ends. `find` is told whether
    /// the words were in quotes.
    fn phrase<T>(&self, find: impl Fn(&str, bool) -> Option<T>) -> Option<(T, usize)> {
        if let Some(Piece::Title(title)) = self.next() {
            return find(title, true).map(|found| (found, self.at + 1));
        }
        let run = self.run();
        (1..=run.len()).rev().find_map(|length| {
            let words = run[..length].join(" ");
            find(&words, false).map(|found| (found, self.at + length))
        })
    }

    /// Returns the words from here that could be a title without quotes.
    fn run(&self) -> Vec<&str> {
        const WORDS_MAX: usize = 24;
        let word = |piece: &Piece| match piece {
            Piece::Word(word) => Some(word.as_str().to_string()),
            _ => None,
        };
        let open = self.pieces[self.at.min(self.pieces.len())..].iter().take(WORDS_MAX);
        let length = open.take_while(|piece| word(piece).is_some_and(|word| !JOINING.contains(&word.as_str()))).count();
        self.pieces[self.at..self.at + length]
            .iter()
            .filter_map(|piece| match piece {
                Piece::Word(word) => Some(word.as_str()),
                _ => None,
            })
            .collect()
    }

    fn words(&self) -> String {
        match self.next() {
            Some(Piece::Title(title)) => title.clone(),
            _ => self.run().join(" "),
        }
    }

    fn name_of(&self, id: PointId) -> String {
        self.titles.case.point(id).name.clone()
    }

    /// Returns how a point can be settled, for a hint.
    fn settlements(&self, id: PointId) -> String {
        const SHOWN_MAX: usize = 12;
        let count = self.titles.case.point(id).choices.len();
        let mut shown: Vec<String> =
            (0..count.min(SHOWN_MAX)).map(|choice| self.titles.shown_choice(id, choice)).collect();
        if count > SHOWN_MAX {
            shown.push("…".to_string());
        }
        format!("it can be settled by {}", shown.join(", "))
    }

    fn agrees(&mut self) -> Result<Line, Wrong> {
        self.expect(Mark::Colon, ":")?;
        self.settlement()?;
        let settlement = self.out.join(" ");
        self.mark(Mark::Comma);
        let start = self.at;
        let ad_referendum = self.word("ad-referendum") || (self.word("ad") && self.word("referendum"));
        if !ad_referendum {
            self.at = start;
        }
        self.end()?;
        Ok(Line::Agrees { settlement, ad_referendum })
    }

    fn settlement(&mut self) -> Result<(), Wrong> {
        self.depth += 1;
        if self.depth > EXPRESSION_DEPTH_MAX as usize {
            return Err(Wrong::new(format!("brackets nested more than {EXPRESSION_DEPTH_MAX} deep")));
        }
        if self.mark(Mark::OpenBracket) {
            self.push("[");
            loop {
                self.settlement()?;
                self.attribution()?;
                if !self.mark(Mark::Bar) {
                    break;
                }
                self.push("|");
            }
            self.push("]");
            self.expect(Mark::CloseBracket, "]")?;
        } else {
            self.value(Some(self.row))?;
        }
        self.depth -= 1;
        Ok(())
    }

    /// Steps over who stands behind an alternative, as it is.
    fn attribution(&mut self) -> Result<(), Wrong> {
        if !self.mark(Mark::Open) {
            return Ok(());
        }
        self.push("(");
        while let Some(Piece::Word(text) | Piece::Mark(Mark::Comma | Mark::Semicolon, text)) = self.next().cloned() {
            self.at += 1;
            self.push(text);
        }
        self.push(")");
        self.expect(Mark::Close, ")")
    }
}

fn is_scalar(word: &str) -> bool {
    Number::parse(word).is_some() || Date::looks_like(word)
}
