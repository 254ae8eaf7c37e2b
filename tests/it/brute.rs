//! Clashes, moves and packages of random small cases, against plain enumeration over the language's own trees.
//!
//! The oracle knows nothing of the resolver, the lowering or the engine: it walks every package and evaluates the
//! expressions as they are written.

use std::collections::{BTreeMap, BTreeSet};
use zopa::question::clash::{self, Options, Zone};
use zopa::session::{Asked, view};
use zopa_case::case::Case;
use zopa_syntax::expr::{Bound, Comparison, Expr, Sum};
use zopa_syntax::value::{Choice, Scalar};

/// A small generator whose numbers depend on nothing but the seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    pub(crate) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

pub(crate) const FRAME: &str = r#"case "Random"
party ann principal
party bob principal
party cal stakeholder
instrument deal signed-by ann bob
instrument side signed-by bob cal
instrument note signed-by cal
fact f
fact g
fact h : f and not g or c = c2
point a
  option a0 gives f via deal
  option a1 gives f g via side
  option a2
point b scale
  option b0 gives g via note
  option b1 via deal
  option b2 gives f
point n number 0..4 step 2
  option none no-provision gives g via side
point c
  option c1 via note
  option c2
point d date 2026-01..2026-07 step 3 months
"#;

pub(crate) const POINTS: &[(&str, &[&str])] = &[
    ("a", &["a0", "a1", "a2"]),
    ("b", &["b0", "b1", "b2"]),
    ("n", &["0", "2", "4", "none"]),
    ("c", &["c1", "c2"]),
    ("d", &["2026-01", "2026-04", "2026-07"]),
];

/// Option, facts given, signatories of the instrument that enacts it.
type Gift = (&'static str, &'static [&'static str], &'static [&'static str]);

const GIFTS: &[Gift] = &[
    ("a0", &["f"], &["ann", "bob"]),
    ("a1", &["f", "g"], &["bob", "cal"]),
    ("b0", &["g"], &["cal"]),
    ("b1", &[], &["ann", "bob"]),
    ("b2", &["f"], &[]),
    ("none", &["g"], &["bob", "cal"]),
    ("c1", &[], &["cal"]),
];

pub(crate) fn random_expr(dice: &mut Dice, depth: usize) -> String {
    let sub = |dice: &mut Dice| random_expr(dice, depth - 1);
    match if depth == 0 { dice.below(8) } else { dice.below(15) } {
        0 => dice.pick(&["f", "g", "h"]).to_string(),
        1 => format!("{} signs {}", dice.pick(&["ann", "bob", "cal"]), dice.pick(&["f", "g", "h"])),
        2 => format!("a {} {}", dice.pick(&["=", "!="]), dice.pick(&["a0", "a1", "a2"])),
        3 => format!("b {} {}", dice.pick(&["=", "!=", "<", "<=", ">", ">="]), dice.pick(&["b0", "b1", "b2"])),
        4 => match dice.below(3) {
            0 => format!("n {} {}", dice.pick(&["=", "!="]), dice.pick(&["0", "2", "4", "none"])),
            1 => format!("n {} {}", dice.pick(&["<", "<=", ">", ">="]), dice.pick(&["0", "1", "2", "3", "4"])),
            _ => "n in 1..3".to_string(),
        },
        5 => format!("d {} {}", dice.pick(&["<", "<=", ">", ">="]), dice.pick(&["2026-01", "2026-03", "2026-04-15"])),
        6 => format!("c in {{{}}}", dice.pick(&["c1", "c2", "c1, c2"])),
        7 => format!("2 * n {} n + {}", dice.pick(&["<", "<=", ">", ">=", "=", "!="]), dice.pick(&["0", "2", "3"])),
        8 => format!("not ({})", sub(dice)),
        9 => format!("({}) and ({})", sub(dice), sub(dice)),
        10 => format!("({}) or ({})", sub(dice), sub(dice)),
        11 => format!("({}) implies ({})", sub(dice), sub(dice)),
        12 => format!("({}) iff ({})", sub(dice), sub(dice)),
        _ => format!(
            "{} {} of {{{}, {}, {}}}",
            dice.pick(&["at-least", "at-most", "exactly"]),
            dice.below(4),
            sub(dice),
            sub(dice),
            sub(dice)
        ),
    }
}

pub(crate) struct Line {
    name: String,
    party: &'static str,
    holds: String,
    relaxed: Vec<(String, Option<String>)>,
    cost: usize,
}

pub(crate) struct Random {
    pub(crate) text: String,
    links: Vec<String>,
    lines: Vec<Line>,
}

pub(crate) fn random_case(seed: u64) -> Random {
    let mut dice = Dice(seed);
    let mut text = FRAME.to_string();
    let mut links = Vec::new();
    for _ in 0..dice.below(3) {
        let holds = random_expr(&mut dice, 1);
        text.push_str(&format!("link : {holds}\n"));
        links.push(holds);
    }
    let mut lines = Vec::new();
    for at in 0..2 + dice.below(5) {
        let party = dice.pick(&["ann", "bob", "bob", "ann", "cal"]);
        let (name, holds, cost) = (format!("r{at}"), random_expr(&mut dice, 2), dice.below(4));
        text.push_str(&format!("2026-01-02 stance {party} red-line {name} : {holds} cost {cost}\n"));
        let mut relaxed = Vec::new();
        if dice.below(4) == 0 {
            let offer = random_expr(&mut dice, 1);
            let condition = (dice.below(2) == 0).then(|| random_expr(&mut dice, 1));
            let tail = condition.as_ref().map(|condition| format!(" if {condition}")).unwrap_or_default();
            text.push_str(&format!("2026-01-03 stance {party} accepts : {offer}{tail} relaxes {name}\n"));
            relaxed.push((offer, condition));
        }
        lines.push(Line { name, party, holds, relaxed, cost });
    }
    Random { text, links, lines }
}

pub(crate) type Package = BTreeMap<&'static str, &'static str>;

pub(crate) fn packages() -> Vec<Package> {
    let mut all = vec![Package::new()];
    for &(point, choices) in POINTS {
        all = all
            .into_iter()
            .flat_map(|package| {
                choices.iter().map(move |&choice| {
                    let mut package = package.clone();
                    package.insert(point, choice);
                    package
                })
            })
            .collect();
    }
    all
}

pub(crate) fn chosen(package: &Package) -> impl Iterator<Item = &'static Gift> {
    let values: BTreeSet<&str> = package.values().copied().collect();
    GIFTS.iter().filter(move |(option, ..)| values.contains(option))
}

fn fact(package: &Package, name: &str) -> bool {
    match name {
        "h" => fact(package, "f") && !fact(package, "g") || package["c"] == "c2",
        _ => chosen(package).any(|(_, gives, _)| gives.contains(&name)),
    }
}

fn signs(package: &Package, party: &str, name: &str) -> bool {
    match name {
        "h" => fact(package, "h") && (signs(package, party, "f") || signs(package, party, "g")),
        _ => chosen(package).any(|(_, gives, signed)| gives.contains(&name) && signed.contains(&party)),
    }
}

pub(crate) fn holds(package: &Package, expr: &Expr) -> bool {
    match expr {
        Expr::Constant(value, _) => *value,
        Expr::Name(name) => fact(package, &name.text),
        Expr::Signs(party, name) => signs(package, &party.text, &name.text),
        Expr::In(point, choices, _) => choices
            .iter()
            .any(|choice| matches!(choice, Choice::Option(name) if name.text == package[point.text.as_str()])),
        Expr::Within(point, Scalar::Number(low), Scalar::Number(high), _) => {
            let value: Option<i64> = package[point.text.as_str()].parse().ok();
            value.is_some_and(|value| low.value <= value.into() && high.value >= value.into())
        }
        Expr::Within(..) => unreachable!("only numbers are drawn"),
        Expr::Not(inner, _) => !holds(package, inner),
        Expr::And(parts) => parts.iter().all(|part| holds(package, part)),
        Expr::Or(parts) => parts.iter().any(|part| holds(package, part)),
        Expr::Implies(left, right) => !holds(package, left) || holds(package, right),
        Expr::Iff(left, right) => holds(package, left) == holds(package, right),
        Expr::Count(bound, number, parts, _) => {
            let count = parts.iter().filter(|part| holds(package, part)).count();
            match bound {
                Bound::AtLeast => count >= *number as usize,
                Bound::AtMost => count <= *number as usize,
                Bound::Exactly => count == *number as usize,
            }
        }
        Expr::Compare(left, comparison, right) => compare(package, left, *comparison, right),
    }
}

fn compare(package: &Package, left: &Sum, comparison: Comparison, right: &Sum) -> bool {
    if let (Some(Choice::Option(point)), Some(other)) = (left.single(), right.single()) {
        let choice = package[point.text.as_str()];
        match other {
            Choice::Option(name) => {
                return ordered(rank(&point.text, choice), rank(&point.text, &name.text), comparison);
            }
            Choice::Scalar(Scalar::Date(date), _) => {
                // Points of this kind are known to the month: the first day stands for it.
                let day = format!("{choice}-01");
                let (first, last) = (date.first().to_string(), date.last().to_string());
                return match comparison {
                    Comparison::Lt => day < first,
                    Comparison::Le => day <= last,
                    Comparison::Gt => day > last,
                    Comparison::Ge => day >= first,
                    Comparison::Eq | Comparison::Ne => unreachable!("not drawn"),
                };
            }
            Choice::Scalar(Scalar::Number(_), _) => {}
        }
    }
    let equal = match (sum(package, left), sum(package, right)) {
        (Some(left), Some(right)) if comparison != Comparison::Ne => return ordered(left, right, comparison),
        (Some(left), Some(right)) => left == right,
        // Without a number every comparison is false, and `!=` is the negation of `=`.
        _ if comparison == Comparison::Ne => return true,
        _ => return false,
    };
    !equal
}

fn rank(point: &str, choice: &str) -> i64 {
    let (_, choices) = POINTS.iter().find(|(name, _)| *name == point).expect("a point of the frame");
    choices.iter().position(|each| *each == choice).expect("a choice of the point") as i64
}

fn sum(package: &Package, sum: &Sum) -> Option<i64> {
    let mut total = 0;
    for term in &sum.terms {
        let value: i64 = match &term.atom {
            Choice::Option(point) => package[point.text.as_str()].parse().ok()?,
            Choice::Scalar(Scalar::Number(number), _) => number.to_string().parse().ok()?,
            Choice::Scalar(Scalar::Date(_), _) => unreachable!("not drawn in sums"),
        };
        let factor: i64 = term.factor.map_or(1, |factor| factor.to_string().parse().expect("a whole factor"));
        total += if term.negative { -factor * value } else { factor * value };
    }
    Some(total)
}

fn ordered(left: i64, right: i64, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Eq => left == right,
        Comparison::Ne => left != right,
        Comparison::Lt => left < right,
        Comparison::Le => left <= right,
        Comparison::Gt => left > right,
        Comparison::Ge => left >= right,
    }
}

pub(crate) fn parsed(text: &str) -> Expr {
    let entry = format!("link : {text}");
    let parse = zopa_syntax::parse::parse(zopa_syntax::span::FileId(0), &entry);
    assert!(parse.findings.is_empty(), "{text}: {:?}", parse.findings);
    parse.nodes().next().and_then(|node| node.expr("holds")).expect("an expression").clone()
}

/// Which red lines each package meets, as a bit set, for the packages that meet the links.
fn met(random: &Random) -> Vec<u32> {
    let links: Vec<Expr> = random.links.iter().map(|link| parsed(link)).collect();
    let lines: Vec<(&Line, Expr, Vec<Vec<Expr>>)> = random
        .lines
        .iter()
        .map(|line| {
            let ways = line
                .relaxed
                .iter()
                .map(|(offer, condition)| std::iter::once(offer).chain(condition).map(|text| parsed(text)).collect());
            (line, parsed(&line.holds), ways.collect())
        })
        .collect();
    let meets = |package: &Package, (line, demand, ways): &(&Line, Expr, Vec<Vec<Expr>>)| {
        let bound = line.party != "cal" || chosen(package).any(|(_, _, signed)| signed.contains(&"cal"));
        !bound || holds(package, demand) || ways.iter().any(|way| way.iter().all(|part| holds(package, part)))
    };
    packages()
        .iter()
        .filter(|package| links.iter().all(|link| holds(package, link)))
        .map(|package| {
            lines.iter().enumerate().filter(|(_, line)| meets(package, line)).fold(0, |set, (at, _)| set | 1 << at)
        })
        .collect()
}

/// Returns the packages that meet all links and all red lines that bind.
pub(crate) fn within_red_lines(random: &Random) -> Vec<Package> {
    let links: Vec<Expr> = random.links.iter().map(|link| parsed(link)).collect();
    let meets_links = |package: &Package| links.iter().all(|link| holds(package, link));
    let full: u32 = (1 << random.lines.len()) - 1;
    let possible = packages().into_iter().filter(meets_links);
    possible.zip(met(random)).filter(|(_, met)| *met == full).map(|(package, _)| package).collect()
}

type Clashes = BTreeSet<Vec<String>>;

/// Cost and names.
type Moves = BTreeSet<(usize, Vec<String>)>;

/// Returns all minimal clashes, and all minimal moves with their costs, by trying every set.
fn oracle(random: &Random) -> (Clashes, Moves) {
    let met = met(random);
    let full: u32 = (1 << random.lines.len()) - 1;
    let possible = |set: u32| met.iter().any(|meets| meets & set == set);
    let members = |set: u32| (0..random.lines.len()).filter(move |at| set >> at & 1 == 1);
    let names = |set: u32| -> Vec<String> { members(set).map(|at| random.lines[at].name.clone()).collect() };
    let clashes = (0..=full)
        .filter(|&set| !possible(set) && members(set).all(|at| possible(set & !(1 << at))))
        .map(names)
        .collect();
    let opens = |set: u32| possible(full & !set);
    let cost = |set: u32| members(set).map(|at| random.lines[at].cost).sum::<usize>();
    let moves = (1..=full)
        .filter(|&set| opens(set) && members(set).all(|at| !opens(set & !(1 << at))))
        .map(|set| (cost(set), names(set)))
        .collect();
    (clashes, moves)
}

#[test]
fn clashes_and_moves_equal_enumeration() {
    let mut stuck = 0;
    for seed in 0..5_000 {
        let random = random_case(seed);
        let case = Case::read(vec![("random.zopa".to_string(), random.text.clone())]);
        assert!(case.is_sound(), "seed {seed}: {:?}\n{}", case.errors.first().map(|error| &error.message), random.text);
        let view = view(&case, &Asked::default()).expect("no assumption asked for");
        let answer = clash::ask(&view, &Options::default()).expect("a small case");
        let (clashes, moves) = oracle(&random);
        let found: BTreeSet<Vec<String>> = answer.clashes.iter().cloned().collect();
        assert!(answer.complete, "seed {seed}");
        assert_eq!(found.len(), answer.clashes.len(), "seed {seed}: a clash twice");
        assert_eq!(found, clashes, "seed {seed}\n{}", random.text);
        let found: BTreeSet<(usize, Vec<String>)> = answer
            .moves
            .iter()
            .map(|each| (each.cost.parse().expect("a whole cost"), each.red_lines.clone()))
            .collect();
        assert_eq!(found, moves, "seed {seed}\n{}", random.text);
        assert_eq!(answer.zone == Zone::Open, clashes.is_empty(), "seed {seed}");
        stuck += usize::from(!clashes.is_empty());
    }
    assert!(stuck > 1_000, "only {stuck} of the random cases are stuck: the generator tests little");
}
