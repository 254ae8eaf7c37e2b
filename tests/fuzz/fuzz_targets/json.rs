#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use zopa_exchange::json::{from_json, parse as parse_json, to_json};
use zopa_syntax::parse::parse;
use zopa_syntax::span::FileId;

fn json_of(text: &str) -> Option<Value> {
    to_json(&[("case.zopa", &parse(FileId(0), text))]).ok()
}

fn there_and_back(document: &Value) {
    let carried = parse_json(&document.to_string()).expect("what is written can be read");
    let files = from_json(&carried).expect("what is read can be written");
    for (path, text) in files {
        let again = json_of(&text).expect("what is written can be read");
        let entries = document["files"].as_array().and_then(|files| files.iter().find(|file| file["path"] == *path));
        assert_eq!(again["files"][0]["entries"], entries.expect("the file is there")["entries"]);
    }
}

fuzz_target!(|text: &str| {
    if let Some(document) = json_of(text) {
        there_and_back(&document);
    }
    let Ok(document) = parse_json(text) else { return };
    let Ok(files) = from_json(&document) else { return };
    for (_, text) in files {
        there_and_back(&json_of(&text).expect("what is written can be read"));
    }
});
