//! Conjunctions and disjunctions of literals, each built once.

use std::collections::HashMap;

use crate::{encode::Encoder, sat::Lit};

/// The gates that exist, by their sorted members. Equal formulas meet here, so that they share
/// their clauses even if they were written apart.
#[derive(Debug, Default)]
pub(super) struct Gates {
    all: HashMap<Vec<Lit>, Lit>,
    any: HashMap<Vec<Lit>, Lit>,
}

impl Encoder {
    /// Returns a literal that implies every member.
    pub(super) fn all(&mut self, members: Vec<Lit>) -> Lit {
        let truth = self.sat.truth();
        let Some(members) = simplified(members, truth) else {
            return !truth;
        };
        match members[..] {
            [] => truth,
            [only] => only,
            _ => {
                if let Some(&known) = self.gates.all.get(&members) {
                    return known;
                }
                let gate = self.sat.fresh();
                for &member in &members {
                    self.sat.clause([!gate, member]);
                }
                self.gates.all.insert(members, gate);
                gate
            }
        }
    }

    /// Returns a literal that implies some member.
    pub(super) fn any(&mut self, members: Vec<Lit>) -> Lit {
        let truth = self.sat.truth();
        let Some(members) = simplified(members, !truth) else {
            return truth;
        };
        match members[..] {
            [] => !truth,
            [only] => only,
            _ => {
                if let Some(&known) = self.gates.any.get(&members) {
                    return known;
                }
                let gate = self.sat.fresh();
                self.sat.clause(members.iter().copied().chain([!gate]));
                self.gates.any.insert(members, gate);
                gate
            }
        }
    }
}

/// Returns the members sorted, without repetition and without the neutral literal; nothing if the
/// opposite of the neutral literal, or a literal together with its negation, decides the gate.
fn simplified(mut members: Vec<Lit>, neutral: Lit) -> Option<Vec<Lit>> {
    members.retain(|&member| member != neutral);
    members.sort_unstable();
    members.dedup();
    // A literal sorts next to its negation.
    let clashes = members.windows(2).any(|pair| pair[0] == !pair[1]);
    (!clashes && !members.contains(&!neutral)).then_some(members)
}
