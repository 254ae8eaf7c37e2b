//! Who wants what: the words before the colon in a bracket.
//!
//! `US/SG propose: …`, `US propose; CL/MY oppose: …`, `proposed by US: …`, `Norrland: …`, `NZ oppose`. Words before a
//! colon are taken for parties only if they are known as such or a verb of position follows; otherwise they are text.

use super::party::{self, Parties};
use super::{Named, Position};
use std::ops::Range;

/// How long it may be, in bytes.
pub(super) const BYTES_MAX: usize = 400;

/// How many words may follow the verb: *reserves its position on the second sentence*.
const TAIL_WORDS_MAX: usize = 12;

const COLONS: [char; 2] = [':', '：'];
const SEMICOLONS: [char; 3] = [';', '；', '؛'];

/// Who wants what, as it stands before words.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) claims: Vec<Claim>,
    /// Where it stands, with its colon and the space after.
    pub(super) span: Range<usize>,
    /// Whether words follow: it ends in a colon.
    pub(super) leads: bool,
}

/// One stance without the words that it is about.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) parties: Vec<Named>,
    pub(super) position: Position,
    pub(super) stated: bool,
    pub(super) span: Range<usize>,
}

/// Reads who wants what at the start of a stretch. `closes` says that the bracket ends where the stretch does.
pub(super) fn head(source: &str, range: Range<usize>, closes: bool, parties: &Parties) -> Option<Head> {
    let mut end = range.end.min(range.start + BYTES_MAX);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let closes = closes && end == range.end;
    let text = &source[range.start..end];
    let lead = emphasis(text);
    let mut at = lead.end;
    let (mut claims, mut leads) = (Vec::new(), false);
    loop {
        let sign = text[at..].find(|sign| COLONS.contains(&sign) || SEMICOLONS.contains(&sign)).map(|found| at + found);
        let stop = match sign {
            Some(stop) => stop,
            None if closes => text.len(),
            None => break,
        };
        let colon = text[stop..].starts_with(COLONS);
        let found = stances(&text[at..stop], range.start + at, parties, !colon);
        let Some(found) = found.filter(|found| !found.is_empty()) else { break };
        claims.extend(found);
        at = stop + text[stop..].chars().next().map_or(0, char::len_utf8);
        if colon || sign.is_none() {
            leads = colon;
            break;
        }
    }
    if claims.is_empty() {
        return None;
    }
    // Emphasis around the whole head goes with it; emphasis that goes on after it belongs to the words.
    let mark = &text[lead.clone()];
    let mut start = range.start + lead.start;
    if !mark.is_empty() {
        match text[at..].strip_prefix(mark) {
            Some(_) => at += mark.len(),
            None if text[lead.end..at].contains(mark) => {}
            None => start = range.start + lead.end,
        }
    }
    let space = text[at..].len() - text[at..].trim_start_matches([' ', '\u{a0}', '\t']).len();
    Some(Head { claims, span: start..range.start + at + space, leads })
}

/// Returns where emphasis starts a text, after space.
fn emphasis(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    let end = text.len() - text[start..].trim_start_matches(['*', '_']).len();
    start..end
}

/// Reads `US/SG propose`, `US propose, CL oppose`, `proposed by US`, `US/SG`. `stated` asks for a verb.
pub(super) fn stances(piece: &str, at: usize, parties: &Parties, stated: bool) -> Option<Vec<Claim>> {
    let mut found = Vec::new();
    let mut rest = 0..piece.len();
    while !rest.is_empty() {
        let (claim, after) = stance(piece, rest.clone(), at, parties)?;
        let mut next = after;
        let joined = piece[next..].trim_start();
        let joint = joined.strip_prefix([',', '/', '،', '，']).or_else(|| joined.strip_prefix("and "));
        if let Some(more) = joint {
            next = piece.len() - more.len();
        }
        let goes_on = joint.is_some() && verb(&piece[next..]).is_some_and(|verb| verb.at > 0);
        found.push(claim);
        if !goes_on {
            break;
        }
        rest = next..piece.len();
    }
    let sound = found.iter().all(|claim| claim.stated || !stated) && !found.is_empty();
    sound.then_some(found)
}

/// A verb of position among words.
struct Verb {
    /// How many words stand before it.
    at: usize,
    start: usize,
    end: usize,
    position: Position,
    doubt: Doubt,
}

/// What else a verb of position may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// Nothing.
    No,
    /// A noun too, as in *technical support*.
    Noun,
    /// A verb of everyday, which makes a name of nothing.
    Everyday,
}

/// Returns the stance at the start of a piece, and where it ends.
fn stance(piece: &str, range: Range<usize>, at: usize, parties: &Parties) -> Option<(Claim, usize)> {
    let text = &piece[range.clone()];
    let base = at + range.start;
    let span = |names: &[Named], to: usize| {
        let start = names.first().map_or(base, |named| named.span.start);
        let end = names.last().map_or(base, |named| named.span.end).max(base + to);
        start.min(end)..end
    };
    let Some(verb) = verb(text) else {
        let names = parties.list(text, base)?;
        let known = |named: &Named| parties.knows(&slice(piece, at, named));
        let code = |named: &Named| party::is_code(&slice(piece, at, named));
        let all = names.iter().all(known);
        let some = names.iter().any(known) && names.iter().all(|named| known(named) || code(named));
        let codes = names.len() > 1 && names.iter().all(code);
        let slashed = text.contains(['/', '／', ',']);
        if !(all || some || (codes && slashed)) {
            return None;
        }
        let end = span(&names, 0);
        let claim = Claim { parties: names, position: Position::Propose, stated: false, span: end };
        return Some((claim, range.end));
    };
    if verb.at == 0 {
        // Proposed by …, proposal of …
        let rest = text[verb.end..].trim_start();
        let rest = ["by ", "from ", "of "].iter().find_map(|word| rest.strip_prefix(word))?;
        let names = parties.list(rest, base + text.len() - rest.len())?;
        let start = base + verb.start;
        let end = names.last()?.span.end;
        let claim = Claim { parties: names, position: verb.position, stated: true, span: start..end };
        return Some((claim, range.end));
    }
    let (names, denied) = before_verb(&text[..verb.start], base, parties)?;
    let known = names.iter().any(|named| parties.knows(&slice(piece, at, named)));
    let codes = names.iter().all(|named| party::is_code(&slice(piece, at, named)));
    let kind_of =
        || text[..verb.start].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    let doubtful = match verb.doubt {
        Doubt::No => false,
        Doubt::Noun => KINDS.contains(&kind_of().as_str()),
        Doubt::Everyday => true,
    };
    if !known && !codes && doubtful {
        return None;
    }
    let after = &text[verb.end..];
    let joined = after.trim_start();
    let more = joined.starts_with([',', '/', '،', '，']) || joined.starts_with("and ");
    let mut tail = after.split_whitespace();
    let sound = if more {
        true
    } else if known || codes {
        tail.clone().count() <= TAIL_WORDS_MAX
    } else {
        tail.clone().count() <= 8 && tail.all(|word| TAIL_WORDS.contains(&word.to_lowercase().as_str()))
    };
    if !sound {
        return None;
    }
    let position = if denied { against(verb.position) } else { verb.position };
    let end = if more { range.start + verb.end } else { range.end };
    let to = if more { verb.end } else { text.trim_end().len() };
    let span = span(&names, to);
    Some((Claim { parties: names, position, stated: true, span }, end))
}

/// Words that may follow a verb after a name that is not known as a party's.
const TAIL_WORDS: &[&str] = &[
    "to",
    "its",
    "their",
    "position",
    "on",
    "text",
    "language",
    "deletion",
    "addition",
    "insertion",
    "insert",
    "add",
    "delete",
    "replace",
    "with",
    "as",
    "follows",
    "alternative",
    "the",
    "following",
    "new",
    "of",
    "paragraph",
    "this",
    "instead",
    "by",
    "here",
];

/// What kinds of support and of reserves there are.
const KINDS: &[&str] = &[
    "technical",
    "financial",
    "budget",
    "budgetary",
    "international",
    "logistical",
    "logistic",
    "military",
    "material",
    "administrative",
    "humanitarian",
    "political",
    "mutual",
    "medical",
    "legal",
    "public",
    "full",
    "capacity",
    "air",
    "gold",
    "oil",
    "gas",
    "foreign",
    "strategic",
    "nature",
    "marine",
    "currency",
    "exchange",
    "federal",
    "national",
    "emergency",
    "food",
    "general",
    "cash",
    "operational",
    "psychosocial",
    "social",
    "income",
    "price",
    "life",
];

const BETWEEN: &[&str] = &[
    "would",
    "will",
    "can",
    "could",
    "may",
    "is",
    "are",
    "also",
    "still",
    "strongly",
    "both",
    "all",
    "does",
    "do",
    "has",
    "have",
    "continues",
    "continue",
    "to",
    "not",
    "cannot",
    "further",
    "fully",
    "provisionally",
];

/// Reads the parties before a verb, and whether the words between deny it.
fn before_verb(text: &str, at: usize, parties: &Parties) -> Option<(Vec<Named>, bool)> {
    let (mut rest, mut denied) = (text.trim_end(), false);
    loop {
        let word = rest.rsplit(char::is_whitespace).next().unwrap_or_default();
        let lower = word.to_lowercase();
        if word.len() == rest.len() || !BETWEEN.contains(&lower.as_str()) {
            break;
        }
        denied |= matches!(lower.as_str(), "not" | "cannot");
        rest = rest[..rest.len() - word.len()].trim_end();
    }
    let rest = rest.strip_suffix("'s").or_else(|| rest.strip_suffix("’s")).unwrap_or(rest);
    let rest = rest.trim_end_matches([',', '،', '，', '-', '–']);
    Some((parties.list(rest, at)?, denied))
}

fn against(position: Position) -> Position {
    match position {
        Position::Propose | Position::Support => Position::Oppose,
        Position::Oppose => Position::Consider,
        Position::Reserve | Position::Consider => position,
    }
}

fn slice(piece: &str, at: usize, named: &Named) -> String {
    piece.get(named.span.start - at..named.span.end - at).unwrap_or_default().to_string()
}

/// Returns the first verb of position in a text. It may be grown together with the name before it: `SGpropose`.
fn verb(text: &str) -> Option<Verb> {
    let mut end = 0;
    for (count, word) in text.split_whitespace().enumerate().take(24) {
        let start = end + text[end..].find(word)?;
        end = start + word.len();
        let bare = party::bare(word).trim_matches([',', '(', ')', '.']);
        if let Some((position, doubt)) = position_of(bare) {
            let from = start + word.find(bare).unwrap_or(0);
            return Some(Verb { at: count, start: from, end: from + bare.len(), position, doubt });
        }
        // No space between the last code and the verb.
        let glued = GLUED.iter().find_map(|(ending, position)| {
            let name = bare.strip_suffix(ending)?;
            let last = name.rsplit(['/', '／', ',']).next().unwrap_or(name);
            party::is_code(last).then_some((name.len(), *position))
        });
        if let Some((length, position)) = glued {
            let from = start + word.find(bare).unwrap_or(0);
            return Some(Verb {
                at: count + 1,
                start: from + length,
                end: from + bare.len(),
                position,
                doubt: Doubt::No,
            });
        }
    }
    None
}

const GLUED: &[(&str, Position)] = &[
    ("propose", Position::Propose),
    ("proposes", Position::Propose),
    ("oppose", Position::Oppose),
    ("opposes", Position::Oppose),
    ("support", Position::Support),
    ("supports", Position::Support),
    ("reserve", Position::Reserve),
    ("reserves", Position::Reserve),
    ("consider", Position::Consider),
    ("considering", Position::Consider),
];

/// Returns the position that a word stands for.
fn position_of(word: &str) -> Option<(Position, Doubt)> {
    Some(match word.to_lowercase().as_str() {
        "propose" | "proposes" | "proposed" | "proposing" | "suggests" | "suggest" => (Position::Propose, Doubt::No),
        "proposal" | "proposals" | "prefer" | "prefers" => (Position::Propose, Doubt::Everyday),
        "supporting" | "supports" => (Position::Support, Doubt::No),
        "support" => (Position::Support, Doubt::Noun),
        "supported" | "accept" | "accepts" | "agree" | "agrees" | "endorse" | "endorses" => {
            (Position::Support, Doubt::Everyday)
        }
        "reserving" => (Position::Reserve, Doubt::No),
        "reserve" | "reserves" => (Position::Reserve, Doubt::Noun),
        "reserved" | "reservation" => (Position::Reserve, Doubt::Everyday),
        "consider" | "considers" | "considering" => (Position::Consider, Doubt::No),
        "considered" | "studying" => (Position::Consider, Doubt::Everyday),
        "oppose" | "opposes" | "opposed" | "opposing" => (Position::Oppose, Doubt::No),
        "object" | "objects" | "reject" | "rejects" | "against" | "delete" | "deletes" => {
            (Position::Oppose, Doubt::Everyday)
        }
        _ => return None,
    })
}

/// Returns the position that a remark such as *no objection, subject to consultations* amounts to.
pub(super) fn position_in(words: &str) -> Option<Position> {
    let lower: String = words.chars().take(400).collect::<String>().to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    if has(&["reserv"]) {
        Some(Position::Reserve)
    } else if has(&["consider", "consult", "studying", "scrutiny", "pending"]) {
        Some(Position::Consider)
    } else if has(&["no objection", "support", "can accept", "can live with", "consensus", "can join"]) {
        Some(Position::Support)
    } else if has(&["oppos", "object", "reject", "cannot accept"]) {
        Some(Position::Oppose)
    } else if has(&["propos"]) {
        Some(Position::Propose)
    } else {
        None
    }
}
