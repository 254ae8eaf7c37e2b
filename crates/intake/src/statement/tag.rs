//! What each word is in its sentence: closed classes by list, the rest by form and neighbours.

use super::lexicon::{self as lex, BASE, ING, Lexicon, PARTICIPLE, PAST, THIRD, Word};
use crate::text::{Text, TokenKind};

/// The part a token plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Det,
    Poss,
    Pron,
    Rel,
    That,
    Wh,
    Sub,
    Conj,
    Prep,
    To,
    Modal,
    Be,
    Have,
    Do,
    Neg,
    Adv,
    Adj,
    Noun,
    Name,
    Num,
    Time,
    /// A form that makes a clause: `says`, `said`, `plans`.
    Finite,
    /// A bare form after an auxiliary or `to`.
    Base,
    Ing,
    Participle,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Stop,
    Open,
    Close,
    Quote,
    Other,
}

/// A tagged token, or a quotation as a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tagged {
    pub(super) tag: Tag,
    /// The first token.
    pub(super) from: usize,
    /// The token behind the last one.
    pub(super) to: usize,
    /// The place in the list of quotations.
    pub(super) quotation: Option<u32>,
    pub(super) word: Option<&'static Word>,
    pub(super) capital: bool,
    pub(super) plural: bool,
}

impl Tagged {
    /// Returns a token whose tag depends on its neighbours yet, or a mark.
    pub(super) fn token(text: &Text<'_>, lexicon: &'static Lexicon, at: usize) -> Tagged {
        let token = text.tokens()[at];
        let printed = text.at(token.span());
        let known = matches!(token.kind, TokenKind::Word | TokenKind::Possessive);
        let word = if known { lexicon.word(printed) } else { None };
        let capital = token.kind == TokenKind::Word && printed.starts_with(char::is_uppercase);
        let tag = first(token.kind, printed);
        Tagged { tag, from: at, to: at + 1, quotation: None, word, capital, plural: plural(printed, word) }
    }

    /// Returns a quotation as one.
    pub(super) fn quotation(index: u32, from: usize, to: usize) -> Tagged {
        Tagged { tag: Tag::Quote, from, to, quotation: Some(index), word: None, capital: false, plural: false }
    }

    fn forms(&self) -> u8 {
        self.word.map_or(0, |word| word.forms)
    }

    fn is(&self, class: u32) -> bool {
        self.word.is_some_and(|word| word.classes & class != 0)
    }
}

/// Tags a sentence, each word in the light of those before it and of the next.
pub(super) fn tag(text: &Text<'_>, all: &mut [Tagged]) {
    let headline = headline(text, all);
    let last_word = all.iter().rposition(|tagged| tagged.tag == Tag::Other).unwrap_or(0);
    for at in 0..all.len() {
        let token = text.tokens()[all[at].from];
        let printed = text.at(token.span());
        all[at].tag = match (all[at].tag, token.kind) {
            (Tag::Other, TokenKind::Word) => Context { text, all, at, headline }.tag(printed),
            (Tag::Other, TokenKind::Possessive) => possessive(all, at),
            // The genitive of a plural: `the riparians’ fund`.
            (Tag::Quote, TokenKind::Quote)
                if all[at].quotation.is_none()
                    && matches!(printed, "’" | "'")
                    && at > 0
                    && !token.spaced
                    && matches!(all[at - 1].tag, Tag::Noun | Tag::Name) =>
            {
                Tag::Poss
            }
            // The point of an abbreviation belongs to the name.
            (Tag::Stop, _) if at < last_word && printed == "." && at > 0 => all[at - 1].tag,
            (tag, _) => tag,
        };
    }
}

fn plural(printed: &str, word: Option<&Word>) -> bool {
    let ending = printed.len() > 3 && printed.ends_with('s') && !printed.ends_with("ss");
    ending || word.is_some_and(|word| word.classes & lex::PLURAL != 0)
}

fn first(kind: TokenKind, printed: &str) -> Tag {
    match (kind, printed) {
        (TokenKind::Number, _) => Tag::Num,
        (TokenKind::Quote, _) => Tag::Quote,
        (_, ",") => Tag::Comma,
        (_, ":") => Tag::Colon,
        (_, ";") => Tag::Semicolon,
        (_, "—" | "–" | "-" | "―" | "‒") => Tag::Dash,
        (_, "." | "!" | "?" | "…") => Tag::Stop,
        (_, "(" | "[" | "{") => Tag::Open,
        (_, ")" | "]" | "}") => Tag::Close,
        (_, "$" | "€" | "£" | "#" | "@" | "&" | "%") => Tag::Noun,
        _ => Tag::Other,
    }
}

/// Tells the genitive from a shortened `is` or `has`.
fn possessive(all: &[Tagged], at: usize) -> Tag {
    let pronoun = at > 0 && matches!(all[at - 1].tag, Tag::Pron | Tag::Wh | Tag::Rel | Tag::That);
    if pronoun {
        return Tag::Be;
    }
    let next = all.get(at + 1);
    let verb = next.is_some_and(|next| next.is(lex::NEG | lex::DET));
    if verb { Tag::Be } else { Tag::Poss }
}

/// Returns whether nearly all longer words are capitalised: then capitals say nothing.
fn headline(text: &Text<'_>, all: &[Tagged]) -> bool {
    let (mut long, mut capitals) = (0, 0);
    for tagged in all.iter().filter(|tagged| tagged.quotation.is_none()) {
        let token = text.tokens()[tagged.from];
        if token.kind == TokenKind::Word && token.span().range().len() > 3 {
            long += 1;
            capitals += usize::from(tagged.capital);
        }
    }
    long >= 4 && capitals * 5 >= long * 4
}

struct Context<'c, 't> {
    text: &'c Text<'t>,
    all: &'c [Tagged],
    at: usize,
    headline: bool,
}

impl Context<'_, '_> {
    /// Returns the tag before, adverbs and negations aside.
    fn before(&self) -> Option<Tag> {
        self.all[..self.at].iter().rev().map(|tagged| tagged.tag).find(|tag| !matches!(tag, Tag::Adv | Tag::Neg))
    }

    fn next(&self) -> Option<&Tagged> {
        self.all.get(self.at + 1)
    }

    fn tag(&self, printed: &str) -> Tag {
        let here = &self.all[self.at];
        let starts = self.at == 0
            || matches!(self.all[self.at - 1].tag, Tag::Quote | Tag::Colon | Tag::Stop | Tag::Dash | Tag::Open);
        if here.capital && !starts && !self.headline && !here.is(lex::TIME) && printed != "I" {
            return Tag::Name;
        }
        let Some(word) = here.word else { return self.unknown(printed, starts) };
        let modal = matches!(printed, "Will" | "May")
            && self.all.get(self.at + 2).is_some_and(|after| after.tag == Tag::Comma || after.forms() != 0);
        let open_class = modal || word.classes & !(lex::BOTH | lex::NOUN | lex::ADJ | lex::PLURAL) == 0;
        if here.capital
            && starts
            && !self.headline
            && open_class
            && !(word.forms & PAST != 0 && word.forms & BASE == 0)
            && self.next().is_some_and(|next| next.capital)
            && printed != "I"
        {
            return Tag::Name;
        }
        if let Some(tag) = self.closed(word, printed) {
            return tag;
        }
        if word.classes & lex::NOUN != 0
            && word.forms & ING != 0
            && matches!(self.before(), Some(Tag::Noun | Tag::Name | Tag::Adj | Tag::Det | Tag::Poss | Tag::Num))
        {
            return Tag::Noun;
        }
        if word.forms != 0 {
            return self.verb(word, starts);
        }
        if word.adjective.is_some() || word.classes & lex::ADJ != 0 {
            return Tag::Adj;
        }
        if word.noun.is_some() || word.classes & (lex::NOUN | lex::TIMENOUN) != 0 {
            return Tag::Noun;
        }
        self.unknown(printed, starts)
    }

    fn closed(&self, word: &Word, printed: &str) -> Option<Tag> {
        let classes = word.classes;
        let is = |class: u32| classes & class != 0;
        let next = self.next();
        if is(lex::BE) {
            return Some(Tag::Be);
        }
        if is(lex::ACCORDING) {
            return Some(Tag::Prep);
        }
        if is(lex::NUM) {
            return Some(Tag::Num);
        }
        match printed.to_ascii_lowercase().as_str() {
            "that" => return Some(self.that()),
            "to" => return Some(Tag::To),
            "who" | "whom" => return Some(Tag::Rel),
            "which" => return Some(Tag::Rel),
            "like" if self.before() != Some(Tag::To) && !self.subject_before() => return Some(Tag::Prep),
            "her" => {
                let noun = next.is_some_and(|next| self.could_be_nominal(next));
                return Some(if noun { Tag::Poss } else { Tag::Pron });
            }
            "his" => return Some(Tag::Poss),
            "may" | "march" if self.all[self.at].capital && self.at > 0 && !self.headline => return Some(Tag::Time),
            "about" | "around" | "over" | "under"
                if next.is_some_and(|next| next.tag == Tag::Num || next.is(lex::DET) && next.plural) =>
            {
                return Some(Tag::Adv);
            }
            "there" => {
                let existential = next.is_some_and(|next| {
                    next.is(lex::BE | lex::MODAL | lex::MODALNEG) || next.forms() & THIRD != 0 && !next.is(lex::BOTH)
                });
                return Some(if existential { Tag::Pron } else { Tag::Adv });
            }
            "what" => return Some(Tag::Wh),
            "one" | "another" | "each" | "most" | "many" | "some" | "all" | "both" | "few" | "several" | "neither"
            | "either" => {
                return Some(Tag::Det);
            }
            "following" => return Some(if self.before() == Some(Tag::Det) { Tag::Adj } else { Tag::Prep }),
            "once" | "first" => {
                let verb = next.is_some_and(|next| {
                    next.forms() & (BASE | PAST | THIRD) != 0 && !next.is(lex::BOTH) || next.is(lex::BE | lex::HAVE)
                });
                return Some(if verb || printed.eq_ignore_ascii_case("once") && self.at > 0 {
                    Tag::Adv
                } else if printed.eq_ignore_ascii_case("once") {
                    Tag::Sub
                } else {
                    Tag::Adj
                });
            }
            "since" if self.before() == Some(Tag::Have) => return Some(Tag::Adv),
            "before" | "after" | "since" | "until" | "as" | "than" => return Some(Tag::Sub),
            "so" | "yet" | "plus" => return Some(Tag::Adv),
            _ => {}
        }
        let order: [(u32, Tag); 15] = [
            (lex::DET, Tag::Det),
            (lex::POSS, Tag::Poss),
            (lex::PRON, Tag::Pron),
            (lex::REL, Tag::Rel),
            (lex::WH, Tag::Wh),
            (lex::SUB, Tag::Sub),
            (lex::CONJ, Tag::Conj),
            (lex::MODAL | lex::MODALNEG, Tag::Modal),
            (lex::HAVE, Tag::Have),
            (lex::DO, Tag::Do),
            (lex::NEG, Tag::Neg),
            (lex::TIME, Tag::Time),
            (lex::PREP, Tag::Prep),
            (lex::ADV, Tag::Adv),
            (0, Tag::Other),
        ];
        let found = order.iter().find(|(class, _)| is(*class)).map(|&(_, tag)| tag);
        // `including`, `regarding` and words such as `down` and `past` are what the list says; verbs come after.
        found.filter(|_| {
            !(is(lex::ADV) && word.forms != 0 && self.before().is_some_and(|tag| matches!(tag, Tag::To | Tag::Modal)))
        })
    }

    fn that(&self) -> Tag {
        let after_noun_or_verb = self.at > 0 && self.before() != Some(Tag::Prep);
        let next = self.next();
        let clause = next.is_none_or(|next| {
            next.is(lex::DET | lex::POSS | lex::PRON | lex::PREP | lex::SUB | lex::WH)
                || next.capital
                || next.plural
                || next.tag == Tag::Quote
                || next.tag == Tag::Comma
                || next.tag == Tag::Num
        });
        if after_noun_or_verb || clause { Tag::That } else { Tag::Det }
    }

    /// Returns whether only a noun stands between a quotation and this word: `“…,” the paper states`.
    fn behind_quotation(&self) -> bool {
        let noun = |tag: &Tag| matches!(tag, Tag::Det | Tag::Adj | Tag::Noun | Tag::Name | Tag::Num | Tag::Poss);
        self.all[..self.at].iter().rev().take(8).map(|tagged| tagged.tag).find(|tag| !noun(tag)) == Some(Tag::Quote)
    }

    /// Returns whether `him`, `them` or the like stands right before.
    fn object_pronoun(&self) -> bool {
        let before = self.all[..self.at].iter().rev().find(|tagged| tagged.tag == Tag::Pron);
        before.is_some_and(|before| {
            let printed = self.text.at(self.text.tokens()[before.from].span());
            matches!(printed, "him" | "them" | "me" | "us" | "her")
        })
    }

    fn next_printed_by(&self) -> bool {
        self.next().is_some_and(|next| self.text.at(self.text.tokens()[next.from].span()) == "by")
    }

    /// Returns whether a verb stands before in the same clause, so that what follows a noun here is rather a noun.
    fn object_position(&self) -> bool {
        let clause = |tag: &Tag| {
            !matches!(
                tag,
                Tag::Comma
                    | Tag::That
                    | Tag::Sub
                    | Tag::Wh
                    | Tag::Rel
                    | Tag::Conj
                    | Tag::Colon
                    | Tag::Semicolon
                    | Tag::Dash
                    | Tag::Quote
                    | Tag::Stop
            )
        };
        let mut before = self.all[..self.at].iter().rev().take(24).map(|tagged| tagged.tag).take_while(clause);
        let told = self
            .next()
            .is_some_and(|next| next.word.is_some_and(|word| word.classes & (lex::class("that") | lex::PRON) != 0));
        before.any(|tag| {
            matches!(tag, Tag::Finite | Tag::Base | Tag::Ing | Tag::Participle | Tag::Be) || tag == Tag::Prep && !told
        })
    }

    fn subject_before(&self) -> bool {
        self.before().is_some_and(|tag| matches!(tag, Tag::Pron | Tag::Rel | Tag::Modal | Tag::Do))
    }

    fn could_be_nominal(&self, next: &Tagged) -> bool {
        match next.tag {
            Tag::Num | Tag::Noun => true,
            Tag::Quote => true,
            Tag::Other => {
                let closed = next.is(lex::DET
                    | lex::PREP
                    | lex::PRON
                    | lex::POSS
                    | lex::SUB
                    | lex::CONJ
                    | lex::BE
                    | lex::HAVE
                    | lex::WH
                    | lex::MODAL
                    | lex::REL
                    | lex::TIME
                    | lex::NEG
                    | lex::DO)
                    || next.word.is_some_and(|word| word.classes == lex::class("to"));
                let adverb = next.is(lex::ADV) && !next.is(lex::ADJ);
                next.word.is_none() || !closed && !adverb
            }
            _ => false,
        }
    }

    fn verb(&self, word: &Word, starts: bool) -> Tag {
        let forms = word.forms;
        let nominal = if self.all[self.at].capital && !starts { Tag::Name } else { Tag::Noun };
        let noun = word.classes & lex::BOTH != 0 || word.noun.is_some();
        let adverb_before = self.at > 0 && self.all[self.at - 1].tag == Tag::Adv;
        match self.before() {
            Some(Tag::To) => {
                if forms & BASE != 0 {
                    Tag::Base
                } else {
                    self.modifier(forms, nominal)
                }
            }
            Some(Tag::Modal | Tag::Do) => {
                if forms & BASE != 0 {
                    Tag::Base
                } else {
                    self.plain(forms, noun, nominal)
                }
            }
            Some(Tag::Have) => {
                if forms & (PARTICIPLE | PAST) != 0 {
                    Tag::Participle
                } else {
                    nominal
                }
            }
            Some(Tag::Be) => {
                if forms & ING != 0 {
                    Tag::Ing
                } else if forms & (PARTICIPLE | PAST) != 0 {
                    Tag::Participle
                } else {
                    nominal
                }
            }
            Some(Tag::Pron) if self.object_pronoun() && forms & BASE != 0 => Tag::Base,
            Some(Tag::Pron | Tag::Rel) => {
                if forms & (BASE | THIRD | PAST) != 0 {
                    Tag::Finite
                } else if forms & ING != 0 {
                    Tag::Ing
                } else if forms & PARTICIPLE != 0 {
                    Tag::Participle
                } else {
                    nominal
                }
            }
            Some(Tag::That)
                if forms & (THIRD | PAST | BASE) != 0 && (!noun || self.next().is_some_and(opens_complement)) =>
            {
                Tag::Finite
            }
            Some(Tag::Finite | Tag::Base | Tag::Ing | Tag::Participle)
                if forms & (PAST | PARTICIPLE) != 0 && forms & BASE == 0 =>
            {
                if self.next().is_some_and(|next| self.could_be_nominal(next)) { Tag::Adj } else { Tag::Participle }
            }
            Some(Tag::Det) => self.after_determiner(word, noun, nominal),
            Some(Tag::Poss | Tag::Adj | Tag::Num) if !adverb_before => {
                let counted = self.all[self.at - 1].tag == Tag::Num
                    && self.next().is_some_and(opens_complement)
                    && (forms & PAST != 0 || forms & (BASE | THIRD) != 0 && !noun);
                if counted { Tag::Finite } else { self.modifier(forms, nominal) }
            }
            Some(Tag::Prep | Tag::Sub | Tag::Wh) if forms & ING != 0 => Tag::Ing,
            Some(Tag::Prep) => self.modifier(forms, nominal),
            _ => self.plain(forms, noun, nominal),
        }
    }

    /// Returns what a verb's form is before a noun: `leaked draft`, `growing concern`.
    fn modifier(&self, forms: u8, nominal: Tag) -> Tag {
        let before_noun = self.next().is_some_and(|next| self.could_be_nominal(next) && !next.is(lex::PREP | lex::SUB));
        let modifies = forms & PAST != 0 || forms & (ING | PARTICIPLE) != 0 && before_noun;
        if forms & BASE == 0 && modifies { Tag::Adj } else { nominal }
    }

    /// Returns what follows `many`, `some`, `both`, `this` or an article.
    fn after_determiner(&self, word: &Word, noun: bool, nominal: Tag) -> Tag {
        let alone = self.all[..self.at]
            .iter()
            .rev()
            .find(|tagged| tagged.tag == Tag::Det)
            .is_some_and(|tagged| tagged.is(lex::ALONE));
        if alone && (word.forms & PAST != 0 && word.forms & BASE == 0 || !noun && word.forms & (BASE | THIRD) != 0) {
            let modifies =
                self.next().is_some_and(|next| next.word.is_none() && next.tag == Tag::Other && !next.capital);
            return if modifies && word.forms & PARTICIPLE != 0 { Tag::Adj } else { Tag::Finite };
        }
        self.modifier(word.forms, nominal)
    }

    /// Returns what a verb's form is after a noun, a mark or at the start.
    fn plain(&self, forms: u8, noun: bool, nominal: Tag) -> Tag {
        if forms & PAST != 0 && forms & BASE == 0 {
            let by = self.next().and_then(|next| next.word).is_some_and(|word| word.classes & lex::PREP != 0);
            let by = by
                && self.next_printed_by()
                && !self.all[self.at].word.is_some_and(|word| {
                    word.verbs.iter().any(|&cue| lex::lexicon().cues[usize::from(cue)].particle == Some("by"))
                })
                && self.all.get(self.at + 2).is_none_or(|after| after.forms() & ING == 0);
            return if by && forms & PARTICIPLE != 0 && !matches!(self.before(), Some(Tag::Conj) | None) {
                Tag::Participle
            } else {
                Tag::Finite
            };
        }
        if forms & ING != 0 {
            return Tag::Ing;
        }
        if forms & PARTICIPLE != 0 && forms & BASE == 0 {
            return Tag::Participle;
        }
        if forms & PAST != 0 && !noun {
            return Tag::Finite;
        }
        let before = self.before();
        let after_name = matches!(before, Some(Tag::Name));
        let after_noun = matches!(before, Some(Tag::Noun | Tag::Time | Tag::Poss));
        let subject_plural = self.all[..self.at]
            .iter()
            .rev()
            .find(|tagged| !matches!(tagged.tag, Tag::Adv | Tag::Neg))
            .is_some_and(|tagged| tagged.plural);
        let object = noun && self.object_position();
        let opens = !object && self.next().is_some_and(opens_complement);
        let shuts = self.next().is_some_and(|next| {
            next.is(lex::BE | lex::HAVE | lex::MODAL | lex::MODALNEG | lex::DO)
                || next.forms() & PAST != 0 && next.forms() & PARTICIPLE == 0
        });
        if forms & THIRD != 0 {
            if shuts && noun {
                return nominal;
            }
            return match before {
                _ if !noun => Tag::Finite,
                Some(Tag::Name | Tag::Close)
                    if !object
                        && !self.next().is_none_or(|next| {
                            next.is(lex::CONJ | lex::PREP) || matches!(next.tag, Tag::Comma | Tag::Stop)
                        }) =>
                {
                    Tag::Finite
                }
                Some(Tag::Name | Tag::Close | Tag::Noun) if self.behind_quotation() => Tag::Finite,
                Some(Tag::Name) if opens => Tag::Finite,
                Some(Tag::Noun | Tag::Conj | Tag::Comma | Tag::Quote | Tag::Dash) if opens => Tag::Finite,
                None if self.headline => Tag::Finite,
                _ => nominal,
            };
        }
        if forms & BASE != 0 {
            let agrees = subject_plural && (after_noun || after_name);
            if agrees && (!noun || opens) {
                return Tag::Finite;
            }
            if matches!(before, Some(Tag::Conj)) && (!noun || opens) {
                return Tag::Finite;
            }
            if matches!(before, Some(Tag::Comma | Tag::Close | Tag::Quote | Tag::Dash)) && !noun {
                return Tag::Finite;
            }
            if before.is_none() && !noun {
                return Tag::Base;
            }
        }
        nominal
    }

    fn unknown(&self, printed: &str, starts: bool) -> Tag {
        let here = &self.all[self.at];
        if here.capital && (!starts || !self.headline) {
            return Tag::Name;
        }
        let adjective = ["ive", "ous", "ful", "less", "able", "ible"];
        if printed.len() > 5 && adjective.iter().any(|ending| printed.ends_with(ending)) {
            return Tag::Adj;
        }
        if printed.ends_with("ly") && printed.len() > 4 {
            return Tag::Adv;
        }
        let before = self.before();
        let verbish = matches!(
            before,
            Some(Tag::Noun | Tag::Name | Tag::Pron | Tag::Rel | Tag::Close | Tag::Comma | Tag::Quote | Tag::Conj)
        );
        if printed.ends_with("ed") && printed.len() > 4 {
            return match before {
                Some(Tag::Have | Tag::Be) => Tag::Participle,
                _ if verbish => Tag::Finite,
                _ => Tag::Adj,
            };
        }
        if printed.ends_with("ing") && printed.len() > 5 {
            return match before {
                Some(Tag::Be | Tag::Prep | Tag::Sub | Tag::Comma) => Tag::Ing,
                None => Tag::Ing,
                _ => Tag::Noun,
            };
        }
        match before {
            Some(Tag::To | Tag::Modal | Tag::Do) if !here.plural => Tag::Base,
            _ => Tag::Noun,
        }
    }
}

/// Returns whether a word opens what a verb takes, so that the word before it is a verb.
fn opens_complement(next: &Tagged) -> bool {
    next.is(lex::DET | lex::POSS | lex::PRON | lex::WH | lex::ADV)
        || next.tag == Tag::Quote
        || next.capital
        || next.word.is_some_and(|word| word.classes & (lex::class("to") | lex::class("that")) != 0)
}
