//! Scores statements against the annotated sets in the folder that `ZOPA_INTAKE` names (else `../shared/data/intake`):
//!
//! ```sh
//! cargo run --release -p zopa-intake --example score            # all sets that are there
//! cargo run --release -p zopa-intake --example score -- print FILE.jsonl   # what is found, for reading
//! ```
//!
//! The measures are those of the folder's README. *Quoted*: stretches of three words or more between double quotation
//! marks, most of which lie in an annotated content; right if what covers them here has a source that overlaps the
//! annotated one. *All*: found and annotated contents are paired greedily by overlap, above 0.3; right if the sources
//! overlap too. Annotations without a source cannot be met and count as missed.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss, reason = "a tool for developers")]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use zopa_intake::statement::{Statement, statements};
use zopa_intake::text::Text;

type Range = (usize, usize);

/// An attribution in code points.
struct Attribution {
    source: Vec<Range>,
    cue: Vec<Range>,
    content: Vec<Range>,
}

#[derive(Default, Clone, Copy)]
struct Counts {
    right: usize,
    found: usize,
    gold: usize,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    fn line(self) -> String {
        let share = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        let f1 = 200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64;
        let (p, r) = (share(self.found), share(self.gold));
        format!(
            "P {p:5.1}  R {r:5.1}  F1 {f1:5.1}   ({} right, {} found, {} annotated)",
            self.right, self.found, self.gold
        )
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [command, file] = args.as_slice() {
        assert_eq!(command, "print", "score [print FILE]");
        return print(Path::new(file));
    }
    let folder = std::env::var("ZOPA_INTAKE").map_or_else(|_| PathBuf::from("../shared/data/intake"), PathBuf::from);
    for name in ["train_sample", "dev"] {
        let file = folder.join("quotes-polnear").join(format!("{name}.jsonl"));
        if file.exists() {
            println!("PolNeAR {name}");
            polnear(&file);
        }
    }
    let file = folder.join("quotes-cofenet/valid.jsonl");
    if file.exists() {
        println!("CofeNet valid, exact spans");
        cofenet(&file);
    }
    let file = folder.join("quotes-german/dev.jsonl");
    if file.exists() {
        println!("German dev");
        german(&file);
    }
    let file = folder.join("seeds/expected.json");
    let articles = std::env::var("ZOPA_SEEDS").map_or_else(|_| folder.join("../../seeds"), PathBuf::from);
    if file.exists() && articles.exists() {
        println!("Seeds");
        seeds(&file, &articles);
    }
}

fn lines(file: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(file).expect("a readable file");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn print(file: &Path) {
    for article in lines(file) {
        let source = article["text"].as_str().unwrap();
        let text = Text::read(source);
        println!("{}", json!({"id": article["id"], "statements": statements(&text)}));
    }
}

fn ranges(value: &Value) -> Vec<Range> {
    let pair = |pair: &Value| (pair[0].as_u64().unwrap() as usize, pair[1].as_u64().unwrap() as usize);
    value.as_array().map(|list| list.iter().map(pair).collect()).unwrap_or_default()
}

fn found(source: &str) -> Vec<Attribution> {
    statements(&Text::read(source)).iter().map(of).collect()
}

fn of(statement: &Statement) -> Attribution {
    Attribution {
        source: statement.source.iter().map(|source| (source.printed.start, source.printed.end)).collect(),
        cue: statement.cue.iter().map(|cue| (cue.printed.start, cue.printed.end)).collect(),
        content: statement.content.iter().map(|anchor| (anchor.start, anchor.end)).collect(),
    }
}

fn size(ranges: &[Range]) -> usize {
    ranges.iter().map(|range| range.1 - range.0).sum()
}

fn common(a: &[Range], b: &[Range]) -> usize {
    a.iter().flat_map(|a| b.iter().map(move |b| a.1.min(b.1).saturating_sub(a.0.max(b.0)))).sum()
}

/// Stretches between double quotation marks of at least so many words; an open one ends with its paragraph.
fn stretches(source: &str, marks: &[(char, &[char])], words: usize) -> Vec<(Range, usize)> {
    let chars: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some((_, closing)) = marks.iter().find(|(open, _)| *open == chars[at]) {
            let end = (at + 1..chars.len())
                .find(|&end| closing.contains(&chars[end]) || chars[end] == '\n')
                .unwrap_or(chars.len());
            let inner: String = chars[at..end].iter().collect();
            let count = inner.split_whitespace().count();
            if count >= words {
                found.push(((at, (end + 1).min(chars.len())), count));
            }
            at = end;
        }
        at += 1;
    }
    found
}

fn quoted(source: &str, gold: &[Attribution], found: &[Attribution], marks: &[(char, &[char])]) -> Counts {
    let mut counts = Counts::default();
    for (stretch, _) in stretches(source, marks, 3) {
        let covers = |attribution: &&Attribution| 2 * common(&[stretch], &attribution.content) >= stretch.1 - stretch.0;
        let gold: Vec<&Attribution> = gold.iter().filter(covers).collect();
        let told: Vec<&Attribution> = found.iter().filter(|found| covers(found) && !found.source.is_empty()).collect();
        counts.gold += usize::from(!gold.is_empty());
        counts.found += usize::from(!told.is_empty());
        let right = gold.iter().any(|gold| told.iter().any(|told| common(&gold.source, &told.source) > 0));
        counts.right += usize::from(right);
    }
    counts
}

/// Pairs contents greedily by their overlap; returns which annotated ones are met.
fn paired(gold: &[Attribution], found: &[Attribution]) -> Vec<Option<usize>> {
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (g, gold) in gold.iter().enumerate() {
        for (f, found) in found.iter().enumerate() {
            let both = common(&gold.content, &found.content);
            let union = size(&gold.content) + size(&found.content) - both;
            if both * 10 > union * 3 {
                pairs.push((both * 1_000_000 / union, g, f));
            }
        }
    }
    pairs.sort_by_key(|&(overlap, g, f)| (std::cmp::Reverse(overlap), g, f));
    let mut of_gold = vec![None; gold.len()];
    let mut taken = vec![false; found.len()];
    for (_, g, f) in pairs {
        if of_gold[g].is_none() && !taken[f] {
            of_gold[g] = Some(f);
            taken[f] = true;
        }
    }
    of_gold
}

const DOUBLE: &[(char, &[char])] = &[('“', &['”']), ('"', &['"'])];

fn polnear(file: &Path) {
    let (mut quotes, mut all, mut indirect, mut met, mut indirect_found) =
        (Counts::default(), Counts::default(), Counts::default(), 0, Counts::default());
    let articles = lines(file);
    let mut bytes = 0;
    let start = std::time::Instant::now();
    let told: Vec<Vec<Attribution>> = articles
        .iter()
        .map(|article| {
            let source = article["text"].as_str().unwrap();
            bytes += source.len();
            found(source)
        })
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    for (article, found) in articles.iter().zip(&told) {
        let source = article["text"].as_str().unwrap();
        let gold: Vec<Attribution> = article["attributions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|gold| Attribution {
                source: ranges(&gold["source"]),
                cue: ranges(&gold["cue"]),
                content: ranges(&gold["content"]),
            })
            .collect();
        quotes.add(quoted(source, &gold, found, DOUBLE));
        let chars: Vec<char> = source.chars().collect();
        let of_gold = paired(&gold, found);
        let is_indirect = |attribution: &Attribution| {
            !attribution
                .content
                .iter()
                .any(|range| chars[range.0..range.1].iter().any(|c| matches!(c, '“' | '”' | '"')))
        };
        let mut taken = vec![false; found.len()];
        for (gold, index) in gold.iter().zip(&of_gold) {
            met += usize::from(index.is_some());
            let right = index.is_some_and(|index| common(&gold.source, &found[index].source) > 0);
            all.right += usize::from(right);
            if let Some(index) = index {
                taken[*index] = right;
            }
            if is_indirect(gold) {
                indirect.gold += 1;
                indirect.right += usize::from(right);
            }
        }
        for (found, taken) in found.iter().zip(&taken) {
            if is_indirect(found) {
                indirect_found.found += 1;
                indirect_found.right += usize::from(*taken);
            }
        }
        all.gold += gold.len();
        all.found += found.len();
    }
    indirect.found = indirect_found.found;
    let precision = 100.0 * indirect_found.right as f64 / indirect_found.found.max(1) as f64;
    println!("  quoted    {}", quotes.line());
    println!("  all       {}   contents met: {met}", all.line());
    println!("  indirect  {}   precision of what is found without marks: {precision:.1}", indirect.line());
    println!("  {:.1} MB/s, {:.0} articles/s", bytes as f64 / 1e6 / seconds, articles.len() as f64 / seconds);
}

/// Joins tokens by spaces; a mark keeps its place so that what is found can be laid on the labels.
fn cofenet(file: &Path) {
    let names = ["source", "cue", "content"];
    let mut counts = [Counts::default(); 3];
    for paragraph in lines(file) {
        let tokens: Vec<&str> =
            paragraph["tokens"].as_array().unwrap().iter().map(|token| token.as_str().unwrap()).collect();
        let labels: Vec<&str> =
            paragraph["labels"].as_array().unwrap().iter().map(|label| label.as_str().unwrap()).collect();
        let mut source = String::new();
        let mut places = Vec::new();
        for token in &tokens {
            let glued = source.is_empty()
                || source.ends_with(['“', '('])
                || token.starts_with(['\'', '’', ',', '.', '”', '?', '!', ':', ';', ')'])
                || *token == "n't";
            if !glued {
                source.push(' ');
            }
            let from = source.chars().count();
            source.push_str(match *token {
                "``" => "“",
                "''" => "”",
                token => token,
            });
            places.push((from, source.chars().count()));
        }
        let found = found(&source);
        for (index, name) in names.iter().enumerate() {
            let gold = spans(&labels, name);
            let mut told: Vec<Range> = found
                .iter()
                .flat_map(|found| [&found.source, &found.cue, &found.content][index].iter())
                .filter_map(|range| {
                    let from = places.iter().position(|place| place.1 > range.0)?;
                    let to = places.iter().rposition(|place| place.0 < range.1)?;
                    Some((from, to + 1))
                })
                .collect();
            told.sort_unstable();
            told.dedup();
            counts[index].gold += gold.len();
            counts[index].found += told.len();
            counts[index].right += told.iter().filter(|range| gold.contains(range)).count();
        }
    }
    for (name, counts) in names.iter().zip(counts) {
        println!("  {name:8} {}", counts.line());
    }
}

fn spans(labels: &[&str], name: &str) -> Vec<Range> {
    let mut found: Vec<Range> = Vec::new();
    let mut open = false;
    for (at, label) in labels.iter().enumerate() {
        let (begins, of) = label.split_once('-').map_or((false, *label), |(begin, of)| (begin == "B", of));
        if of != name {
            open = false;
        } else if begins || !open {
            found.push((at, at + 1));
            open = true;
        } else if let Some(last) = found.last_mut() {
            last.1 = at + 1;
        }
    }
    found
}

fn german(file: &Path) {
    const MARKS: &[(char, &[char])] = &[('„', &['“', '”', '"']), ('"', &['"']), ('»', &['«']), ('“', &['”'])];
    let mut quotes = Counts::default();
    let mut all = Counts::default();
    let mut types: std::collections::BTreeMap<String, Counts> = std::collections::BTreeMap::new();
    for article in lines(file) {
        let source = article["text"].as_str().unwrap();
        let found = found(source);
        let annotations = article["annotations"].as_array().unwrap();
        let gold: Vec<Attribution> = annotations
            .iter()
            .map(|gold| Attribution {
                source: ranges(&gold["speaker"]),
                cue: ranges(&gold["cue"]),
                content: ranges(&gold["quote"]),
            })
            .collect();
        quotes.add(quoted(source, &gold, &found, MARKS));
        let of_gold = paired(&gold, &found);
        all.gold += gold.len();
        all.found += found.len();
        for ((gold, index), annotation) in gold.iter().zip(&of_gold).zip(annotations) {
            let right = index.is_some_and(|index| common(&gold.source, &found[index].source) > 0);
            all.right += usize::from(right);
            let of_type = types.entry(annotation["type"].as_str().unwrap_or_default().to_string()).or_default();
            of_type.gold += 1;
            of_type.right += usize::from(right);
        }
    }
    println!("  quoted    {}", quotes.line());
    println!("  all       {}", all.line());
    for (name, counts) in types {
        println!("  {name:18} recall {:.1} of {}", 100.0 * counts.right as f64 / counts.gold as f64, counts.gold);
    }
}

fn seeds(file: &Path, articles: &Path) {
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(file).expect("a readable file")).expect("JSON");
    let (mut right, mut outlets, mut count) = (0, 0, 0);
    for statement in expected["statements"].as_array().unwrap() {
        count += 1;
        let passage = &statement["passage"];
        let source = std::fs::read_to_string(articles.join(passage["file"].as_str().unwrap())).expect("an article");
        let found = statements(&Text::read(&source));
        let exact = passage["exact"].as_str().unwrap();
        let speaker = statement["speaker_as_printed"].as_str().unwrap();
        let via = statement["via"].as_str().unwrap_or_default();
        let place = source
            .match_indices(exact)
            .map(|(at, _)| source[..at].chars().count())
            .map(|at| (at, at + exact.chars().count()));
        let places: Vec<Range> = place.collect();
        let covers = |statement: &&Statement| {
            let content = of(statement).content;
            places.iter().any(|place| 2 * common(&[*place], &content) >= place.1 - place.0)
        };
        let told: Vec<&Statement> = found.iter().filter(covers).collect();
        let said = |statement: &&&Statement| {
            statement.source.as_ref().is_some_and(|source| {
                let antecedent = source.antecedent.as_ref().map_or("", |antecedent| antecedent.printed.exact.as_str());
                speaker == "(continued quote)"
                    || [source.printed.exact.as_str(), antecedent]
                        .iter()
                        .any(|printed| !printed.is_empty() && (printed.contains(speaker) || speaker.contains(printed)))
            })
        };
        let by = told.iter().find(said);
        let outlet = by.is_some_and(|by| {
            via != "CNN"
                || by.via.iter().any(|by| by.printed.exact.contains("CNN"))
                || by.source.as_ref().is_some_and(|source| source.printed.exact.contains("CNN"))
        });
        right += usize::from(by.is_some());
        outlets += usize::from(outlet);
        if by.is_none() || !outlet {
            let printed: Vec<&str> = told
                .iter()
                .filter_map(|told| told.source.as_ref())
                .map(|source| source.printed.exact.as_str())
                .collect();
            println!("  missed: {exact:.60} by {speaker} via {via}: found {printed:?}");
        }
    }
    println!("  speaker right {right} of {count}, speaker and outlet {outlets} of {count}");
}
