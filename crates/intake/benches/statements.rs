//! How fast statements are found in invented reports of 10 kB to 10 MB, beside passes over the same bytes that no reader
//! can do without: the UTF-8 check, the count of code points, tokens and sentences.

use divan::Bencher;
use divan::counter::BytesCount;
use std::hint::black_box;
use zopa_intake::statement::statements;
use zopa_intake::text::Text;

fn main() {
    divan::main();
}

const SIZES: &[usize] = &[10_000, 1_000_000, 10_000_000];

const PARAGRAPHS: [&str; 8] = [
    "“The dam will stay closed until the spring,” Ada Brandt, the foreign minister of Veldland, told the Herald on Monday, \
     adding that “nobody should expect a gift.”\n\n",
    "The delegation of Tarn, which had arrived the night before, left the hall without a word. Its boats were still being \
     unloaded when the storm came, and the harbour stayed shut for two days.\n\n",
    "According to a person familiar with the talks, the two sides have agreed to measure the flow at four stations. The \
     official, who was not allowed to speak in public, called the step “small but real.”\n\n",
    "Okoro denied that the levy had been discussed. “We came for the water, not for the money,” he said. “That has not \
     changed.”\n\n",
    "A final decision, the source stressed, has not been made, and it would rest with the assembly. Farmers on the lower \
     river have warned for years that the fields are drying out.\n\n",
    "The gauge at Lake Ossia showed two metres less than in the year before. Engineers from both countries are to meet \
     there in June, and their report is expected by the end of the summer.\n\n",
    "In an interview with the Coast Post, the governor accused the ministry of hiding the figures and promised to publish \
     them himself, saying ‘the people have a right to know’.\n\n",
    "Analysts say the plan would cost more than either side admits. Neither government has said who would pay for the \
     locks, the pumps and the new road over the pass.\n\n",
];

fn report(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 400);
    let mut next = 0;
    while text.len() < bytes {
        next = (next * 5 + 3) % 17;
        text.push_str(PARAGRAPHS[next % PARAGRAPHS.len()]);
    }
    text
}

fn measure<T>(bencher: Bencher<'_, '_>, bytes: usize, work: impl Fn(&str) -> T + Sync) {
    let text = report(bytes);
    bencher.counter(BytesCount::of_str(&text)).bench(|| work(black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn a_utf8_check(bencher: Bencher<'_, '_>, bytes: usize) {
    measure(bencher, bytes, |text| std::str::from_utf8(text.as_bytes()).is_ok());
}

#[divan::bench(args = SIZES)]
fn b_code_point_count(bencher: Bencher<'_, '_>, bytes: usize) {
    measure(bencher, bytes, |text| text.chars().count());
}

#[divan::bench(args = SIZES)]
fn c_tokens_and_sentences(bencher: Bencher<'_, '_>, bytes: usize) {
    measure(bencher, bytes, |text| Text::read(text).sentences().len());
}

#[divan::bench(args = SIZES)]
fn d_statements(bencher: Bencher<'_, '_>, bytes: usize) {
    measure(bencher, bytes, |text| statements(&Text::read(text)).len());
}
