//! Draft texts as documents.

use zopa_text::bracket::{Parties, Rendering, document, read_with};
use zopa_text::document::{Document, Paragraph, Style};

fn made(text: &str, rendering: Rendering) -> Document {
    let parties = [("Sudmark".to_string(), vec!["SM".to_string()]), ("Norrland".to_string(), vec!["NL".to_string()])];
    document(&read_with(text, &Parties::new(parties)), rendering)
}

fn paragraphs(document: &Document) -> Vec<&Paragraph> {
    document.paragraphs()
}

#[test]
fn blocks_and_numbers() {
    let text = "# Treaty\n\n*Non-paper.*\n\n1. One\n   goes on.\n2. Two:\n(a) first\n(b) second\n- item\n\n## Article 5 – Tolls\n\n\
        | a | b |\n| --- | --- |\n| c | [d] |\n\n[^1]: Unused.\n";
    let found = made(text, Rendering::Source);
    let told: Vec<String> = paragraphs(&found)
        .iter()
        .map(|paragraph| {
            format!("{:?} {} «{}»", paragraph.style, paragraph.number.as_deref().unwrap_or("-"), paragraph.text())
        })
        .collect();
    let expected = [
        "Title - «Treaty»",
        "Body - «Non-paper.»",
        "Body 1. «One goes on.»",
        "Body 2. «Two:»",
        "Item(0) (a) «first»",
        "Item(0) (b) «second»",
        "Item(0) - «item»",
        "Heading(2) Article 5 «Tolls»",
        "Body - «a»",
        "Body - «b»",
        "Body - «c»",
        "Body - «[d]»",
    ];
    assert_eq!(told, expected);
    assert_eq!((found.title.as_deref(), found.notes.len()), (Some("Treaty"), 1));
    assert_eq!(paragraphs(&found)[0].style, Style::Title);
}

#[test]
fn parties_are_called_by_their_titles() {
    let found = made("[SM/NL propose: a; SM oppose] [SM: b] Option 1\n\nOption 2 (NL): c", Rendering::Attributed);
    let words: Vec<String> = paragraphs(&found).iter().map(|paragraph| paragraph.text()).collect();
    assert_eq!(words[0], "[Sudmark and Norrland propose: a; Sudmark oppose] [Sudmark: b] Option 1");
    assert_eq!(words[1], "Option 2 (Norrland): c");
    let faint: String =
        paragraphs(&found)[0].runs.iter().filter(|run| run.face.faint).map(|run| run.text.as_str()).collect();
    assert_eq!(faint, "Sudmark and Norrland propose: ; Sudmark opposeSudmark: ");
    let clean = made("[SM/NL propose: a; SM oppose] <!-- SM -->b", Rendering::Clean);
    assert_eq!(paragraphs(&clean)[0].text(), "[a] b");
}

#[test]
fn emphasis_notes_and_remarks() {
    let found = made(
        "a **bold *both*** _it_ ~~gone~~ 2*3 snake_case \\*x\\*[^n]<!-- aside -->\n\n[^n]: One.\n\n    Two.\n",
        Rendering::Source,
    );
    let runs = &paragraphs(&found)[0].runs;
    let told: Vec<String> = runs
        .iter()
        .map(|run| {
            format!(
                "{}{}{}{}",
                if run.face.bold { "B" } else { "" },
                if run.face.italic { "I" } else { "" },
                if run.face.strike { "S" } else { "" },
                run.text
            )
        })
        .collect();
    assert_eq!(told, ["a ", "Bbold ", "BIboth", " ", "Iit", " ", "Sgone", " 2*3 snake_case *x*", ""]);
    assert_eq!((runs[7].note, found.notes[0].len()), (Some(0), 2));
    assert_eq!(found.comments.len(), 1);
}

#[test]
fn directions() {
    let found = made("1. تلتزم الأطراف [NATO propose: بالمادة 5] هنا.", Rendering::Source);
    let paragraph = paragraphs(&found)[0];
    assert!(paragraph.rtl);
    let ltr: Vec<&str> = paragraph.runs.iter().filter(|run| !run.face.rtl).map(|run| run.text.as_str()).collect();
    assert_eq!(ltr, ["NATO propose"]);
    let hebrew = made("The word [שלום 5] here", Rendering::Source);
    let rtl: Vec<&str> =
        paragraphs(&hebrew)[0].runs.iter().filter(|run| run.face.rtl).map(|run| run.text.as_str()).collect();
    assert_eq!(rtl, ["שלום"]);
}
