//! What conclusions rest on in random small cases, against trying every loss.
//!
//! The oracle takes the entries that a loss leaves, works out what is in force among them by rules of its own, and walks
//! every package.

use crate::brute::{Dice, FRAME, Package, chosen, holds, packages, parsed, random_expr};
use std::collections::BTreeSet;
use zopa::question::rests::{Conclusion, Losses, ask};
use zopa::session::{Asked, view};
use zopa_case::case::Case;
use zopa_syntax::expr::Expr;

#[derive(Clone, Copy, PartialEq)]
enum Verb {
    RedLine,
    Accepts,
    Drops,
}

struct Entry {
    party: &'static str,
    verb: Verb,
    name: Option<String>,
    says: Vec<(String, Vec<bool>)>,
    relaxes: Option<String>,
    cites: Vec<usize>,
}

struct Link {
    met: Vec<bool>,
    cites: Vec<usize>,
}

struct Random {
    text: String,
    links: Vec<Link>,
    entries: Vec<Entry>,
    /// The reports behind each report.
    behind: Vec<BTreeSet<usize>>,
}

const REPORTS: usize = 4;

fn cites(dice: &mut Dice) -> Vec<usize> {
    let mut cited: BTreeSet<usize> = BTreeSet::new();
    for _ in 0..dice.below(3) {
        cited.insert(dice.below(REPORTS));
    }
    cited.into_iter().collect()
}

fn truths(packages: &[Package], text: &str) -> Vec<bool> {
    let expr: Expr = parsed(text);
    packages.iter().map(|package| holds(package, &expr)).collect()
}

fn random(seed: u64, packages: &[Package]) -> Random {
    let mut dice = Dice(seed);
    let mut text = FRAME.to_string();
    let mut behind: Vec<BTreeSet<usize>> = Vec::new();
    for at in 0..REPORTS {
        text.push_str(&format!("2026-01-01 report p{at}"));
        let mut origins = BTreeSet::new();
        if at > 0 && dice.below(2) == 0 {
            let retold: BTreeSet<usize> = (0..1 + dice.below(2)).map(|_| dice.below(at)).collect();
            let names: Vec<String> = retold.iter().map(|report| format!("p{report}")).collect();
            text.push_str(&format!(" retells {}", names.join(" ")));
            origins.extend(retold.into_iter().flat_map(|report| behind[report].clone()));
        } else {
            origins.insert(at);
        }
        text.push('\n');
        behind.push(origins);
    }
    let evidence =
        |cited: &[usize]| cited.iter().map(|report| format!("\n  evidence p{report} \"words\"")).collect::<String>();
    let mut links = Vec::new();
    for _ in 0..dice.below(2) {
        let (holds, cited) = (random_expr(&mut dice, 1), cites(&mut dice));
        text.push_str(&format!("link : {holds}{}\n", evidence(&cited)));
        links.push(Link { met: truths(packages, &holds), cites: cited });
    }
    let mut entries: Vec<Entry> = Vec::new();
    for day in 0..3 + dice.below(5) {
        let lines: Vec<(&'static str, String)> = entries
            .iter()
            .filter(|entry| entry.verb == Verb::RedLine)
            .filter_map(|entry| Some((entry.party, entry.name.clone()?)))
            .collect();
        let old = (!lines.is_empty()).then(|| lines[dice.below(lines.len())].clone());
        let cited = cites(&mut dice);
        let drawn = random_expr(&mut dice, 1);
        let say = |dice: &mut Dice| {
            let text = if dice.below(4) == 0 { drawn.clone() } else { random_expr(dice, 1) };
            (text.clone(), truths(packages, &text))
        };
        let entry = match (dice.below(6), old) {
            (3, Some((party, line))) => {
                let says = (0..1 + dice.below(2)).map(|_| say(&mut dice)).collect();
                Entry { party, verb: Verb::Accepts, name: None, says, relaxes: Some(line), cites: cited }
            }
            (4, Some((party, line))) => {
                Entry { party, verb: Verb::Drops, name: Some(line), says: Vec::new(), relaxes: None, cites: cited }
            }
            (5, Some((party, line))) => {
                let says = vec![say(&mut dice)];
                Entry { party, verb: Verb::RedLine, name: Some(line), says, relaxes: None, cites: cited }
            }
            _ => {
                let party = dice.pick(&["ann", "bob", "cal"]);
                let says = vec![say(&mut dice)];
                Entry { party, verb: Verb::RedLine, name: Some(format!("r{day}")), says, relaxes: None, cites: cited }
            }
        };
        let (date, name) = (format!("2026-02-{:02}", day + 1), entry.name.clone().unwrap_or_default());
        let stated: Vec<&str> = entry.says.iter().map(|(text, _)| text.as_str()).collect();
        let stated = stated.join(" if ");
        let party = entry.party;
        match (entry.verb, &entry.relaxes) {
            (Verb::RedLine, _) => text.push_str(&format!("{date} stance {party} red-line {name} : {stated}")),
            (Verb::Drops, _) => text.push_str(&format!("{date} stance {party} drops {name}")),
            (Verb::Accepts, line) => {
                let line = line.as_deref().unwrap_or_default();
                text.push_str(&format!("{date} stance {party} accepts : {stated} relaxes {line}"));
            }
        }
        text.push_str(&evidence(&entry.cites));
        text.push('\n');
        entries.push(entry);
    }
    Random { text, links, entries, behind }
}

/// What a loss leaves.
struct Left<'r> {
    links: Vec<&'r Link>,
    entries: Vec<&'r Entry>,
}

impl Random {
    fn left(&self, lost: &BTreeSet<usize>, by_origin: bool) -> Left<'_> {
        let gone = |report: &usize| {
            if by_origin { self.behind[*report].is_subset(lost) } else { lost.contains(report) }
        };
        let stays = |cites: &[usize]| cites.is_empty() || !cites.iter().all(gone);
        Left {
            links: self.links.iter().filter(|link| stays(&link.cites)).collect(),
            entries: self.entries.iter().filter(|entry| stays(&entry.cites)).collect(),
        }
    }
}

impl Left<'_> {
    /// Returns the packages that are deals, looking only at red lines that pass a test.
    fn deals(&self, packages: &[Package], told: impl Fn(&str) -> bool) -> Vec<usize> {
        let meets_links = |at: usize| self.links.iter().all(|link| link.met[at]);
        let meets_lines = |at: usize| {
            self.entries.iter().enumerate().all(|(index, entry)| {
                let Some(name) = entry.name.as_deref() else { return true };
                let later = self.entries[index + 1..].iter().any(|other| other.name.as_deref() == Some(name));
                if later || entry.verb != Verb::RedLine || !told(name) {
                    return true;
                }
                let free = entry.party == "cal" && !chosen(&packages[at]).any(|(_, _, signed)| signed.contains(&"cal"));
                let relaxed = self.entries.iter().any(|offer| {
                    offer.relaxes.as_deref() == Some(name) && offer.says.iter().all(|(_, truths)| truths[at])
                });
                free || entry.says[0].1[at] || relaxed
            })
        };
        (0..packages.len()).filter(|&at| meets_links(at) && meets_lines(at)).collect()
    }

    fn moved(&self, party: &str) -> bool {
        self.entries.iter().enumerate().filter(|(_, entry)| entry.party == party).any(|(at, entry)| {
            let named = |other: &&&Entry, name: &str| other.name.as_deref() == Some(name);
            let line = |name: &String| {
                self.entries[..at].iter().any(|other| other.verb == Verb::RedLine && named(&other, name))
            };
            if let Some(relaxed) = &entry.relaxes {
                return line(relaxed);
            }
            let Some(name) = &entry.name else { return false };
            let before = self.entries[..at].iter().rev().find(|other| named(other, name));
            before.is_some_and(|before| {
                let text = |entry: &Entry| entry.says.iter().map(|(text, _)| text.clone()).collect::<Vec<_>>();
                entry.verb == Verb::Drops || before.verb != entry.verb || text(before) != text(entry)
            })
        })
    }
}

/// Returns the minimal losses after which a conclusion no longer holds, by trying all.
fn minimal(sources: &BTreeSet<usize>, holds: impl Fn(&BTreeSet<usize>) -> bool) -> BTreeSet<BTreeSet<usize>> {
    let sources: Vec<usize> = sources.iter().copied().collect();
    let set = |bits: usize| -> BTreeSet<usize> {
        (0..sources.len()).filter(|at| bits >> at & 1 == 1).map(|at| sources[at]).collect()
    };
    let overturning: Vec<usize> = (1..1 << sources.len()).filter(|&bits| !holds(&set(bits))).collect();
    let least =
        overturning.iter().filter(|&&bits| !overturning.iter().any(|&other| other != bits && other & bits == other));
    least.map(|&bits| set(bits)).collect()
}

fn named(losses: &Losses) -> BTreeSet<BTreeSet<usize>> {
    assert!(losses.complete);
    let number = |name: &String| name[1..].parse().expect("a number");
    let sets: BTreeSet<BTreeSet<usize>> = losses.sets.iter().map(|set| set.iter().map(number).collect()).collect();
    assert_eq!(sets.len(), losses.sets.len(), "a set twice");
    sets
}

#[test]
fn losses_equal_trying_all_of_them() {
    let packages = packages();
    let mut told = [0_usize; 4];
    for seed in 0..2_000 {
        let random = random(seed, &packages);
        let case = Case::read(vec![("random.zopa".to_string(), random.text.clone())]);
        assert!(case.is_sound(), "seed {seed}: {:?}\n{}", case.errors.first().map(|error| &error.message), random.text);
        let view = view(&case, &Asked::default()).expect("no assumption asked for");
        let lines: Vec<String> = view.red_lines().iter().map(|line| case.lines[line.line.0].name.clone()).collect();
        let mut dice = Dice(seed ^ 0xC0FFEE);
        let pair: Vec<String> = (0..2).filter_map(|_| lines.get(dice.below(lines.len().max(1))).cloned()).collect();
        let wanted = dice.pick(&["a0", "a1", "a2"]);
        let party = dice.pick(&["ann", "bob", "cal"]);
        let has_entry = random.entries.iter().any(|entry| entry.party == party);
        let mut asked = vec![(0, "no-deal".to_string()), (2, format!("deal:a={wanted}"))];
        asked.extend((!pair.is_empty()).then(|| (1, format!("clash:{}", pair.join(",")))));
        asked.extend(has_entry.then(|| (3, format!("moved:{party}"))));
        for (kind, text) in asked {
            let conclusion = Conclusion::parse(&text).expect("a conclusion");
            let answer = ask(&view, &conclusion, None).unwrap_or_else(|error| panic!("seed {seed}: {text}: {error}"));
            for (by_origin, losses) in [(false, &answer.reports), (true, &answer.origins)] {
                let holds = |lost: &BTreeSet<usize>| {
                    let left = random.left(lost, by_origin);
                    match kind {
                        0 => left.deals(&packages, |_| true).is_empty(),
                        1 => left.deals(&packages, |name| pair.iter().any(|each| each == name)).is_empty(),
                        2 => left.deals(&packages, |_| true).iter().any(|&at| packages[at]["a"] == wanted),
                        _ => left.moved(party),
                    }
                };
                let now = holds(&BTreeSet::new());
                assert_eq!(answer.holds, Some(now), "seed {seed}: {text}\n{}", random.text);
                let sources: BTreeSet<usize> =
                    (0..REPORTS).filter(|&at| !by_origin || random.behind[at].contains(&at)).collect();
                let expected = if now { minimal(&sources, holds) } else { BTreeSet::new() };
                assert_eq!(named(losses), expected, "seed {seed}: {text}, by origin {by_origin}\n{}", random.text);
                told[kind] += usize::from(!expected.is_empty());
            }
        }
    }
    assert!(told.iter().all(|&number| number > 150), "few losses overturn anything: {told:?}");
}
