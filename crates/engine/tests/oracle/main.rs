//! The answers of the engine against an oracle that tries every package and every set.

mod brute;
mod conflict;
mod diagram;
mod limit;
mod scale;
mod small_problem;
mod solver;
mod zone;
