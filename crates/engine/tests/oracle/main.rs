//! The answers of the engine against an oracle that tries every package and every set.

mod bargain;
mod brute;
mod cases;
mod conflict;
mod diagram;
mod frontier;
mod limit;
mod scale;
mod search;
mod small_problem;
mod small_zone;
mod solver;
mod tied;
mod zone;
