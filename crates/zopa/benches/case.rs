//! A whole case from text to answer: reading and checking beside a bare pass over the bytes, the brief on the shipped
//! real example, clashes of 28 points, 5 parties and 40 red lines stated in the language.
#![allow(missing_docs, reason = "a benchmark has no readers of its documentation")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::fmt::Write as _;
use zopa::question::{brief, clash};
use zopa_case::case::Case;
use zopa_case::check::check;
use zopa_case::view::View;

fn main() {
    divan::main();
}

/// A generator whose numbers depend on nothing but the seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Returns a case of so many lines: points, reports, and stances with evidence.
fn record(lines: usize) -> String {
    let mut dice = Dice(1);
    let mut text = String::from("case \"Large\"\nparty a principal\nparty b principal\ninstrument t signed-by a b\n");
    let points = (lines / 500).max(2) as u64;
    for at in 0..points {
        let _ = writeln!(
            text,
            "fact f{at}\npoint p{at} \"Point {at}\" scale\n  option low\n  option mid gives f{at} via t\n  option high"
        );
    }
    for at in 0..lines / 50 {
        let _ = writeln!(
            text,
            "2025-{:02}-{:02} report r{at} \"Report {at}\" publisher \"Gazette\"",
            1 + at % 12,
            1 + at % 28
        );
    }
    let _ = writeln!(text, "2025-12-30 draft d by a");
    for at in 0..points {
        let _ = writeln!(text, "  {at} p{at} = mid");
    }
    for at in 0..(lines.saturating_sub(text.lines().count())) / 4 {
        let (party, point) = (["a", "b"][at % 2], dice.below(points));
        let _ = writeln!(
            text,
            "2025-{:02}-{:02} stance {party} demand s{at} \"Demand {at}\" : p{point} >= mid and not ({party} signs f{})\n  \
             basis mandate mandator \"parliament\"\n  \
             evidence r{} \"some words as printed\" by \"a source\" from {party} grade B2\n  \
             note \"A remark of some length for the reader of the record\"",
            1 + at % 12,
            1 + at % 28,
            dice.below(points),
            dice.below((lines / 50) as u64),
        );
    }
    text
}

const SIZES: &[usize] = &[2_000, 20_000, 200_000];

#[divan::bench(args = SIZES, max_time = 4)]
fn read_and_check(bencher: Bencher<'_, '_>, lines: usize) {
    let text = record(lines);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let case = Case::read(vec![("large.zopa".to_string(), text.clone())]);
        assert!(case.is_sound());
        check(&View::new(&case, None, &[])).len()
    });
}

/// The physical limit beside it: one look at every byte.
#[divan::bench(args = SIZES, max_time = 1)]
fn bare_pass(bencher: Bencher<'_, '_>, lines: usize) {
    let text = record(lines);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| black_box(text.as_str()).bytes().filter(|&byte| byte == b'\n').count());
}

#[divan::bench]
fn brief_on_real_talks(bencher: Bencher<'_, '_>) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/ukraine-2025");
    let files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the shipped example")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "zopa"))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("a file")))
        .collect();
    bencher.bench_local(|| {
        let case = Case::read(files.clone());
        let view = View::new(&case, None, &[]);
        brief::ask(&view, &brief::Options::default()).expect("a small case").page(&case).blocks.len()
    });
}

/// Returns talks of 28 points, 5 parties, 15 links and 40 red lines, most of them about so many points.
fn talks(contested: u64) -> String {
    let mut dice = Dice(7);
    let mut text = String::from("case \"Talks\"\n");
    for party in 0..5 {
        let _ = writeln!(text, "party q{party} principal");
    }
    for point in 0..28 {
        let _ = writeln!(text, "point p{point}\n  option a\n  option b\n  option c\n  option d");
    }
    let option = |dice: &mut Dice| ["a", "b", "c", "d"][dice.below(4) as usize];
    for _ in 0..15 {
        let (one, other) = (dice.below(28), dice.below(28));
        let _ = writeln!(text, "link : p{one} = {} implies p{other} != {}", option(&mut dice), option(&mut dice));
    }
    for line in 0..40 {
        let point = |dice: &mut Dice| if dice.below(5) < 4 { dice.below(contested) } else { dice.below(28) };
        let (one, two) = (point(&mut dice), point(&mut dice));
        let (first, second) = (option(&mut dice), option(&mut dice));
        let holds = match dice.below(3) {
            0 => format!("p{one} in {{{first}, {second}}}"),
            1 => format!("p{one} = {first} implies p{two} = {second}"),
            _ => format!("p{one} != {first} and p{two} != {second}"),
        };
        let _ = writeln!(text, "2025-01-01 stance q{} red-line r{line} : {holds} cost {}", line % 5, 1 + dice.below(9));
    }
    text
}

#[divan::bench(args = [14, 10, 8, 6], max_time = 3)]
fn clashes_of_forty_red_lines(bencher: Bencher<'_, '_>, contested: u64) {
    let case = Case::read(vec![("talks.zopa".to_string(), talks(contested))]);
    assert!(case.is_sound());
    bencher.bench_local(|| {
        let view = View::new(&case, None, &[]);
        let answer = clash::ask(&view, &clash::Options { dead: true, ..clash::Options::default() }).expect("a case");
        assert!(answer.complete);
        (answer.clashes.len(), answer.moves.len())
    });
}
