//! Random problems small enough to try everything.

use proptest::{collection::vec, option, prelude::*, strategy::Union};
use zopa_engine::{Formula, LinearTerm, OptionSet, Problem, Soft, Space};

const POINTS_MAX: usize = 4;
const OPTIONS_MAX: usize = 4;

/// Returns problems with all kinds of formulas, one-option points, repeated soft formulas, costs
/// of 0 and ties.
pub(crate) fn problems() -> impl Strategy<Value = Problem> {
    let soft = vec((formulas(), 0..4_u64), 0..7);
    let repeated = vec(any::<prop::sample::Index>(), 0..2);
    let sizes = vec(1..=OPTIONS_MAX, 1..=POINTS_MAX);
    (sizes, vec(formulas(), 0..4), soft, repeated).prop_map(|(sizes, hard, soft, repeated)| {
        let fit = |formula| fit(formula, &sizes);
        let hard = hard.into_iter().map(fit).collect();
        let soft = soft.into_iter().map(|(formula, cost)| Soft { formula: fit(formula), cost });
        let mut soft: Vec<Soft> = soft.collect();
        for index in repeated {
            if !soft.is_empty() {
                soft.push(soft[index.index(soft.len())].clone());
            }
        }
        let space = Space::new(sizes.clone()).expect("a small space");
        Problem::new(space, hard, soft).expect("all indices are folded into the space")
    })
}

/// Returns problems in which many short soft formulas contend for few points, so that clashes are
/// many, overlap, and are not all met on the way to the moves.
pub(crate) fn crowded_problems() -> impl Strategy<Value = Problem> {
    let chosen = (0..POINTS_MAX, vec(0..OPTIONS_MAX, 1..3)).prop_map(|(point, options)| {
        let options = OptionSet::from_iter(options);
        Formula::In { point, options }
    });
    let either = vec(chosen, 1..4).prop_map(Formula::Or);
    let soft = vec((either, 0..4_u64), 9..13);
    let sizes = vec(2..=OPTIONS_MAX, 2..=POINTS_MAX);
    (sizes, soft).prop_map(|(sizes, soft)| {
        let soft = soft.into_iter().map(|(formula, cost)| Soft { formula: fit(formula, &sizes), cost });
        let space = Space::new(sizes.clone()).expect("a small space");
        Problem::new(space, vec![], soft.collect()).expect("all indices are folded into the space")
    })
}

/// Returns formulas over points and options that are yet to be fitted into a space.
fn formulas() -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        1 => Just(Formula::True),
        1 => Just(Formula::False),
        12 => (0..POINTS_MAX, vec(0..OPTIONS_MAX, 0..4)).prop_map(|(point, options)| {
            Formula::In { point, options: OptionSet::from_iter(options) }
        }),
        6 => linear(),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            inner.clone().prop_map(|inner| Formula::Not(Box::new(inner))),
            vec(inner.clone(), 0..4).prop_map(Formula::And),
            vec(inner.clone(), 0..4).prop_map(Formula::Or),
            pair.prop_map(|(a, b)| Formula::Iff(Box::new(a), Box::new(b))),
            (0..4_usize, 0..5_usize, vec(inner, 0..5)).prop_map(|(low, high, of)| {
                let high = if high == 4 { usize::MAX } else { high };
                Formula::Count { low, high, of }
            }),
        ]
    })
}

fn linear() -> impl Strategy<Value = Formula> {
    let extreme = prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(i64::MAX / 2)];
    let number = || Union::new_weighted(vec![(15, (-4..=4_i64).boxed()), (1, extreme.clone().boxed())]);
    let term = (0..POINTS_MAX, vec(option::weighted(0.9, number()), OPTIONS_MAX))
        .prop_map(|(point, values)| LinearTerm { point, values });
    (vec(term, 0..5), number(), number()).prop_map(|(terms, one, other)| {
        let (low, high) = (one.min(other), one.max(other));
        Formula::Linear { terms, low, high }
    })
}

/// Returns the formula with every point and option folded into the space.
fn fit(formula: Formula, sizes: &[usize]) -> Formula {
    let fit_each = |of: Vec<Formula>| of.into_iter().map(|inner| fit(inner, sizes)).collect();
    match formula {
        Formula::In { point, options } => {
            let point = point % sizes.len();
            let options = options.iter().map(|option| option % sizes[point]).collect();
            Formula::In { point, options }
        }
        Formula::Not(inner) => Formula::Not(Box::new(fit(*inner, sizes))),
        Formula::And(of) => Formula::And(fit_each(of)),
        Formula::Or(of) => Formula::Or(fit_each(of)),
        Formula::Iff(a, b) => Formula::Iff(Box::new(fit(*a, sizes)), Box::new(fit(*b, sizes))),
        Formula::Count { low, high, of } => Formula::Count { low, high, of: fit_each(of) },
        Formula::Linear { terms, low, high } => {
            let fit_term = |mut term: LinearTerm| {
                term.point %= sizes.len();
                term.values.truncate(sizes[term.point]);
                term
            };
            let terms = terms.into_iter().map(fit_term).collect();
            Formula::Linear { terms, low, high }
        }
        Formula::True | Formula::False => formula,
    }
}
