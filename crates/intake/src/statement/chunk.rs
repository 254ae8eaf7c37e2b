//! Groups of words: noun groups, verb groups, and the marks and small words between them.

use super::lexicon::{self as lex, CueWord, Lexicon};
use super::quote::Quotation;
use super::tag::{Tag, Tagged};
use crate::text::Text;

/// What a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A noun group, a name or a pronoun.
    Noun,
    /// A verb group that makes a clause.
    Finite,
    /// `to` and a verb.
    Infinitive,
    /// An -ing form without its auxiliary.
    Ing,
    /// A participle without its auxiliary.
    Participle,
    Adjective,
    Preposition,
    Conjunction,
    Subordinator,
    That,
    Wh,
    Relative,
    Adverb,
    Time,
    Comma,
    Colon,
    Semicolon,
    Dash,
    /// The end of a sentence.
    Stop,
    Open,
    Close,
    /// A quotation, as its place in the list of them.
    Quotation(u32),
    Other,
}

/// A group: its tokens, and the word that matters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk {
    pub(super) kind: Kind,
    pub(super) from: usize,
    pub(super) to: usize,
    /// The main verb of a verb group, the last word of a noun group.
    pub(super) head: usize,
    pub(super) passive: bool,
    /// Whether the main verb is a form of `be`.
    pub(super) be: bool,
    pub(super) pronoun: bool,
    pub(super) plural: bool,
}

impl Chunk {
    pub(super) fn verbal(&self) -> bool {
        matches!(self.kind, Kind::Finite | Kind::Infinitive | Kind::Ing | Kind::Participle)
    }
}

/// The groups of one paragraph.
pub(super) struct Chunks<'a, 't> {
    pub(super) text: &'a Text<'t>,
    pub(super) lexicon: &'static Lexicon,
    pub(super) quotations: &'a [Quotation],
    pub(super) all: Vec<Chunk>,
}

impl Chunks<'_, '_> {
    /// Returns the word at a token in small letters.
    pub(super) fn small(&self, token: usize) -> String {
        self.text.at(self.text.tokens()[token].span()).to_lowercase()
    }

    pub(super) fn printed(&self, token: usize) -> &str {
        self.text.at(self.text.tokens()[token].span())
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.all.get(at).map(|chunk| chunk.kind)
    }

    /// Returns whether the group is this single word.
    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        self.all
            .get(at)
            .is_some_and(|chunk| chunk.to == chunk.from + 1 && self.printed(chunk.from).eq_ignore_ascii_case(word))
    }

    pub(super) fn quotation(&self, at: usize) -> Option<&Quotation> {
        match self.all.get(at)?.kind {
            Kind::Quotation(index) => self.quotations.get(index as usize),
            _ => None,
        }
    }

    /// Returns the cue that the main word of a verb group is, with the particle that follows it if it needs one.
    pub(super) fn verb_cue(&self, at: usize) -> Option<(&'static CueWord, usize)> {
        let chunk = self.all[at];
        let word = self.lexicon.word(self.printed(chunk.head))?;
        let mut plain = None;
        for &cue in &word.verbs {
            let cue = &self.lexicon.cues[usize::from(cue)];
            match cue.particle {
                None => plain = plain.or(Some((cue, chunk.to))),
                Some(particle)
                    if chunk.to < self.text.tokens().len() && self.printed(chunk.to).eq_ignore_ascii_case(particle) =>
                {
                    return Some((cue, chunk.to + 1));
                }
                Some(_) => {}
            }
        }
        plain
    }

    /// Groups the tagged tokens of a sentence and adds them.
    pub(super) fn add(&mut self, tags: &[Tagged]) {
        let mut at = 0;
        while at < tags.len() {
            at += self.one(tags, at).max(1);
        }
    }

    fn group(&mut self, kind: Kind, tags: &[Tagged]) {
        if let [first, ..] = tags {
            self.mark(kind, first.from, tags[tags.len() - 1].to);
        }
    }

    pub(super) fn mark(&mut self, kind: Kind, from: usize, to: usize) {
        self.all.push(Chunk {
            kind,
            from,
            to,
            head: to.max(from + 1) - 1,
            passive: false,
            be: false,
            pronoun: false,
            plural: false,
        });
    }

    fn one(&mut self, tags: &[Tagged], at: usize) -> usize {
        let kind = match tags[at].tag {
            Tag::Comma => Kind::Comma,
            Tag::Colon => Kind::Colon,
            Tag::Semicolon => Kind::Semicolon,
            Tag::Dash => Kind::Dash,
            Tag::Stop => Kind::Stop,
            Tag::Open => Kind::Open,
            Tag::Close => Kind::Close,
            Tag::That => Kind::That,
            Tag::Wh => Kind::Wh,
            Tag::Rel => Kind::Relative,
            Tag::Sub => Kind::Subordinator,
            Tag::Conj => Kind::Conjunction,
            Tag::Prep => Kind::Preposition,
            Tag::Adv | Tag::Neg => {
                let verb = verb_group(tags, at);
                if verb.len > 1 {
                    return self.verb(tags, at, &verb);
                }
                if tags.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Adj | Tag::Num)) {
                    return self.noun(tags, at);
                }
                Kind::Adverb
            }
            Tag::Time => {
                if tags.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Poss)) {
                    return self.noun(tags, at);
                }
                let mut len = 1;
                while tags.get(at + len).is_some_and(|next| {
                    next.tag == Tag::Time
                        || next.tag == Tag::Num
                        || next.word.is_some_and(|word| word.classes & lex::TIMENOUN != 0) && next.tag == Tag::Noun
                }) {
                    len += 1;
                }
                self.group(Kind::Time, &tags[at..at + len]);
                return len;
            }
            Tag::To
            | Tag::Modal
            | Tag::Be
            | Tag::Have
            | Tag::Do
            | Tag::Finite
            | Tag::Base
            | Tag::Ing
            | Tag::Participle => {
                let verb = verb_group(tags, at);
                if verb.len > 0 {
                    return self.verb(tags, at, &verb);
                }
                if tags[at].tag == Tag::To { Kind::Preposition } else { Kind::Other }
            }
            Tag::Pron => {
                self.group(Kind::Noun, &tags[at..=at]);
                if let Some(chunk) = self.all.last_mut() {
                    chunk.pronoun = true;
                    chunk.plural = tags[at].plural;
                }
                return 1;
            }
            Tag::Det | Tag::Poss | Tag::Adj | Tag::Noun | Tag::Name | Tag::Num => return self.noun(tags, at),
            Tag::Quote => tags[at].quotation.map_or(Kind::Other, Kind::Quotation),
            Tag::Other => Kind::Other,
        };
        self.group(kind, &tags[at..=at]);
        1
    }

    fn verb(&mut self, tags: &[Tagged], at: usize, verb: &VerbGroup) -> usize {
        self.group(verb.kind, &tags[at..at + verb.len]);
        if let Some(chunk) = self.all.last_mut() {
            chunk.head = tags[verb.head].from;
            chunk.passive = verb.passive;
            chunk.be = verb.be;
        }
        verb.len
    }

    fn noun(&mut self, tags: &[Tagged], at: usize) -> usize {
        let len = noun_group(tags, at);
        let only = &tags[at..at + len];
        let time = only
            .iter()
            .any(|tagged| tagged.word.is_some_and(|word| word.classes & lex::TIMENOUN != 0) && tagged.tag == Tag::Noun)
            && only.len() <= 3
            && only.last().is_some_and(|tagged| tagged.word.is_some_and(|word| word.classes & lex::TIMENOUN != 0))
            && matches!(
                self.printed(tags[at].from).to_ascii_lowercase().as_str(),
                "last"
                    | "this"
                    | "next"
                    | "earlier"
                    | "that"
                    | "a"
                    | "every"
                    | "each"
                    | "two"
                    | "three"
                    | "several"
                    | "the"
            );
        let preceded = self.all.last().is_none_or(|chunk| chunk.kind != Kind::Preposition);
        let kind = if time && preceded {
            Kind::Time
        } else if only.iter().all(|tagged| matches!(tagged.tag, Tag::Adj | Tag::Adv)) {
            Kind::Adjective
        } else {
            Kind::Noun
        };
        self.group(kind, &tags[at..at + len]);
        let last = tags[at + len - 1];
        if let Some(chunk) = self.all.last_mut() {
            chunk.plural = last.plural;
        }
        len
    }
}

/// Returns the length of the noun group that starts here.
fn noun_group(tags: &[Tagged], at: usize) -> usize {
    let mut len = 1;
    let mut nominal = matches!(tags[at].tag, Tag::Noun | Tag::Name);
    while let Some(next) = tags.get(at + len) {
        let last = tags[at + len - 1].tag;
        let fits = match next.tag {
            Tag::Noun | Tag::Name | Tag::Num => true,
            Tag::Adj => {
                last == Tag::Comma
                    || !nominal
                    || last == Tag::Poss
                    || last == Tag::Name
                    || tags.get(at + len + 1).is_some_and(|after| matches!(after.tag, Tag::Noun | Tag::Name))
            }
            Tag::Poss => {
                is_clitic(next) && matches!(last, Tag::Noun | Tag::Name | Tag::Num | Tag::Adj | Tag::Time)
                    || matches!(last, Tag::Det) && !is_clitic(next)
            }
            Tag::Det => last == Tag::Det,
            Tag::Adv => {
                matches!(last, Tag::Det | Tag::Poss | Tag::Adv)
                    && tags.get(at + len + 1).is_some_and(|after| matches!(after.tag, Tag::Adj | Tag::Noun | Tag::Num))
            }
            Tag::Time => {
                matches!(last, Tag::Poss | Tag::Det)
                    || tags.get(at + len + 1).is_some_and(|after| after.tag == Tag::Noun) && matches!(last, Tag::Adj)
            }
            // `a generous, patient envoy`
            Tag::Comma => {
                last == Tag::Adj
                    && !nominal
                    && tags.get(at + len + 1).is_some_and(|after| matches!(after.tag, Tag::Adj | Tag::Noun))
            }
            _ => false,
        };
        if !fits {
            break;
        }
        nominal = match next.tag {
            Tag::Poss => false,
            Tag::Noun | Tag::Name => true,
            _ => nominal,
        };
        len += 1;
    }
    len
}

fn is_clitic(tagged: &Tagged) -> bool {
    tagged.word.is_none_or(|word| word.classes & lex::POSS == 0)
}

/// A verb group as found among tags.
struct VerbGroup {
    kind: Kind,
    len: usize,
    head: usize,
    passive: bool,
    be: bool,
}

/// Returns the verb group that starts here; of length 0 if none does.
fn verb_group(tags: &[Tagged], at: usize) -> VerbGroup {
    let none = VerbGroup { kind: Kind::Other, len: 0, head: at, passive: false, be: false };
    let mut end = at;
    let mut auxiliary = None;
    let mut first = None;
    let mut head = None;
    let mut passive = false;
    while let Some(here) = tags.get(end) {
        match here.tag {
            Tag::Adv | Tag::Neg => {}
            Tag::To if first.is_none() => first = Some(Tag::To),
            Tag::Modal | Tag::Be | Tag::Have | Tag::Do => {
                first = first.or(Some(here.tag));
                auxiliary = Some((end, here.tag));
            }
            Tag::Finite | Tag::Base | Tag::Ing | Tag::Participle => {
                let fits = match auxiliary {
                    None => first.is_none() || first == Some(Tag::To) && here.tag == Tag::Base,
                    Some((_, Tag::Be)) => matches!(here.tag, Tag::Ing | Tag::Participle),
                    Some((_, Tag::Have)) => here.tag == Tag::Participle,
                    Some(_) => here.tag == Tag::Base,
                };
                if fits {
                    passive = here.tag == Tag::Participle && matches!(auxiliary, Some((_, Tag::Be)));
                    first = first.or(Some(here.tag));
                    head = Some(end);
                }
                break;
            }
            _ => break,
        }
        end += 1;
        if end - at > 8 {
            break;
        }
    }
    let (head, be) = match (head, auxiliary) {
        (Some(head), _) => (head, false),
        (None, Some((at, tag))) => (at, tag == Tag::Be),
        (None, None) => return none,
    };
    let kind = match first {
        Some(Tag::To) => Kind::Infinitive,
        Some(Tag::Ing) => Kind::Ing,
        Some(Tag::Participle) => Kind::Participle,
        Some(Tag::Base) => Kind::Infinitive,
        _ => Kind::Finite,
    };
    VerbGroup { kind, len: head + 1 - at, head, passive, be }
}
