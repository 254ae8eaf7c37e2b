//! A position grid of 500 points and 30 parties from 20,000 entries: the answer, the workbook, and the way back, beside
//! a bare packing of as many bytes as the workbook holds.
#![allow(missing_docs, reason = "a benchmark has no readers of its documentation")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::fmt::Write as _;
use zopa::edited;
use zopa::question::grid::{self, Grid};
use zopa::session;
use zopa::workbook::workbook;
use zopa_case::case::Case;
use zopa_case::view::View;
use zopa_exchange::xlsx;

const POINTS: u64 = 500;
const PARTIES: u64 = 30;
const ENTRIES: u64 = 20_000;

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

/// Returns a case: three principals and 27 others, points of all kinds under 25 chapters, four reports a week, and
/// stances of every verb, a third of which take the place of an earlier one. A tenth of the principals' are red lines.
fn record() -> String {
    let mut dice = Dice(7);
    let mut text = String::from("case \"Large\"\n");
    for party in 0..PARTIES {
        let role = if party < 3 { "principal" } else { "stakeholder" };
        let _ = writeln!(text, "party q{party} \"Party number {party}\" {role}");
    }
    for point in 0..POINTS {
        if point % 20 == 0 {
            let _ = writeln!(text, "chapter \"Chapter {}\"", point / 20);
        }
        let _ = match point % 3 {
            0 => writeln!(text, "point p{point} \"Number of things {point}\" number 0..500 step 50 unit EUR"),
            1 => writeln!(text, "point p{point} \"Date of entry {point}\" date 2026-01..2030-01 step 6 months"),
            _ => writeln!(
                text,
                "point p{point} \"Choice of an arrangement {point}\" scale\n  option none \"No arrangement at all\"\n  \
                 option some \"An arrangement for some\"\n  option all \"An arrangement for all of them\""
            ),
        };
    }
    for report in 0..200 {
        let _ = writeln!(
            text,
            "2025-{:02}-{:02} report r{report} \"Report number {report}\" press on-record grade B2",
            1 + report % 12,
            1 + report % 28
        );
    }
    for entry in 0..ENTRIES {
        let (party, point) = (dice.below(PARTIES), dice.below(POINTS));
        let states = match point % 3 {
            0 => format!("p{point} <= {}", 50 * dice.below(11)),
            1 => format!("p{point} >= 202{}-07", 6 + dice.below(4)),
            _ => format!("p{point} != {}", ["none", "some", "all"][dice.below(3) as usize]),
        };
        let (verb, tail) = match dice.below(10) {
            0 if party < 3 && point % 3 == 2 => ("red-line", String::new()),
            1 | 2 => ("accepts", format!("\n  if p{} != some", point / 3 * 3 + 2)),
            3 | 4 => ("considers", String::new()),
            5 => ("opposes", String::new()),
            _ => ("demand", String::new()),
        };
        let tail = if point / 3 * 3 + 2 < POINTS { tail } else { String::new() };
        let name = if entry % 3 == 0 { format!("s{party}-{point}") } else { format!("s{party}-{point}-{entry}") };
        let _ = writeln!(
            text,
            "2025-{:02}-{:02} stance q{party} {verb} {name} : {states}{tail}\n  evidence r{} \"some words as printed\"",
            1 + entry * 12 / ENTRIES,
            1 + dice.below(28),
            dice.below(200),
        );
    }
    text
}

fn read() -> Case {
    let case = Case::read(vec![("large.zopa".to_string(), record())]);
    assert!(case.is_sound(), "{:?}", case.errors.first());
    case
}

fn asked(case: &Case) -> Grid {
    grid::ask(&View::new(case, None, &[]), &grid::Options::default()).expect("an answer")
}

#[divan::bench(max_time = 5)]
fn answer(bencher: Bencher<'_, '_>) {
    let case = read();
    bencher.bench_local(|| asked(&case).rows.len());
}

#[divan::bench(max_time = 5)]
fn answer_and_workbook(bencher: Bencher<'_, '_>) {
    let case = read();
    let bytes = xlsx::write(&workbook(&case, asked(&case).sheets(&case))).expect("a workbook").len();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| xlsx::write(&workbook(&case, asked(&case).sheets(&case))).expect("a workbook").len());
}

/// The physical limit beside it: packing as many bytes as the parts of the workbook have together.
#[divan::bench(max_time = 2)]
fn bare_packing(bencher: Bencher<'_, '_>) {
    let case = read();
    let packed = xlsx::write(&workbook(&case, asked(&case).sheets(&case))).expect("a workbook");
    let parts = unpacked(&packed);
    let total: usize = parts.iter().map(Vec::len).sum();
    bencher.counter(BytesCount::new(total)).bench_local(|| {
        let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (at, part) in parts.iter().enumerate() {
            out.start_file(at.to_string(), zip::write::SimpleFileOptions::default()).expect("a part");
            std::io::Write::write_all(&mut out, part).expect("bytes");
        }
        out.finish().expect("an archive").into_inner().len()
    });
}

fn unpacked(packed: &[u8]) -> Vec<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(packed)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut archive.by_index(at).expect("a part"), &mut bytes).expect("bytes");
            bytes
        })
        .collect()
}

#[divan::bench(max_time = 5)]
fn back_in(bencher: Bencher<'_, '_>) {
    let case = read();
    let packed = xlsx::write(&workbook(&case, asked(&case).sheets(&case))).expect("a workbook");
    bencher.counter(BytesCount::new(packed.len())).bench_local(|| {
        let book = xlsx::read(black_box(&packed)).expect("a workbook");
        let opened = edited::open(&book.sheets).expect("a grid");
        let view = session::view(&case, &opened.asked()).expect("a view");
        let answer = opened.compare(&view, &edited::Options::default());
        assert!(answer.proposals.is_empty() && answer.is_sound());
        answer.findings.len()
    });
}
