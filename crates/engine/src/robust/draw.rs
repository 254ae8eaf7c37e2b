//! Numbers drawn uniformly from a polytope.
//!
//! Whatever is drawn is made by the four operations on floating-point numbers and comparisons alone, which are the same
//! on every machine.

use super::{extension::Extensions, polytope::Polytope, shape::Shape, stream::Stream, walk::Walk};

/// How often a proposal is tried before a sampler is chosen, at most.
const PILOT_TRIES: usize = 4096;
/// How many numbers the pilot may draw in all, if it tries at least [`PILOT_TRIES_MIN`] times.
const PILOT_NUMBERS: usize = 1 << 20;
const PILOT_TRIES_MIN: usize = 64;
/// One in so many proposals is accepted if rejection is used.
const TRIES_A_DRAW: usize = 500;
/// After so many tries rejection gives up: at one in [`TRIES_A_DRAW`] that has a chance of 10^-56.
const TRIES_MAX: usize = 1 << 16;

/// How numbers of which not everything is known are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Everything is known.
    Known,
    /// Directly, from a box, a simplex, or those of their parts that are in order: exactly uniform.
    Direct,
    /// From something larger, as often as it takes to meet what is known: exactly uniform.
    Rejection,
    /// By a random walk of [`walk_steps`](crate::walk_steps) steps from one point, anew for every sample: nearly
    /// uniform.
    Walk,
}

/// Draws from a polytope.
#[derive(Clone, Debug)]
pub(super) struct Sampler {
    /// The value of each class that can have but one.
    pub(super) fixed: Vec<Option<i64>>,
    /// What the total leaves for the other classes.
    pub(super) rest: Option<i128>,
    blocks: Vec<Block>,
}

/// Classes that are drawn together.
#[derive(Clone, Debug)]
struct Block {
    shape: Shape,
    way: Way,
}

#[derive(Clone, Debug)]
enum Way {
    Propose { from: Proposal, is_sure: bool },
    Walk(Box<Walk>),
}

/// A distribution that is uniform on something at least as large as the shape.
#[derive(Clone, Debug)]
enum Proposal {
    /// Every class between its bounds; if there is a total, the class `last` makes it up.
    Box { last: usize },
    /// Chains between the lowest and the highest bound of all.
    Cube(Extensions),
    /// Each component above its lowest bound; the total is made up.
    Simplex(Vec<Component>),
}

#[derive(Clone, Debug)]
struct Component {
    members: Vec<usize>,
    least: f64,
    orders: Extensions,
}

impl Sampler {
    /// Returns nothing if too many classes hang together in a way that only a walk could draw.
    pub(super) fn new(polytope: &Polytope) -> Option<Sampler> {
        let fixed = fixed(polytope);
        let open: Vec<usize> = (0..polytope.n_classes()).filter(|&class| fixed[class].is_none()).collect();
        let taken =
            polytope.mass.iter().zip(&fixed).map(|(&mass, fixed)| i128::from(mass) * i128::from(fixed.unwrap_or(0)));
        let rest = polytope.total.map(|total| i128::from(total) - taken.sum::<i128>());
        if open.is_empty() {
            return Some(Sampler { fixed, rest: None, blocks: Vec::new() });
        }
        let whole = Shape::new(polytope, open, rest);
        let shapes = if rest.is_some() { vec![whole] } else { whole.parts() };
        let blocks = shapes.into_iter().map(Block::new).collect::<Option<_>>()?;
        Some(Sampler { fixed, rest, blocks })
    }

    /// Sets the numbers of all classes that are not fixed.
    pub(super) fn draw(&self, stream: &mut Stream, numbers: &mut [f64]) {
        let mut drawn = Vec::new();
        for block in &self.blocks {
            drawn.clear();
            drawn.resize(block.shape.n_classes(), 0.0);
            block.draw(stream, &mut drawn);
            block.shape.classes.iter().zip(&drawn).for_each(|(&class, &number)| numbers[class] = number);
        }
    }

    pub(super) fn method(&self) -> Method {
        self.blocks.iter().map(Block::method).max().unwrap_or(Method::Known)
    }
}

/// Returns the classes whose bounds, or whose bounds with the total, leave them one value.
///
/// If the total is neither the sum of the lower bounds nor that of the upper ones, it fixes nothing: see
/// [`Shape::inner`].
fn fixed(polytope: &Polytope) -> Vec<Option<i64>> {
    let sum = |of: &[i64]| {
        let each = polytope.mass.iter().zip(of).map(|(&mass, &each)| i128::from(mass) * i128::from(each));
        Some(each.sum::<i128>())
    };
    let total = polytope.total.map(i128::from);
    let most: Option<Vec<i64>> = polytope.most.iter().copied().collect();
    if total.is_some() && sum(&polytope.least) == total {
        return polytope.least.iter().copied().map(Some).collect();
    }
    if let Some(most) = most.filter(|most| total.is_some() && sum(most) == total) {
        return most.into_iter().map(Some).collect();
    }
    (0..polytope.n_classes()).map(|class| polytope.is_fixed(class).then_some(polytope.least[class])).collect()
}

impl Block {
    fn new(shape: Shape) -> Option<Block> {
        let boxed = shape.boxed();
        let ordered = if boxed.is_sure(&shape) { None } else { shape.ordered() };
        let proposals: Vec<Proposal> = ordered.into_iter().chain([boxed]).collect();
        let sure = proposals.iter().position(|proposal| proposal.is_sure(&shape));
        let chosen = sure.or_else(|| shape.likeliest(&proposals));
        let way = match chosen {
            Some(at) => Way::Propose { from: proposals.into_iter().nth(at)?, is_sure: sure.is_some() },
            None => Way::Walk(Box::new(Walk::new(&shape)?)),
        };
        Some(Block { shape, way })
    }

    fn draw(&self, stream: &mut Stream, numbers: &mut [f64]) {
        match &self.way {
            Way::Propose { from, is_sure } => {
                for _ in 0..TRIES_MAX {
                    from.draw(&self.shape, stream, numbers);
                    if *is_sure || self.shape.contains(numbers) {
                        return;
                    }
                }
                numbers.copy_from_slice(&self.shape.inner());
            }
            Way::Walk(walk) => walk.draw(&self.shape, stream, numbers),
        }
    }

    fn method(&self) -> Method {
        match self.way {
            Way::Propose { is_sure: true, .. } => Method::Direct,
            Way::Propose { is_sure: false, .. } => Method::Rejection,
            Way::Walk(_) => Method::Walk,
        }
    }
}

impl Shape {
    /// Returns the proposal that respects the order and makes light of bounds.
    fn ordered(&self) -> Option<Proposal> {
        if self.rest.is_none() {
            return Some(Proposal::Cube(Extensions::new(&self.below, None)?));
        }
        let components = self.components().into_iter().map(|members| {
            let below = self.below_within(&members);
            let mass: Vec<f64> = members.iter().map(|&at| self.mass[at]).collect();
            let least = members.iter().map(|&at| self.least[at]).fold(f64::INFINITY, f64::min);
            Some(Component { least, orders: Extensions::new(&below, Some(&mass))?, members })
        });
        Some(Proposal::Simplex(components.collect::<Option<_>>()?))
    }

    /// Returns the proposal that respects bounds and makes light of the order.
    fn boxed(&self) -> Proposal {
        let width = |at: usize| (self.most[at] - self.least[at]) * self.mass[at];
        let widest = (0..self.n_classes()).max_by(|&one, &other| width(one).total_cmp(&width(other)));
        Proposal::Box { last: widest.unwrap_or(0) }
    }

    /// Returns which proposal most often meets what is known, if any does often enough.
    fn likeliest(&self, proposals: &[Proposal]) -> Option<usize> {
        let tries = (PILOT_NUMBERS / self.n_classes()).clamp(PILOT_TRIES_MIN, PILOT_TRIES);
        let mut numbers = vec![0.0; self.n_classes()];
        let hits = proposals.iter().map(|proposal| {
            let mut stream = Stream::pilot();
            let is_hit = |_: &usize| {
                proposal.draw(self, &mut stream, &mut numbers);
                self.contains(&numbers)
            };
            (0..tries).filter(is_hit).count()
        });
        let best = hits.enumerate().max_by_key(|&(at, hits)| (hits, std::cmp::Reverse(at)));
        best.filter(|&(_, hits)| hits > 0 && hits * TRIES_A_DRAW >= tries).map(|(at, _)| at)
    }
}

impl Proposal {
    /// Returns whether everything proposed is of the shape.
    fn is_sure(&self, shape: &Shape) -> bool {
        match self {
            Proposal::Box { .. } => shape.rest.is_none() && shape.below.iter().all(Vec::is_empty),
            Proposal::Cube(_) => {
                let (least, most) = (shape.least_of_all(), shape.most_of_all());
                shape.least.iter().all(|&each| each <= least) && shape.most.iter().all(|&each| each >= most)
            }
            Proposal::Simplex(components) => {
                let left = left_above(shape, components);
                components.iter().all(|Component { members, least, .. }| {
                    let highest = shape.highest(members, *least, left);
                    let mut ends = members.iter().zip(highest);
                    ends.all(|(&at, most)| shape.least[at] <= *least && shape.most[at] >= most)
                })
            }
        }
    }

    fn draw(&self, shape: &Shape, stream: &mut Stream, numbers: &mut [f64]) {
        match self {
            Proposal::Box { last } => {
                for (at, number) in numbers.iter_mut().enumerate() {
                    *number = shape.least[at] + stream.unit() * (shape.most[at] - shape.least[at]);
                }
                if let Some(rest) = shape.rest {
                    numbers[*last] = 0.0;
                    let others: f64 = numbers.iter().zip(&shape.mass).map(|(number, mass)| number * mass).sum();
                    numbers[*last] = (rest - others) / shape.mass[*last];
                }
            }
            Proposal::Cube(orders) => {
                let (least, most) = (shape.least_of_all(), shape.most_of_all());
                let mut heights = stream.sorted(shape.n_classes()).into_iter();
                orders.draw(stream, |at, _| numbers[at] = least + heights.next().unwrap_or(0.0) * (most - least));
            }
            Proposal::Simplex(components) => {
                let left = left_above(shape, components);
                let mut shares = stream.shares(shape.n_classes()).into_iter();
                let mut placed = Vec::new();
                for component in components {
                    placed.clear();
                    component.orders.draw(stream, |at, mass| {
                        placed.push((component.members[at], shares.next().unwrap_or(0.0) * left / mass));
                    });
                    let mut height = component.least;
                    for &(at, step) in placed.iter().rev() {
                        height += step;
                        numbers[at] = height;
                    }
                }
            }
        }
    }
}

fn left_above(shape: &Shape, components: &[Component]) -> f64 {
    shape.left_above(components.iter().map(|of| (&*of.members, of.least)))
}
