//! Scenarios as cases, and cases as scenarios.

mod name;
mod read;
mod write;

pub use read::from_case;
pub use write::to_case;

use rust_decimal::Decimal;

/// The day on which the values of a scenario are entered. Scenario files carry no date; any fixed one would do.
pub(super) const DATE: &str = "2000-01-01";

/// The rating that earns the whole weight where a value entry does not say.
pub(super) const FULL: Decimal = Decimal::ONE_HUNDRED;
