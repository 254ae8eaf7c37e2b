//! From values to pixels, and the round values at which an axis has its ticks.

use super::words;

/// The values of an axis from end to end. The ends are finite and apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    low: f64,
    high: f64,
}

/// The greatest value that is drawn. Beyond it, differences of values would no longer be numbers.
const VALUE_MAX: f64 = 1e300;

/// Says whether a value can be drawn.
pub(super) fn is_drawable(value: f64) -> bool {
    value.abs() <= VALUE_MAX
}

impl Range {
    /// Returns the range of some values, of which those count that can be drawn. One value alone is the middle.
    pub(super) fn of(values: impl Iterator<Item = f64>) -> Range {
        let mut found: Option<(f64, f64)> = None;
        for value in values.filter(|value| is_drawable(*value)) {
            let (low, high) = found.unwrap_or((value, value));
            found = Some((low.min(value), high.max(value)));
        }
        let (low, high) = found.unwrap_or((0.0, 1.0));
        let narrow = (high - low) <= high.abs().max(low.abs()) * 1e-12;
        let room = if narrow { (low.abs() / 2.0).max(0.5) } else { 0.0 };
        Range { low: low - room, high: high + room }
    }

    /// Returns the lower end.
    pub(super) fn low(self) -> f64 {
        self.low
    }

    /// Returns the upper end.
    pub(super) fn high(self) -> f64 {
        self.high
    }

    /// Returns how far a value is from the lower end (0) to the upper (1).
    pub(super) fn share(self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// Returns whether a value is not below another, up to what rounding can do.
    pub(super) fn reaches(self, value: f64, wanted: f64) -> bool {
        value >= wanted - (self.high - self.low) * 1e-9
    }

    /// Returns a value of this range in digits, as exact as a reader of the picture can tell.
    pub(super) fn digits(self, value: f64) -> String {
        shortened(&self.value(value))
    }

    /// Returns a value in digits like [`digits`](Range::digits), with the zeros at its end, as in a column.
    pub(super) fn value(self, value: f64) -> String {
        digits(value, 2 - exponent(self.high - self.low).min(2))
    }

    /// Returns round values in this range, about as many as wanted, each with its digits.
    pub(super) fn ticks(self, wanted: usize) -> Vec<(f64, String)> {
        let rough = (self.high - self.low) / wanted.clamp(1, 20) as f64;
        let power = exponent(rough);
        let unit = 10f64.powi(power);
        let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * unit >= rough * 0.999).unwrap_or(10.0);
        let step = factor * unit;
        let places = if factor > 5.0 { -power - 1 } else { -power };
        let first = (self.low / step - 1e-9).ceil();
        let mut ticks: Vec<(f64, String)> = Vec::new();
        for index in 0..50 {
            let value = (first + f64::from(index)) * step;
            if value > self.high + step * 1e-9 || !value.is_finite() {
                break;
            }
            let written = shortened(&digits(value, places));
            if ticks.last().is_none_or(|(_, last)| *last != written) {
                ticks.push((value, written));
            }
        }
        ticks
    }
}

/// Returns the power of ten of a positive number.
fn exponent(number: f64) -> i32 {
    let power = number.log10().floor();
    if power.is_finite() { power as i32 } else { 0 }
}

/// Returns a number with so many decimals at most, as a power of ten where it is huge or tiny.
fn digits(value: f64, places: i32) -> String {
    let size = exponent(value.abs());
    let written = if size >= 9 || places > 6 {
        power(value, (size + places).clamp(0, 3) as usize)
    } else {
        let places = places.clamp(0, 6) as usize;
        words::thousands(&format!("{value:.places$}"))
    };
    let is_zero = !written.contains(|c: char| ('1'..='9').contains(&c));
    if is_zero { written.replace('-', "") } else { written.replace('-', "\u{2212}") }
}

fn power(value: f64, places: usize) -> String {
    let written = format!("{value:.places$e}");
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let raised: String = exponent
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4' => '⁴',
            '5' => '⁵',
            '6' => '⁶',
            '7' => '⁷',
            '8' => '⁸',
            '9' => '⁹',
            _ => '⁰',
        })
        .collect();
    format!("{}×10{raised}", shortened(mantissa))
}

/// Returns a number in digits without the zeros at its end that say nothing.
fn shortened(written: &str) -> String {
    if !written.contains('.') || written.contains('×') {
        return written.to_owned();
    }
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(low: f64, high: f64, wanted: usize) -> Vec<String> {
        Range::of([low, high].into_iter()).ticks(wanted).into_iter().map(|(_, written)| written).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(0.0, 1.0, 5), ["0", "0.2", "0.4", "0.6", "0.8", "1"]);
        assert_eq!(ticks(0.041, 1.0, 5), ["0.2", "0.4", "0.6", "0.8", "1"]);
        assert_eq!(ticks(-30.0, 120.0, 4), ["0", "50", "100"]);
        assert_eq!(ticks(0.0, 2_000_000.0, 3), ["0", "1,000,000", "2,000,000"]);
        assert_eq!(ticks(-0.04, 0.04, 4), ["\u{2212}0.04", "\u{2212}0.02", "0", "0.02", "0.04"]);
    }

    #[test]
    fn huge_and_tiny_ranges_have_ticks_that_differ() {
        for (low, high) in [(0.0, 1e300), (-1e300, 1e300), (1e-300, 2e-300), (1e16, 1e16 + 4.0), (5.0, 5.0), (0.0, 0.0)]
        {
            let found = ticks(low, high, 5);
            assert!(!found.is_empty() && found.len() <= 12, "{low} {high}: {found:?}");
            assert!(found.windows(2).all(|pair| pair[0] != pair[1]), "{found:?}");
        }
    }

    #[test]
    fn digits_are_as_exact_as_the_range() {
        let range = Range::of([0.0, 1.0].into_iter());
        assert_eq!(range.digits(0.820_651), "0.82");
        assert_eq!(range.digits(1.0), "1");
        assert_eq!(range.digits(-0.001), "0");
        assert_eq!(Range::of([0.0, 5000.0].into_iter()).digits(1234.5), "1,234");
        assert_eq!(Range::of([0.0, 1e12].into_iter()).digits(2.5e11), "2.5×10¹¹");
    }
}
