//! The packages that parties may agree on, with what they are worth: the form in which questions about values are asked.

use crate::{
    diagram::{Diagram, TooEntangled},
    formula::Formula,
    space::Space,
    values::Values,
};

/// The packages that meet all formulas, as a diagram, and their values.
///
/// The value of a path to a party is [`base`](Zone::base), and for every arc what the option chosen is worth, and the
/// [`gains`](Zone::gains) of the arc. Caps are not part of these sums: the value of a package is the sum or the cap,
/// whichever is less.
#[derive(Clone, Debug)]
pub struct Zone {
    diagram: Diagram,
    values: Values,
    base: Vec<i128>,
    gains: Vec<Vec<i128>>,
    floors: Vec<Option<i128>>,
}

impl Zone {
    /// Returns the packages that meet all formulas, with their values.
    ///
    /// *Errors*: the diagram would have more than `arcs_max` arcs.
    pub fn compile(space: &Space, must: &[Formula], values: Values, arcs_max: usize) -> Result<Zone, TooEntangled> {
        let bonuses = values.parties().iter().flat_map(|party| &party.bonuses);
        let watched: Vec<Formula> = bonuses.map(|bonus| bonus.formula.clone()).collect();
        let diagram = Diagram::compile(space, must, &watched, arcs_max)?;
        let base = sum_bonuses(&values, diagram.always());
        let gains = diagram.gains().iter().map(|gained| sum_bonuses(&values, gained)).collect();
        Ok(Zone { diagram, values, base, gains, floors: Vec::new() })
    }

    /// Returns the same packages with other values.
    ///
    /// The bonuses must test the same formulas in the same order; only their amounts may differ.
    #[must_use]
    pub fn with_values(&self, values: Values) -> Zone {
        let base = sum_bonuses(&values, self.diagram.always());
        let gains = self.diagram.gains().iter().map(|gained| sum_bonuses(&values, gained)).collect();
        Zone { diagram: self.diagram.clone(), values, base, gains, floors: self.floors.clone() }
    }

    /// Returns the same packages with values that every deal must reach besides the walk-away values. They bind what is
    /// a deal for a bargaining solution; gains are measured from the walk-away values all the same.
    ///
    /// *Shape*: a floor for every party; missing ones are none.
    #[must_use]
    pub fn with_floors(&self, floors: &[Option<i128>]) -> Zone {
        Zone { floors: floors.to_vec(), ..self.clone() }
    }

    /// Returns the values that every deal must reach besides the walk-away values.
    pub fn floors(&self) -> &[Option<i128>] {
        &self.floors
    }

    /// Returns the packages.
    pub fn diagram(&self) -> &Diagram {
        &self.diagram
    }

    /// Returns the values.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// Returns what bonuses that every package has are worth to each party.
    pub fn base(&self) -> &[i128] {
        &self.base
    }

    /// Returns what the bonuses that an arc secures are worth. *Shape*: `[gain][party]`, by [`Arc::gain`](crate::Arc).
    pub fn gains(&self) -> &[Vec<i128>] {
        &self.gains
    }
}

/// Adds up bonuses that are numbered through all parties.
pub(crate) fn sum_bonuses(values: &Values, watched: &[u32]) -> Vec<i128> {
    let mut first = 0;
    let per_party = values.parties().iter().map(|party| {
        let own = first..first + party.bonuses.len() as u32;
        first = own.end;
        let gained = watched.iter().filter(|at| own.contains(at));
        gained.map(|at| party.bonuses[(at - own.start) as usize].amount).sum()
    });
    per_party.collect()
}
