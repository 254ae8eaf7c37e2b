//! Reads a draft text.

use super::choice::{self, Found};
use super::head::{self, Claim};
use super::lex::{Lexed, lex};
use super::pair::{Pairs, Role, pairs};
use super::{Bracket, BracketKind, Leaf, LeafKind, Parties, Stance, Text, note, sibling, small};
use crate::clause::{Clause, clauses};
use crate::line::{Lines, Sort};
use std::ops::Range;

/// Reads a draft text of which nothing else is known. Cost: linear.
pub fn read(source: &str) -> Text<'_> {
    read_with(source, &Parties::default())
}

/// Reads a draft text, knowing who the parties are. Cost: linear.
pub fn read_with<'a>(source: &'a str, parties: &Parties) -> Text<'a> {
    let clauses = clauses(source);
    let mut boundaries: Vec<usize> = clauses.iter().map(|clause| clause.span.start).collect();
    boundaries.extend(Lines::new(source).filter(|(_, sort)| *sort == Sort::Heading).map(|(line, _)| line.start));
    boundaries.sort_unstable();
    boundaries.dedup();
    let lexed = lex(source);
    let pairs = pairs(source, &lexed.tokens, &boundaries, &lexed.targets);
    let text = Text {
        source,
        leaves: Vec::with_capacity(lexed.tokens.len()),
        brackets: Vec::new(),
        alternates: Vec::new(),
        options: Vec::new(),
        notes: Vec::new(),
        reservations: Vec::new(),
        boundaries,
        findings: Vec::new(),
        findings_more: 0,
        complete: pairs.complete,
        parties: learned(source, &lexed, &pairs, parties),
    };
    let mut reading =
        Reading { text, lexed: &lexed, pairs: &pairs, clauses: &clauses, frames: Vec::new(), found: Vec::new() };
    reading.leaves();
    let (mut text, found) = (reading.text, reading.found);
    choice::place(&mut text, &found);
    note::read(&mut text);
    text.alternates = sibling::alternates(&text);
    super::finding::all(&mut text, &lexed.unclosed);
    text
}

/// Returns the parties with the codes that the text itself uses with a verb: elsewhere they may stand without one.
fn learned(source: &str, lexed: &Lexed, pairs: &Pairs, parties: &Parties) -> Parties {
    let mut learned = parties.clone();
    for (at, token) in lexed.tokens.iter().enumerate() {
        let opens = matches!(pairs.roles[at], Role::Pair(_) | Role::Stray) && token.kind == LeafKind::Open;
        let Some(next) = lexed.tokens.get(at + 1).filter(|next| opens && next.kind == LeafKind::Words) else {
            continue;
        };
        let Some(found) = head::head(source, next.span.clone(), false, parties) else { continue };
        for claim in found.claims.iter().filter(|claim| claim.stated) {
            claim.parties.iter().for_each(|named| learned.learn(&source[named.span.clone()]));
        }
    }
    learned
}

/// A bracket that is open.
struct Frame {
    bracket: usize,
    /// Its first stance of which it is not yet known where the words end.
    group: usize,
    /// Where these words start, and where they end if that is known.
    words: usize,
    end: Option<usize>,
    /// The start of what stands directly in it.
    direct: String,
    /// Whether anything but attributions stands in it.
    filled: bool,
}

/// How much of the words of a bracket is kept to tell what it is, in bytes.
const DIRECT_BYTES_MAX: usize = 100;

struct Reading<'a, 'l> {
    text: Text<'a>,
    lexed: &'l Lexed,
    pairs: &'l Pairs,
    clauses: &'l [Clause],
    frames: Vec<Frame>,
    /// Heads of options.
    found: Vec<Found>,
}

impl Reading<'_, '_> {
    fn leaves(&mut self) {
        let mut covered = 0;
        let mut clause = 0;
        for at in 0..self.lexed.tokens.len() {
            let token = &self.lexed.tokens[at];
            let span = token.span.start.max(covered)..token.span.end;
            if span.is_empty() {
                continue;
            }
            match (token.kind, self.pairs.roles[at]) {
                (LeafKind::Open, Role::Pair(_)) => self.open(span, true),
                (LeafKind::Open, Role::Stray) => self.open(span, false),
                (LeafKind::Close, Role::Pair(_)) => self.close(&span),
                (LeafKind::Open, Role::Link(..)) => self.put(LeafKind::LinkOpen, span),
                (LeafKind::Close, Role::Link(_, end)) => {
                    covered = end;
                    self.put(LeafKind::LinkClose, span.start..end);
                }
                (LeafKind::Close, Role::Stray) => self.put(LeafKind::Stray, span),
                (LeafKind::Open | LeafKind::Close, _) => self.put(LeafKind::Flat, span),
                (LeafKind::Words, _) => {
                    while self.clauses.get(clause).is_some_and(|clause| clause.body.start < span.start) {
                        clause += 1;
                    }
                    let starts = self.clauses[clause..].iter().map(|clause| clause.body.start);
                    let starts: Vec<usize> = starts.take_while(|&start| start < span.end).collect();
                    self.words(at, span, &starts);
                }
                (kind, _) => self.put(kind, span),
            }
        }
    }

    fn put(&mut self, kind: LeafKind, span: Range<usize>) {
        if span.is_empty() {
            return;
        }
        let bracket = self.frames.last().map(|frame| frame.bracket);
        if let Some(frame) = self.frames.last_mut() {
            let words = &self.text.source[span.clone()];
            match kind {
                LeafKind::Open | LeafKind::Close | LeafKind::Attribution => {}
                LeafKind::Words | LeafKind::Escape => {
                    frame.filled |= words.chars().any(|sign| sign.is_alphanumeric());
                    let room = DIRECT_BYTES_MAX.saturating_sub(frame.direct.len());
                    frame.direct.extend(words.chars().take(room));
                }
                _ => frame.filled = true,
            }
        }
        // A stretch of marks that mean nothing is one leaf.
        if let Some(last) = self.text.leaves.last_mut()
            && last.kind == kind
            && matches!(kind, LeafKind::Flat | LeafKind::Words)
            && last.bracket == bracket
        {
            last.span.end = span.end;
            return;
        }
        self.text.leaves.push(Leaf { kind, span, bracket });
    }

    fn open(&mut self, span: Range<usize>, closed: bool) {
        let at = self.text.brackets.len();
        let parent = self.frames.last().map(|frame| frame.bracket);
        if let Some(frame) = self.frames.last_mut() {
            frame.filled = true;
        }
        self.text.brackets.push(Bracket {
            span: span.clone(),
            closed,
            parent,
            depth: self.frames.len() + 1,
            kind: BracketKind::Words,
            stances: Vec::new(),
            no_text: false,
        });
        if closed {
            let words = span.end;
            self.frames.push(Frame { bracket: at, group: 0, words, end: None, direct: String::new(), filled: false });
            self.put(LeafKind::Open, span);
        } else {
            self.put(LeafKind::Stray, span);
        }
    }

    fn close(&mut self, span: &Range<usize>) {
        self.put(LeafKind::Close, span.clone());
        let Some(frame) = self.frames.pop() else { return };
        let bracket = &mut self.text.brackets[frame.bracket];
        bracket.span.end = span.end;
        let end = frame.end.unwrap_or(span.start);
        bracket.stances[frame.group..].iter_mut().for_each(|stance| stance.words = frame.words..end.max(frame.words));
        let direct = frame.direct.trim().to_lowercase();
        bracket.kind = match direct.as_str() {
            _ if small::is_remark(&frame.direct) => BracketKind::Remark,
            "or" | "and/or" => BracketKind::Joint,
            _ if !bracket.stances.is_empty() && !frame.filled => BracketKind::Stance,
            _ => BracketKind::Words,
        };
        bracket.no_text = frame.filled && frame.direct.len() < DIRECT_BYTES_MAX && small::is_no_text(&frame.direct);
    }

    /// Cuts words into attributions, heads of options, and words.
    fn words(&mut self, at: usize, span: Range<usize>, clause_starts: &[usize]) {
        let tokens = &self.lexed.tokens;
        let before = at.checked_sub(1).map(|before| (tokens[before].kind, self.pairs.roles[before]));
        let after = tokens.get(at + 1).map(|next| next.kind);
        let closes = after == Some(LeafKind::Close) && matches!(self.pairs.roles[at + 1], Role::Pair(_) | Role::Stray);
        let opened = match before {
            Some((LeafKind::Open, Role::Pair(_) | Role::Stray)) => self.text.brackets.len().checked_sub(1),
            _ => None,
        };
        let mut next = span.start;
        if let Some(bracket) = opened {
            next = self.heads(bracket, span.clone(), closes);
            next = self.option(next, &span);
        } else if matches!(before, Some((LeafKind::Open, Role::Link(..)))) {
            next = self.link_head(span.clone());
        }
        let source = self.text.source;
        let mut done = next;
        while next < span.end {
            let rest = &source[next..span.end];
            let line = rest.find('\n').map_or(span.end, |line| next + line + 1);
            let start = clause_starts.iter().copied().find(|&start| start >= next && start < line);
            let starts_line = next == 0 || source.as_bytes()[next - 1] == b'\n';
            if starts_line || start == Some(next) {
                let candidate = start.unwrap_or(next);
                if candidate > next {
                    done = self.tails(done, next..candidate, span.end, closes);
                    next = candidate;
                }
                let option = self.option_at(&mut done, next, &span);
                if option > next {
                    next = option;
                    continue;
                }
            }
            let stop = start.filter(|&start| start > next).unwrap_or(line);
            done = self.tails(done, next..stop, span.end, closes);
            next = stop.max(done);
        }
        if done < span.end {
            self.put(LeafKind::Words, done..span.end);
        }
    }

    /// Reads who wants what at the start of a bracket, as often as it is said, and returns where the words start.
    fn heads(&mut self, bracket: usize, span: Range<usize>, closes: bool) -> usize {
        let mut next = span.start;
        while let Some(head) = head::head(self.text.source, next..span.end, closes, &self.text.parties) {
            self.put(LeafKind::Words, next..head.span.start);
            self.put(LeafKind::Attribution, head.span.clone());
            next = head.span.end;
            let end = if self.text.brackets[bracket].closed { next } else { span.end };
            self.take(bracket, head.claims, next..end);
            if let Some(frame) = self.frames.last_mut().filter(|frame| frame.bracket == bracket) {
                frame.words = next;
            }
            if !head.leads {
                break;
            }
        }
        next
    }

    /// Reads who wants what in the words of a link: it is told of no bracket, but is an attribution all the same.
    fn link_head(&mut self, span: Range<usize>) -> usize {
        let head = head::head(self.text.source, span.clone(), false, &self.text.parties);
        let Some(head) = head.filter(|head| head.leads) else { return span.start };
        self.put(LeafKind::Words, span.start..head.span.start);
        self.put(LeafKind::Attribution, head.span.clone());
        head.span.end
    }

    fn take(&mut self, bracket: usize, claims: Vec<Claim>, words: Range<usize>) {
        let stances = claims.into_iter().map(|claim| Stance {
            parties: claim.parties,
            position: claim.position,
            stated: claim.stated,
            span: claim.span,
            words: words.clone(),
        });
        self.text.brackets[bracket].stances.extend(stances);
    }

    /// Reads `; Sudmark oppose` and `; Sudmark oppose: …` among the words of a bracket, and returns up to where the
    /// words have become leaves.
    fn tails(&mut self, mut done: usize, range: Range<usize>, token_end: usize, closes: bool) -> usize {
        let Some(bracket) = self.frames.last().map(|frame| frame.bracket) else { return done };
        let source = self.text.source;
        let mut next = range.start.max(done);
        while let Some(found) = source.get(next..range.end).and_then(|rest| rest.find([';', '；', '؛'])) {
            let sign = next + found;
            let after = sign + source[sign..].chars().next().map_or(1, char::len_utf8);
            next = after;
            let attributed = !self.text.brackets[bracket].stances.is_empty();
            if !attributed && self.text.parties.is_empty() {
                continue;
            }
            let Some(head) = head::head(source, after..token_end, closes, &self.text.parties) else { continue };
            let known =
                |claim: &Claim| claim.parties.iter().any(|named| self.text.parties.knows(&source[named.span.clone()]));
            if !(attributed || head.claims.iter().all(known)) {
                continue;
            }
            self.later(bracket, sign, after, &mut done, head);
            next = done;
        }
        done
    }

    fn later(&mut self, bracket: usize, sign: usize, after: usize, done: &mut usize, head: head::Head) {
        let end = head.span.end;
        // Where words follow, the semicolon parts them from those before; else it goes with the attribution.
        let from = if head.leads { after } else { sign };
        self.put(LeafKind::Words, *done..from);
        let start = if head.leads { head.span.start.max(from) } else { from };
        self.put(LeafKind::Words, from..start);
        self.put(LeafKind::Attribution, start..end);
        *done = end;
        let Some(frame) = self.frames.last_mut() else { return };
        let group = frame.group;
        let words = frame.words..frame.end.unwrap_or(sign).max(frame.words);
        if head.leads {
            self.text.brackets[bracket].stances[group..].iter_mut().for_each(|stance| stance.words = words.clone());
            frame.group = self.text.brackets[bracket].stances.len();
            (frame.words, frame.end) = (end, None);
        } else {
            frame.end.get_or_insert(sign);
        }
        self.take(bracket, head.claims, words);
    }

    /// Reads the head of an option right behind the mark of a bracket.
    fn option(&mut self, next: usize, span: &Range<usize>) -> usize {
        let mut done = next;
        let after = self.option_at(&mut done, next, span);
        if done < after {
            self.put(LeafKind::Words, done..after);
        }
        after
    }

    /// Reads the head of an option at the start of a line, and returns where it ends; `next` where there is none.
    fn option_at(&mut self, done: &mut usize, next: usize, span: &Range<usize>) -> usize {
        let Some(mut found) = choice::head(self.text.source, next..span.end, &self.text.parties) else { return next };
        self.put(LeafKind::Words, *done..found.span.start);
        self.put(LeafKind::OptionHead, found.span.clone());
        *done = found.span.end;
        if let Some(claimed) = found.claimed.clone() {
            self.put(LeafKind::Attribution, claimed.clone());
            *done = claimed.end;
        }
        found.bracket = self.frames.last().map(|frame| frame.bracket);
        let after = found.after.max(*done);
        self.found.push(found);
        after
    }
}
