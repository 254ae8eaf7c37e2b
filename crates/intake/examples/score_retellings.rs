//! Scores the detection of retellings on the annotated sets in the folder that `ZOPA_INTAKE` names (else
//! `../shared/data/intake`): re-translated articles, articles with parts of others in them, stories.
//!
//! ```sh
//! cargo run --release -p zopa-intake --example score_retellings
//! ```

#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "a tool for developers")]

use serde_json::Value;
use std::fs::read_to_string;
use std::path::Path;
use zopa_intake::retelling::{Kind, links};
use zopa_intake::text::Text;

fn lines(path: &Path) -> Vec<Value> {
    let text = read_to_string(path).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn sentences(value: &Value) -> String {
    let each = value.as_array().expect("a list").iter().map(|one| one.as_str().expect("a sentence"));
    each.collect::<Vec<_>>().join("\n\n")
}

fn main() {
    let folder = std::env::var("ZOPA_INTAKE").unwrap_or_else(|_| "../shared/data/intake".to_string());
    let folder = Path::new(&folder);
    let dev = lines(&folder.join("retranslation-ru-en/dev.jsonl"));
    for version in ["human_b", "mt_g", "mt_b", "mt_w"] {
        let a: Vec<String> = dev.iter().map(|one| sentences(&one["en"]["human_a"])).collect();
        let b: Vec<String> = dev.iter().map(|one| sentences(&one["en"][version])).collect();
        let texts: Vec<Text<'_>> = a.iter().chain(&b).map(|text| Text::read(text)).collect();
        let found = links(&texts);
        let close = found.iter().filter(|link| link.kind <= Kind::Derived && link.a < a.len() && link.b >= a.len());
        let (right, wrong): (Vec<_>, Vec<_>) = close.partition(|link| link.b - a.len() == link.a);
        for link in &wrong {
            let ids = (&dev[link.a]["id"], &dev[link.b - a.len()]["id"]);
            println!(
                "  {} and {}: aligned {}, contained {}, {} passages",
                ids.0,
                ids.1,
                link.aligned,
                link.contained,
                link.passages.len()
            );
        }
        println!("{version}: {} of {} found, {} wrong", right.len(), a.len(), wrong.len());
    }
    let partial = lines(&folder.join("retranslation-ru-en/partial_dev.jsonl"));
    let originals: Vec<String> = dev.iter().map(|one| sentences(&one["en"]["human_a"])).collect();
    let made: Vec<String> = partial.iter().map(|one| sentences(&one["sentences"])).collect();
    let texts: Vec<Text<'_>> = originals.iter().chain(&made).map(|text| Text::read(text)).collect();
    let n = originals.len();
    let (mut right, mut wrong) = (0, 0);
    for link in links(&texts).iter().filter(|link| link.kind <= Kind::Derived && link.a < n && link.b >= n) {
        let (id, part) = (&dev[link.a]["id"], &partial[link.b - n]);
        if *id == part["host"] {
            continue;
        }
        if *id == part["original"] { right += 1 } else { wrong += 1 }
    }
    let (precision, recall) = (f64::from(right) / f64::from(right + wrong), f64::from(right) / made.len() as f64);
    println!("partial: P {precision:.3} R {recall:.3} F1 {:.3}", 2.0 * precision * recall / (precision + recall));
    let bodies = lines(&folder.join("stance-fnc1/bodies.jsonl"));
    let texts: Vec<Text<'_>> = bodies.iter().map(|one| Text::read(one["text"].as_str().expect("a text"))).collect();
    let found = links(&texts);
    for kind in [Kind::Duplicate, Kind::Derived, Kind::SharesUtterance] {
        let of = found.iter().filter(|link| link.kind == kind);
        let (same, other): (Vec<_>, Vec<_>) = of.partition(|link| bodies[link.a]["story"] == bodies[link.b]["story"]);
        println!("stories: {kind:?}: {} within a story, {} across", same.len(), other.len());
    }
    // Groups: the reports that are linked at all.
    let mut group: Vec<usize> = (0..bodies.len()).collect();
    for link in found.iter().filter(|link| link.alike > 0) {
        let (from, to) = (group[link.b].max(group[link.a]), group[link.b].min(group[link.a]));
        group.iter_mut().filter(|at| **at == from).for_each(|at| *at = to);
    }
    let n = bodies.len();
    let (mut precision, mut recall) = (0.0, 0.0);
    for a in 0..n {
        let same = (0..n).filter(|&b| group[a] == group[b]).count() as f64;
        let told = (0..n).filter(|&b| bodies[a]["story"] == bodies[b]["story"]).count() as f64;
        let both = (0..n).filter(|&b| group[a] == group[b] && bodies[a]["story"] == bodies[b]["story"]).count() as f64;
        precision += both / same / n as f64;
        recall += both / told / n as f64;
    }
    println!(
        "stories: B-cubed P {precision:.3} R {recall:.3} F1 {:.3}",
        2.0 * precision * recall / (precision + recall)
    );
}
