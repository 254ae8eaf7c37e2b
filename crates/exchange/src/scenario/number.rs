//! Numbers as files write them: decimals, never rounded on the way.

use rust_decimal::Decimal;

/// Why a text is no number that can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFault {
    /// It is no number.
    NotANumber,
    /// It is infinite, or "not a number".
    NotFinite,
    /// It has more digits than the language knows.
    TooLong,
}

impl NumberFault {
    /// Returns what is wrong, to follow what was found.
    pub(super) fn words(self) -> &'static str {
        match self {
            NumberFault::NotANumber => "is no number",
            NumberFault::NotFinite => "is no finite number",
            NumberFault::TooLong => "needs more than 28 digits; numbers in a case have at most 28",
        }
    }
}

/// The largest number of digits after the point.
const SCALE_MAX: i64 = 28;

/// The longest number worth reading; anything longer has too many digits or too many zeros.
const LENGTH_MAX: usize = 400;

/// Returns the number in a text such as `0.25`, `-3`, `4.78E-5`; spaces around it do not matter.
pub(super) fn parse(text: &str) -> Result<Decimal, NumberFault> {
    let text = text.trim();
    let (negative, unsigned) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let word = unsigned.trim_start_matches('.').to_ascii_lowercase();
    if matches!(word.as_str(), "inf" | "infinity" | "nan") {
        return Err(NumberFault::NotFinite);
    }
    let (body, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], exponent(&unsigned[at + 1..])?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let digits_only = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if !digits_only || whole.len() + fraction.len() == 0 {
        return Err(NumberFault::NotANumber);
    }
    if whole.len() + fraction.len() > LENGTH_MAX {
        return Err(NumberFault::TooLong);
    }
    let digits = format!("{whole}{fraction}");
    let kept = digits.trim_end_matches('0');
    let power = exponent - fraction.len() as i64 + (digits.len() - kept.len()) as i64;
    let kept = kept.trim_start_matches('0');
    if kept.is_empty() {
        return Ok(Decimal::ZERO);
    }
    let mantissa: i128 = kept.parse().map_err(|_| NumberFault::TooLong)?;
    of_parts(if negative { -mantissa } else { mantissa }, power).ok_or(NumberFault::TooLong)
}

fn exponent(text: &str) -> Result<i64, NumberFault> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberFault::NotANumber);
    }
    // Beyond that no number fits, but zero with such an exponent is still zero.
    let size = digits.parse::<i64>().unwrap_or(i64::MAX).min(1_000_000);
    Ok(if text.starts_with('-') { -size } else { size })
}

/// Returns `mantissa` times ten to the `power`; `None` where that has too many digits.
fn of_parts(mut mantissa: i128, mut power: i64) -> Option<Decimal> {
    if mantissa == 0 {
        return Some(Decimal::ZERO);
    }
    while power < 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        power += 1;
    }
    if !(-SCALE_MAX..=SCALE_MAX).contains(&power) {
        return None;
    }
    if power > 0 {
        mantissa = mantissa.checked_mul(10_i128.checked_pow(power as u32)?)?;
        power = 0;
    }
    Decimal::try_from_i128_with_scale(mantissa, (-power) as u32).ok()
}

/// Returns the mantissa without zeros at its end, and the power of ten that goes with it.
fn parts(number: Decimal) -> (i128, i64) {
    let number = number.normalize();
    (number.mantissa(), -i64::from(number.scale()))
}

/// Returns the product; `None` where it has too many digits.
pub(super) fn product(left: Decimal, right: Decimal) -> Option<Decimal> {
    let ((left, left_power), (right, right_power)) = (parts(left), parts(right));
    of_parts(left.checked_mul(right)?, left_power + right_power)
}

/// Returns the sum; `None` where it has too many digits.
pub(super) fn sum(left: Decimal, right: Decimal) -> Option<Decimal> {
    let ((left, left_power), (right, right_power)) = (parts(left), parts(right));
    let power = left_power.min(right_power);
    let lift = |mantissa: i128, from: i64| mantissa.checked_mul(10_i128.checked_pow((from - power) as u32)?);
    of_parts(lift(left, left_power)?.checked_add(lift(right, right_power)?)?, power)
}

/// Returns the difference; `None` where it has too many digits.
pub(super) fn difference(left: Decimal, right: Decimal) -> Option<Decimal> {
    sum(left, -right)
}

/// Returns the quotient; `None` where it has too many digits, or no end.
pub(super) fn quotient(left: Decimal, right: Decimal) -> Option<Decimal> {
    let ((mut left, left_power), (mut right, right_power)) = (parts(left), parts(right));
    if right == 0 {
        return None;
    }
    let common = gcd(left, right);
    if common != 0 {
        left /= common;
        right /= common;
    }
    let mut power = left_power - right_power;
    while left % right != 0 {
        // Each step takes a two, a five or both out of the divisor, so it ends soon or not at all.
        let before = right;
        for factor in [2, 5] {
            if right % factor == 0 {
                right /= factor;
            } else {
                left = left.checked_mul(factor)?;
            }
        }
        if right == before {
            return None;
        }
        power -= 1;
    }
    of_parts(left / right, power)
}

/// Returns the quotient rounded to `places` digits after the point, and whether that is exact.
pub(super) fn rounded_quotient(left: Decimal, right: Decimal, places: u32) -> Option<(Decimal, bool)> {
    let ((left, left_power), (right, right_power)) = (parts(left), parts(right));
    let power = left_power - right_power + i64::from(places);
    let lift = 10_i128.checked_pow(u32::try_from(power.abs()).ok()?)?;
    let (mut top, mut bottom) =
        if power >= 0 { (left.checked_mul(lift)?, right) } else { (left, right.checked_mul(lift)?) };
    if bottom == 0 {
        return None;
    }
    if bottom < 0 {
        (top, bottom) = (top.checked_neg()?, bottom.checked_neg()?);
    }
    let floor = top.div_euclid(bottom);
    let rest = top.rem_euclid(bottom);
    // Halves go away from zero.
    let up = match rest.checked_mul(2)?.cmp(&bottom) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => top > 0,
        std::cmp::Ordering::Greater => true,
    };
    Some((of_parts(floor + i128::from(up), -i64::from(places))?, rest == 0))
}

/// Returns the smallest positive number of which each of the given positive ones is a part without rest.
pub(super) fn common_multiple(numbers: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let numbers: Vec<(i128, i64)> = numbers.map(parts).collect();
    let power = numbers.iter().map(|&(_, power)| power).min().unwrap_or(0);
    let mut multiple: i128 = 1;
    for (mantissa, own) in numbers {
        let whole = mantissa.checked_mul(10_i128.checked_pow((own - power) as u32)?)?;
        multiple = (multiple / gcd(multiple, whole)).checked_mul(whole)?;
    }
    of_parts(multiple, power)
}

fn gcd(left: i128, right: i128) -> i128 {
    let (mut left, mut right) = (left.unsigned_abs(), right.unsigned_abs());
    while right != 0 {
        (left, right) = (right, left % right);
    }
    // Mantissas have 96 bits, and products that would not fit are refused before.
    left as i128
}

/// Returns the number as a file writes it.
pub(super) fn text(number: Decimal) -> String {
    number.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, NumberFault> {
        parse(text).map(super::text)
    }

    #[test]
    fn numbers_are_read_exactly() {
        assert_eq!(read("0.30"), Ok("0.3".to_string()));
        assert_eq!(read(" +4.786919132572185E-5 "), Ok("0.00004786919132572185".to_string()));
        assert_eq!(read("1e5"), Ok("100000".to_string()));
        assert_eq!(read(".5"), Ok("0.5".to_string()));
        assert_eq!(read("5."), Ok("5".to_string()));
        assert_eq!(read("-0"), Ok("0".to_string()));
        assert_eq!(read("0e999999999999999999999"), Ok("0".to_string()));
        assert_eq!(read("1.20000000000000000000000000000000000"), Ok("1.2".to_string()));
        assert_eq!(read("1e28"), Ok("10000000000000000000000000000".to_string()));
    }

    #[test]
    fn what_is_no_number_of_at_most_28_digits_is_refused() {
        for (text, fault) in [
            ("NaN", NumberFault::NotFinite),
            ("-Infinity", NumberFault::NotFinite),
            ("inf", NumberFault::NotFinite),
            ("-.inf", NumberFault::NotFinite),
            ("1e308", NumberFault::TooLong),
            ("1e-29", NumberFault::TooLong),
            ("1.2345678901234567E-20", NumberFault::TooLong),
            ("99999999999999999999999999999999", NumberFault::TooLong),
            ("", NumberFault::NotANumber),
            ("s", NumberFault::NotANumber),
            ("0,5", NumberFault::NotANumber),
            ("1e", NumberFault::NotANumber),
            (".", NumberFault::NotANumber),
            ("0x1p3", NumberFault::NotANumber),
        ] {
            assert_eq!(read(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn sums_products_and_quotients_are_exact_or_refused() {
        let number = |text: &str| parse(text).unwrap();
        assert_eq!(product(number("0.00816326530612245"), number("49")), Some(number("0.40000000000000005")));
        assert_eq!(product(number("0.123456789012345678"), number("0.123456789012345678")), None);
        assert_eq!(sum(number("1e20"), number("1e-20")), None);
        assert_eq!(sum(number("0.7"), number("-0.70")), Some(Decimal::ZERO));
        assert_eq!(quotient(number("1"), number("3")), None);
        assert_eq!(quotient(number("3"), number("-0.6")), Some(number("-5")));
        assert_eq!(quotient(number("6666"), number("20")), Some(number("333.3")));
        assert_eq!(quotient(number("0"), number("7")), Some(Decimal::ZERO));
        assert_eq!(rounded_quotient(number("1"), number("3"), 8), Some((number("0.33333333"), false)));
        assert_eq!(rounded_quotient(number("-1"), number("3"), 2), Some((number("-0.33"), false)));
        assert_eq!(rounded_quotient(number("1"), number("8"), 2), Some((number("0.13"), false)));
        assert_eq!(rounded_quotient(number("1"), number("8"), 3), Some((number("0.125"), true)));
        assert_eq!(common_multiple(["3", "0.4", "8"].into_iter().map(number)), Some(number("24")));
    }
}
