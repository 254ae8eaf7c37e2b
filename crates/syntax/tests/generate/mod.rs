//! Random valid cases, derived from the forms of the grammar: a new entry kind is covered without a word here.
//!
//! Everything is decided by a stream of small numbers, so a case can be had again from its stream, and a shorter or
//! smaller stream gives a simpler case: that is how failures shrink.

mod layout;
mod line;
mod node;
mod value;
mod write;

pub(crate) use layout::laid_out;
pub(crate) use node::entries;

/// The stream of decisions; when it runs dry, every further decision is the simplest one.
pub(crate) struct Source<'a> {
    stream: Box<dyn Iterator<Item = u16> + 'a>,
}

impl<'a> Source<'a> {
    /// Returns the decisions in a stream.
    pub(crate) fn new(stream: impl Iterator<Item = u16> + 'a) -> Source<'a> {
        Source { stream: Box::new(stream) }
    }

    /// Returns a number below `n`; 0 is the simplest.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::from(self.stream.next().unwrap_or(0)) % n
    }

    /// Returns true one time in `n`.
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    /// Returns one of a list.
    pub(crate) fn pick<'b, T: ?Sized>(&mut self, list: &[&'b T]) -> &'b T {
        list[self.below(list.len())]
    }
}
