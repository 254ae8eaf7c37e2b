//! Values that are sums of boxes, as in the non-linear domains of the Automated Negotiating Agents Competition 2014:
//! made up, or read from a folder with a copy of one.

use std::{fs, path::Path};

use zopa_engine::{Bonus, Formula, PartyValues, Problem, Space, SplitMix, Values};

/// The widths of the intervals in the files of 2014, as often as they occur there.
const WIDTHS: [usize; 20] = [6, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 9, 9, 9, 2, 3, 1, 4, 5];
const N_OPTIONS: usize = 10;

/// Returns a domain of so many points of ten options with two boxes a point for each of two parties.
#[allow(dead_code, reason = "the tests read domains only")]
pub(crate) fn generated(n_points: usize, seed: u64) -> (Space, Values) {
    let mut random = SplitMix::new(seed);
    let parties = (0..2).map(|_| {
        let bonuses = (0..2 * n_points).map(|_| {
            let sides = (0..1 + random.below(4)).map(|_| {
                let point = random.below(n_points);
                let width = WIDTHS[random.below(WIDTHS.len())];
                let start = random.below(N_OPTIONS + 1 - width);
                Formula::In { point, options: (start..start + width).collect() }
            });
            let formula = Formula::And(sides.collect());
            Bonus { formula, amount: 1 + random.below(100) as i128 }
        });
        party(n_points, bonuses.collect(), None)
    });
    domain(n_points, parties.collect())
}

/// Returns the domain of a folder, as far as it is one with boxes that are all included.
pub(crate) fn read(folder: &Path) -> Option<(Space, Values)> {
    let mut n_points = 0;
    let parties = (1..=2).map(|party_number| {
        let text = fs::read_to_string(folder.join(format!("profile-{party_number}.xml"))).ok()?;
        n_points = text.matches("<issue ").count();
        let (mut boxes, mut cap): (Vec<(i128, Vec<Formula>)>, _) = (Vec::new(), None);
        for tag in text.split('<') {
            if tag.starts_with("utility ") {
                cap = number(tag, "maxutility");
            } else if tag.starts_with("hyperRectangle ") {
                boxes.push((number(tag, "utility")?, Vec::new()));
            } else if tag.starts_with("INCLUDES ") {
                let [index, min, max] = ["index", "min", "max"].map(|name| number(tag, name));
                let options = (min? as usize..=max? as usize).collect();
                boxes.last_mut()?.1.push(Formula::In { point: index? as usize - 1, options });
            }
        }
        let bonuses = boxes.into_iter().map(|(amount, sides)| Bonus { formula: Formula::And(sides), amount });
        Some(party(n_points, bonuses.collect(), cap))
    });
    let parties = parties.collect::<Option<Vec<_>>>()?;
    Some(domain(n_points, parties))
}

fn party(n_points: usize, bonuses: Vec<Bonus>, cap: Option<i128>) -> PartyValues {
    PartyValues { tables: vec![vec![0; N_OPTIONS]; n_points], bonuses, cap, walk_away: None }
}

fn domain(n_points: usize, parties: Vec<PartyValues>) -> (Space, Values) {
    let space = Space::new(vec![N_OPTIONS; n_points]).expect("a space");
    let problem = Problem::new(space.clone(), vec![], vec![]).expect("a problem");
    (space, Values::new(&problem, parties).expect("values that fit"))
}

fn number(tag: &str, name: &str) -> Option<i128> {
    let after = tag.split_once(&format!("{name}=\""))?.1;
    after.split_once('"')?.0.parse().ok()
}
