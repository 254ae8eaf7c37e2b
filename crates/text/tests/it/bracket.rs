//! The shapes of brackets in real texts.

use zopa_text::bracket::{
    Alternates, BracketKind, LeafKind, Measure, Parties, Position, Text, measure, read, read_with,
};
use zopa_text::clause::clauses;

fn named(names: &[&str]) -> Parties {
    Parties::new(names.iter().map(|name| ((*name).to_string(), vec![])))
}

/// Returns what brackets and their attributions say, one line each.
fn told(text: &Text<'_>) -> Vec<String> {
    let all = text.brackets.iter().map(|bracket| {
        let stances: Vec<String> = bracket
            .stances
            .iter()
            .map(|stance| {
                let names: Vec<&str> = stance.parties.iter().map(|named| &text.source[named.span.clone()]).collect();
                let said = if stance.stated { stance.position.word() } else { "-" };
                format!("{} {said} «{}»", names.join("+"), &text.source[stance.words.clone()])
            })
            .collect();
        format!("{} {}", bracket.depth, stances.join("; ")).trim_end().to_string()
    });
    all.collect()
}

#[track_caller]
fn reads(text: &str, expected: &[&str]) {
    assert_eq!(told(&read(text)), expected, "{text:?}");
}

fn names(text: &Text<'_>) -> Vec<&'static str> {
    text.findings.iter().map(|finding| finding.rule.name).collect()
}

fn all(text: &str) -> Measure {
    measure(&read(text), &clauses(text)).all
}

#[test]
fn plain_nested_and_adjacent() {
    reads("a [b] c", &["1"]);
    reads("[[[a] b] c]", &["1", "2", "3"]);
    reads("[shall][should] be [A/B] [or] [C]", &["1", "1", "1", "1", "1"]);
    let text = read("[shall][should] and [30/60/90] and/or [x/y] [and/or] [km/h] [2024/25]");
    assert_eq!(text.alternates[..2], [Alternates::Beside(vec![0, 1]), Alternates::Inside(2, 3)]);
    let text = read("[A text] [or] [B text], then [C]\n\n[D]");
    assert_eq!(text.alternates, [Alternates::Beside(vec![0, 2])]);
    assert_eq!(text.brackets[1].kind, BracketKind::Joint);
    assert_eq!(all("[a [b [c [d]]]] [e]").depth, 4);
}

#[test]
fn attributions() {
    reads("[US/SG propose: include]", &["1 US+SG propose «include»"]);
    reads("[US/SG propose; CL/MY/NZ oppose: text]", &["1 US+SG propose «text»; CL+MY+NZ oppose «text»"]);
    reads("[US/SG propose: one; CL, MY oppose: two]", &["1 US+SG propose «one»; CL+MY oppose «two»"]);
    reads("[NZ/BN oppose: and enjoyment of]", &["1 NZ+BN oppose «and enjoyment of»"]);
    reads("[US//SG propose: x]", &["1 US+SG propose «x»"]);
    reads("[US/SGpropose: x]", &["1 US+SG propose «x»"]);
    reads("[US propose:include][US oppose: also mean]", &["1 US propose «include»", "1 US oppose «also mean»"]);
    reads(
        "[US supports: x] [EU considering: y] [JP reserves: z]",
        &["1 US support «x»", "1 EU consider «y»", "1 JP reserve «z»"],
    );
    reads("[US does not support: x]", &["1 US oppose «x»"]);
    reads("[US propose, CL oppose: x]", &["1 US propose «x»; CL oppose «x»"]);
    reads("[proposed by US and EU: x]", &["1 US+EU propose «x»"]);
    reads("[**US** propose: x] [*US/SG propose:* y]", &["1 US propose «x»", "1 US+SG propose «y»"]);
    reads("[Norrland propose: a.; Sudmark oppose]", &["1 Norrland propose «a.»; Sudmark oppose «a.»"]);
    reads("[NZ/BN: x]", &["1 NZ+BN - «x»"]);
    reads("[US propose: a [CL propose: b] c]", &["1 US propose «a [CL propose: b] c»", "2 CL propose «b»"]);
    reads("[Group of 77 and China propose: x]", &["1 Group of 77+China propose «x»"]);
    reads("【US propose: 文本】［NZ oppose：文］", &["1 US propose «文本»", "1 NZ oppose «文»"]);
    reads("[US propose : x]", &["1 US propose «x»"]);
    reads("[US\u{a0}propose: x]", &["1 US propose «x»"]);
}

#[test]
fn words_before_a_colon_that_are_no_attribution() {
    for text in [
        "[the Parties shall: a]",
        "[The Parties consider: a; b]",
        "[Article 5: tolls]",
        "[Technical support: money]",
        "[at 10:30]",
        "[Sudmark: x]",
        "[The Committee shall support: a]",
        "[Ships: all of them]",
        "[Strategic reserve: oil]",
    ] {
        reads(text, &["1"]);
    }
}

#[test]
fn known_parties_need_no_verb() {
    let parties = named(&["Norrland", "Sudmark", "Bosnia and Herzegovina", "السودان", "苏丹"]);
    let read = |text: &str| told(&read_with(text, &parties)).join(" | ");
    assert_eq!(read("[Sudmark: x]"), "1 Sudmark - «x»");
    assert_eq!(read("[the Sudmark: x] [sudmark: y]"), "1 Sudmark - «x» | 1".replace("1 Sudmark", "1 the Sudmark"));
    assert_eq!(read("[Norrland and Bosnia and Herzegovina: x]"), "1 Norrland+Bosnia and Herzegovina - «x»");
    assert_eq!(read("[السودان: النص] [苏丹：文本]"), "1 السودان - «النص» | 1 苏丹 - «文本»");
    assert_eq!(read("[a; Sudmark opposes] [Sudmark reserves its position on pilots]").matches("Sudmark").count(), 2);
}

#[test]
fn a_code_with_a_verb_is_known_elsewhere() {
    reads("[QQ propose: a] [QQ: b]", &["1 QQ propose «a»", "1 QQ - «b»"]);
}

#[test]
fn unknown_codes_are_found_once() {
    let text = read_with("[US propose: a][US oppose: b][XY: c] [Nordland propose: d]", &named(&["Norrland", "US"]));
    assert_eq!(names(&text), ["unknown-party-code", "unknown-party-code"]);
    assert_eq!(text.findings[1].hint.as_deref(), Some("did you mean `Norrland`?"));
}

#[test]
fn what_is_no_bracket() {
    let text = "[words](https://a.b/c) ![image](a.png) [words][ref] [ref] [^1] - [ ] x\n\n- [ ] open\n- [x] done\n1. [ ] too\n\
        `[code]` ``[a` b]`` <!-- [hidden] --> \\[escaped\\] {names} […] [...] [sic] [T]he [TBD] [__] [ ] days\n\n\
        ```\n[code]\n```\n\n[ref]: https://a.b\n\n[^1]: A note.\n";
    let read = read(text);
    assert_eq!(read.brackets, [], "{:?}", read.brackets);
    assert_eq!(read.findings, []);
    let count = |kind| read.leaves.iter().filter(|leaf| leaf.kind == kind).count();
    assert_eq!((count(LeafKind::Task), count(LeafKind::Blank), count(LeafKind::Editorial)), (3, 4, 4));
    assert_eq!((count(LeafKind::LinkOpen), count(LeafKind::Code), count(LeafKind::Brace)), (4, 3, 1));
    assert_eq!(all("[Drafting note: [US] will come back] [a]").brackets, 2);
    reads("[shall](US) be", &["1"]);
    reads("[s] [t]he [a]symmetric", &["1", "1", "1"]);
}

#[test]
fn unbalanced_marks_are_found_and_the_rest_is_read() {
    let missing_opener = read("[cooperation] support] and [more]");
    assert_eq!(names(&missing_opener), ["unbalanced-bracket"]);
    assert_eq!((missing_opener.findings[0].span.clone(), missing_opener.brackets.len()), (21..22, 2));
    let missing_closer = read("[a [b] [c]");
    assert_eq!(missing_closer.findings[0].span, 0..1);
    assert_eq!(missing_closer.brackets.iter().filter(|bracket| bracket.closed).count(), 2);
    reads("[US propose: a", &["1 US propose «a»"]);
    assert_eq!(names(&read("[a］")), ["unbalanced-bracket"]);
    assert_eq!(names(&read("]][[")).len(), 4);
}

#[test]
fn a_missing_mark_is_found_in_its_clause() {
    let text = "[1. One [a].\n\n2. Two [b.\n\n3. Three [c].]\n";
    let read_text = read(text);
    assert_eq!(names(&read_text), ["unbalanced-bracket"]);
    assert_eq!(&text[read_text.findings[0].span.start..][..2], "[b");
    assert!(read_text.whole().is_some());
    let stray = "[1. One [a].\n\n2. Two b] more.\n\n3. Three [c].]\n";
    assert_eq!(read(stray).findings[0].span.start, stray.find(" more").expect("a word") - 1);
    let spanning = "1. One [a\n\n2. b] two.\n";
    assert_eq!(names(&read(spanning)), Vec::<&str>::new());
}

#[test]
fn a_bracket_around_the_whole_hides_nothing() {
    let text = "# Title\n\n[\n\n1. One [a].\n\n2. Two.\n\n3. Three [b [c]].\n\n]\n";
    let found = measure(&read(text), &clauses(text));
    assert!(found.whole.is_some());
    assert_eq!((found.all.brackets, found.all.depth), (4, 2));
    let clean: Vec<bool> = found.clauses.iter().map(|unit| unit.clean).collect();
    assert_eq!(clean, [false, true, false]);
    assert_eq!((found.all.words, found.all.open_words), (7, 3));
}

#[test]
fn a_bracket_around_two_clauses_leaves_neither_clean() {
    let text = "1. One.\n\n[2. Two.\n\n3. Three.]\n\n4. Four.\n";
    let clean: Vec<bool> = measure(&read(text), &clauses(text)).clauses.iter().map(|unit| unit.clean).collect();
    assert_eq!(clean, [true, false, false, true]);
}

#[test]
fn option_blocks() {
    let text = "5. Option 1: A seat.\n\nOption 2 (US/EU): *no text*\n\nOption 3 – delete the article\n\n6. Next.\n\n\
        **Option A:** x\n\n### Option B\n\nLong words.\n\n[Option 1: a] [Option 2 (Norrland propose): no text]\n\n\
        Option 1 is better.\n\n7. Alt 2 The Parties\n";
    let read = read(text);
    let told: Vec<String> = read
        .options
        .iter()
        .map(|option| format!("{} {} «{}» {}", option.block, option.label, &text[option.body.clone()], option.no_text))
        .collect();
    let expected = [
        "0 1 «A seat.» false",
        "0 2 «*no text» true",
        "0 3 «delete the article» true",
        "1 A «x» false",
        "2 B «Long words.» false",
        "3 1 «a» false",
        "4 2 «no text» true",
        "5 2 «The Parties» false",
    ];
    assert_eq!(told, expected);
    let stances: Vec<Position> =
        read.options.iter().flat_map(|option| &option.stances).map(|stance| stance.position).collect();
    assert_eq!(stances.len(), 2);
}

#[test]
fn reservations_hang_where_their_footnotes_do() {
    let text = "2. Ships[, with a pilot][^1] pass.[^2]\n\n[^1]: Sudmark reserves its position on pilots.\n\
        [^2]: Negotiators' note: US/JP: considering drafting. EU has no objection in principle, subject to internal consultations.\n    \
        CA opposes.\n";
    let read = read_with(text, &named(&["Sudmark", "US", "JP", "EU", "CA"]));
    let told: Vec<String> = read
        .reservations
        .iter()
        .map(|reservation| {
            let stance = &reservation.stance;
            let names: Vec<&str> = stance.parties.iter().map(|named| &text[named.span.clone()]).collect();
            let place = reservation.place.clone().map_or("", |place| &text[place]);
            format!("{} {} {place}", names.join("+"), stance.position.word())
        })
        .collect();
    assert_eq!(told, ["Sudmark reserve [^1]", "US+JP consider [^2]", "EU consider [^2]", "CA oppose [^2]"]);
    assert_eq!(names(&read), Vec::<&str>::new());
    let counted = measure(&read, &clauses(text));
    assert_eq!(counted.clauses[0].measure.reservations, 4);
    assert_eq!(names(&read_with("a[^1]\n\n[^2]: b\n", &Parties::default())), ["unmatched-note", "unmatched-note"]);
}

#[test]
fn depth_and_number_are_bounded() {
    let deep = format!("{}x{}", "[".repeat(70), "]".repeat(70));
    let read_deep = read(&deep);
    assert_eq!((names(&read_deep), read_deep.brackets.len()), (vec!["brackets-too-deep"], 64));
    assert!(read_deep.complete);
}

#[test]
fn no_text_in_brackets() {
    let text = read("[Norrland propose: *no text*] [delete] [a]");
    let no_text: Vec<bool> = text.brackets.iter().map(|bracket| bracket.no_text).collect();
    assert_eq!(no_text, [true, true, false]);
}

#[test]
fn changes_are_read_as_if_accepted() {
    let text = read("1. The {--[US propose: old]--}{++[new]++} text {>>US [x]<<} {~~[a]~>[b]~~} {==[c]==}.");
    assert_eq!(text.brackets.len(), 3);
    assert_eq!(text.findings, []);
    assert_eq!(names(&read("a {++ b <!-- c")), ["unclosed-mark", "unclosed-mark"]);
}
