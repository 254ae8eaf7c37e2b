//! How fast cases of 2,000 to 200,000 lines are read and formatted (reading included), beside passes over the same
//! bytes that no reader can do without.

#[path = "../tests/generate/mod.rs"]
mod generate;

use divan::Bencher;
use divan::counter::BytesCount;
use generate::{Source, entries, laid_out};
use std::hint::black_box;
use zopa_syntax::format::format;
use zopa_syntax::lex::lex;
use zopa_syntax::parse::parse;
use zopa_syntax::span::FileId;

fn main() {
    divan::main();
}

const LINES: &[usize] = &[2_000, 20_000, 200_000];

/// Returns a case of at least so many lines; the same one every time.
fn case(lines: usize) -> String {
    let mut state = 1_u64;
    let mut source = Source::new(std::iter::from_fn(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Some((state >> 32) as u16)
    }));
    let mut text = String::new();
    let mut written = 0;
    while written < lines {
        let nodes = entries(&mut source, 4);
        let (part, _) = laid_out(&mut source, &nodes);
        // Only a file as a whole has a byte order mark, and one kind of line end.
        let part = part.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        written += part.lines().count();
        text.push_str(part.trim_end_matches('\n'));
        text.push('\n');
    }
    text
}

fn measure<T>(bencher: Bencher<'_, '_>, lines: usize, work: impl Fn(&str) -> T + Sync) {
    let text = case(lines);
    assert!(parse(FileId(0), &text).findings.is_empty(), "the case can be read");
    bencher.counter(BytesCount::of_str(&text)).bench(|| work(black_box(&text)));
}

#[divan::bench(args = LINES)]
fn a_utf8_check(bencher: Bencher<'_, '_>, lines: usize) {
    measure(bencher, lines, |text| std::str::from_utf8(text.as_bytes()).is_ok());
}

#[divan::bench(args = LINES)]
fn b_line_count(bencher: Bencher<'_, '_>, lines: usize) {
    measure(bencher, lines, |text| text.bytes().filter(|&byte| byte == b'\n').count());
}

#[divan::bench(args = LINES)]
fn c_lex(bencher: Bencher<'_, '_>, lines: usize) {
    measure(bencher, lines, lex);
}

#[divan::bench(args = LINES)]
fn d_parse(bencher: Bencher<'_, '_>, lines: usize) {
    measure(bencher, lines, |text| parse(FileId(0), text));
}

#[divan::bench(args = LINES)]
fn e_format(bencher: Bencher<'_, '_>, lines: usize) {
    measure(bencher, lines, |text| format(text, &parse(FileId(0), text)));
}
