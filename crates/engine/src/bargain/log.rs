//! Logarithms that are the same on every machine, unlike those of the system's library.

use num_bigint::BigInt;

/// Returns the natural logarithm of a positive normal number, to a few units in the last place; minus infinity for the
/// others.
pub(super) fn ln(x: f64) -> f64 {
    if x < f64::MIN_POSITIVE {
        return f64::NEG_INFINITY;
    }
    let bits = x.to_bits();
    let mut exponent = ((bits >> 52) & 0x7ff) as i64 - 1023;
    let mut mantissa = f64::from_bits((bits & ((1 << 52) - 1)) | (1023 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1;
    }
    // 2 artanh(s), whose tail after s^19 is below 2^-53 for |s| < 0.172.
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let series = (1..10).rev().fold(1.0 / 19.0, |sum, at| sum * square + 1.0 / f64::from(2 * at - 1));
    exponent as f64 * std::f64::consts::LN_2 + 2.0 * s * series
}

/// Returns the exponential, 0 below e^-700 and infinity above e^700.
pub(super) fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    if x > 700.0 {
        return f64::INFINITY;
    }
    let exponent = (x * std::f64::consts::LOG2_E).round();
    let rest = x - exponent * std::f64::consts::LN_2;
    let series = (1..16).rev().fold(1.0, |sum, at| 1.0 + sum * rest / f64::from(at));
    series * power_of_two(exponent as i32)
}

/// Returns 2 to a power, for powers that a normal number can have.
pub(super) fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent.clamp(-1022, 1023) + 1023) as u64) << 52)
}

/// Returns the natural logarithm of an integer, minus infinity for one below 1.
pub(super) fn ln_of(integer: &BigInt) -> f64 {
    let bits = integer.bits();
    let shift = bits.saturating_sub(64);
    let top = u64::try_from(integer >> shift).unwrap_or(0);
    ln(top as f64) + shift as f64 * std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_library() {
        for at in 1..2_000 {
            let x = f64::from(at) * 0.37;
            assert!((ln(x) - x.ln()).abs() <= 2e-15 * x.ln().abs().max(1.0), "{x}");
            let small = (x - 370.0) * 0.9;
            assert!((exp(small) / small.exp() - 1.0).abs() < 1e-12, "{small}");
        }
        assert!(ln(0.0).is_infinite());
        let large = BigInt::from(3) << 400;
        assert!((ln_of(&large) - (3.0_f64.ln() + 400.0 * 2.0_f64.ln())).abs() < 1e-12);
        assert!(ln_of(&BigInt::from(-3)).is_infinite());
    }
}
