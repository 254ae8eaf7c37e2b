//! Numbers as Word computes them.

use super::build::{Docx, docx, r};
use super::{lines, names, reading};
use zopa_text::document::{Renumbered, Style};
use zopa_text::revision::{accept_all, reject_all};

fn level(at: usize, form: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{form}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn list(id: usize, levels: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>")
}

fn usage(id: usize, list: usize, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{list}\"/>{more}</w:num>")
}

fn item(num: usize, level: usize, text: &str) -> String {
    marked(num, level, text, "")
}

fn marked(num: usize, level: usize, text: &str, end: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{num}\"/></w:numPr>{end}</w:pPr>{}</w:p>",
        r(text)
    )
}

fn read(file: &Docx) -> Vec<String> {
    lines(&reading(&file.bytes()).document)
}

fn three_levels() -> String {
    let levels = [
        level(0, "decimal", "Article %1.", ""),
        level(1, "decimal", "%1.%2", ""),
        level(2, "lowerLetter", "(%3)", ""),
        level(3, "lowerRoman", "(%4)", ""),
    ];
    list(0, &levels.concat())
}

#[test]
fn levels_count_and_begin_anew() {
    let body = [
        item(1, 0, "a"),
        item(1, 1, "b"),
        item(1, 1, "c"),
        item(1, 2, "d"),
        item(1, 2, "e"),
        item(1, 3, "f"),
        item(1, 1, "g"),
        item(1, 2, "h"),
        item(1, 0, "i"),
        item(1, 1, "j"),
    ];
    let file = docx(&body.concat()).numbering(&format!("{}{}", three_levels(), usage(1, 0, "")));
    let wanted =
        ["Article 1. a", "1.1 b", "1.2 c", "(a) d", "(b) e", "(i) f", "1.3 g", "(a) h", "Article 2. i", "2.1 j"];
    assert_eq!(read(&file), wanted);
}

#[test]
fn lists_of_one_kind_go_on_unless_they_have_a_start_of_their_own() {
    let own = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
    let other = format!("<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>", level(0, "upperRoman", "%1)", ""));
    let numbering =
        format!("{}{}{}{}{}", three_levels(), usage(1, 0, ""), usage(2, 0, ""), usage(3, 0, own), usage(4, 0, &other));
    let body = [
        item(1, 0, "a"),
        item(2, 0, "b"),
        item(3, 0, "c"),
        item(3, 0, "d"),
        item(1, 0, "e"),
        item(4, 0, "f"),
        item(0, 0, "none"),
        item(9, 0, "unknown"),
    ];
    let wanted =
        ["Article 1. a", "Article 2. b", "Article 1. c", "Article 2. d", "Article 3. e", "IV) f", "none", "unknown"];
    assert_eq!(read(&docx(&body.concat()).numbering(&numbering)), wanted);
}

#[test]
fn restarts_plain_numbers_and_starts_are_followed() {
    let levels = [
        level(0, "upperRoman", "%1", ""),
        level(1, "decimal", "%1.%2", "<w:lvlRestart w:val=\"0\"/><w:isLgl/>"),
        "<w:lvl w:ilvl=\"2\"><w:start w:val=\"5\"/><w:numFmt w:val=\"decimalZero\"/><w:lvlText w:val=\"%3\"/></w:lvl>"
            .to_string(),
    ];
    let numbering = format!("{}{}", list(0, &levels.concat()), usage(1, 0, ""));
    let body = [item(1, 0, "a"), item(1, 1, "b"), item(1, 0, "c"), item(1, 1, "d"), item(1, 2, "e"), item(1, 2, "f")];
    assert_eq!(read(&docx(&body.concat()).numbering(&numbering)), ["I a", "1.1 b", "II c", "2.2 d", "05 e", "06 f"]);
}

#[test]
fn styles_carry_lists_and_pass_them_on() {
    let levels = [
        level(0, "decimal", "%1.", "<w:pStyle w:val=\"Art\"/>"),
        level(1, "lowerLetter", "(%2)", "<w:pStyle w:val=\"Sub\"/>"),
    ];
    let numbering = format!("{}{}", list(0, &levels.concat()), usage(1, 0, ""));
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Art\"><w:name w:val=\"Art\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Child\"><w:name w:val=\"Child\"/><w:basedOn w:val=\"Art\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:name w:val=\"Sub\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let styled = |style: &str, more: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{}</w:p>", r(text))
    };
    let off = "<w:numPr><w:numId w:val=\"0\"/></w:numPr>";
    let body = [
        styled("Art", "", "a"),
        styled("Sub", "", "b"),
        styled("Sub", "", "c"),
        styled("Child", "", "d"),
        styled("Art", off, "e"),
        styled("Sub", "", "f"),
    ];
    let file = docx(&body.concat()).numbering(&numbering).styles(styles);
    assert_eq!(read(&file), ["1. a", "(a) b", "(b) c", "2. d", "e", "(a) f"]);
}

#[test]
fn forms_are_written_as_word_writes_them() {
    let shown = |form: &str, count: usize| {
        let numbering = format!("{}{}", list(0, &level(0, form, "%1", "")), usage(1, 0, ""));
        let body: String = (0..count).map(|_| item(1, 0, "x")).collect();
        let all = read(&docx(&body).numbering(&numbering));
        all.last().map(|line| line.trim_end_matches(" x").to_string()).unwrap_or_default()
    };
    for (form, count, wanted) in [
        ("decimal", 12, "12"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 26, "Z"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 12, "12th"),
        ("cardinalText", 21, "Twenty-one"),
        ("ordinalText", 12, "Twelfth"),
        ("numberInDash", 3, "- 3 -"),
        ("hebrew1", 15, "טו"),
        ("arabicAlpha", 2, "ب"),
        ("russianLower", 10, "к"),
        ("chicago", 6, "††"),
        ("decimalEnclosedCircle", 3, "③"),
        ("chineseCounting", 13, "十三"),
    ] {
        assert_eq!(shown(form, count), wanted, "{form}");
    }
    let numbering = format!("{}{}", list(0, &level(0, "vigesimal", "%1", "")), usage(1, 0, ""));
    let found = reading(&docx(&item(1, 0, "x")).numbering(&numbering).bytes());
    assert_eq!((lines(&found.document), names(&found)), (vec!["1 x".to_string()], vec!["number-forms"]));
}

#[test]
fn bullets_are_items_without_a_number() {
    let numbering =
        format!("{}{}", list(0, &(level(0, "bullet", "", "") + &level(1, "bullet", "o", ""))), usage(1, 0, ""));
    let found = reading(&docx(&(item(1, 0, "a") + &item(1, 1, "b"))).numbering(&numbering).bytes()).document;
    let styles: Vec<Style> = found.paragraphs().iter().map(|paragraph| paragraph.style).collect();
    assert_eq!((lines(&found), styles), (vec!["a".to_string(), "b".to_string()], vec![Style::Item(0), Style::Item(1)]));
}

#[test]
fn an_inserted_paragraph_renumbers_what_follows() {
    let numbering = format!("{}{}", list(0, &level(0, "decimal", "%1.", "")), usage(1, 0, ""));
    let end = |kind: &str| format!("<w:rPr><w:{kind} w:id=\"1\" w:author=\"Ann\"/></w:rPr>");
    let body = [
        item(1, 0, "a"),
        marked(1, 0, "new", &end("ins"))
            .replace("<w:r>", "<w:ins w:id=\"2\" w:author=\"Ann\"><w:r>")
            .replace("</w:r>", "</w:r></w:ins>"),
        item(1, 0, "b"),
        marked(1, 0, "old", &end("del"))
            .replace("<w:r>", "<w:del w:id=\"3\" w:author=\"Ann\"><w:r>")
            .replace("</w:r>", "</w:r></w:del>"),
        item(1, 0, "c"),
    ];
    let found = reading(&docx(&body.concat()).numbering(&numbering).bytes()).document;
    assert_eq!(lines(&found), ["1. a", "2. new", "3. b", "3. old", "4. c"]);
    let b = found.paragraphs()[2].renumbered.clone();
    assert_eq!(b, Some(Renumbered { from: "2.".to_string(), author: None, date: None }));
    assert_eq!(lines(&accept_all(&found)), ["1. a", "2. new", "3. b", "4. c"]);
    assert_eq!(lines(&reject_all(&found)), ["1. a", "2. b", "3. old", "4. c"]);
}

#[test]
fn a_tracked_change_of_the_list_says_who_renumbered() {
    let numbering = format!("{}{}{}", list(0, &level(0, "decimal", "%1.", "")), usage(1, 0, ""), usage(2, 0, ""));
    let change = "<w:pPrChange w:id=\"1\" w:author=\"Ann\" w:date=\"2025-03-20T00:00:00Z\"><w:pPr/></w:pPrChange>";
    let found = reading(&docx(&marked(1, 0, "a", change)).numbering(&numbering).bytes()).document;
    let renumbered = found.paragraphs()[0].renumbered.clone().expect("another number");
    assert_eq!((renumbered.from.as_str(), renumbered.author.as_deref()), ("", Some("Ann")));
    assert_eq!(lines(&reject_all(&found)), ["a"]);
}
