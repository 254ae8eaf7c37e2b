//! What must hold of every picture.

use super::words::width;
use super::*;
use proptest::prelude::*;
use roxmltree::{Document, Node};

fn axis(party: &str, walk_away: Option<f64>) -> Axis {
    Axis { party: party.to_owned(), low: 0.0, high: 1.0, walk_away }
}

fn mark(label: &str, kind: Kind, values: &[f64]) -> Mark {
    Mark { label: label.to_owned(), kind, values: values.to_vec() }
}

/// Returns a plot with a curved frontier, deals below it and the usual marks.
fn typical(parties: usize) -> Plot {
    let deal = |at: usize, scale: f64| -> Vec<f64> {
        (0..parties)
            .map(|party| {
                let turn = (at as f64 / 60.0 + party as f64 / parties as f64).fract();
                scale * (1.0 - turn * turn)
            })
            .collect()
    };
    let marks = vec![
        mark("Nash", Kind::Nash, &deal(30, 1.0)),
        mark("Kalai–Smorodinsky", Kind::KalaiSmorodinsky, &deal(33, 1.0)),
        mark("egalitarian", Kind::Egalitarian, &deal(30, 1.0)),
        mark("greatest sum", Kind::Utilitarian, &deal(20, 1.0)),
        mark("Draft of 12 May", Kind::Draft, &deal(31, 0.8)),
        mark("Chair’s paper", Kind::Draft, &deal(34, 0.9)),
    ];
    Plot {
        title: "What the parties can reach".to_owned(),
        note: Some("Values as of 3 May.".to_owned()),
        axes: (0..parties).map(|at| axis(&format!("Delegation {}", at + 1), (at % 3 < 2).then_some(0.2))).collect(),
        frontier: (0..60).map(|at| deal(at, 1.0)).collect(),
        deals: (0..300).map(|at| deal(at % 60, 0.3 + (at % 7) as f64 / 12.0)).collect(),
        marks,
    }
}

fn both(plot: &Plot) -> [String; 2] {
    [svg(plot, Form::Auto), svg(plot, Form::Parallel)]
}

/// Returns the numbers of a text, such as a path.
fn numbers(text: &str) -> Vec<f64> {
    let parts = text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'));
    parts.filter(|part| !part.is_empty()).map(|part| part.parse().unwrap()).collect()
}

fn attribute(node: Node, name: &str) -> f64 {
    node.attribute(name).map_or(0.0, |value| value.parse().unwrap())
}

/// Returns the texts of a picture with the rectangles that they are taken to need.
fn texts<'a>(document: &'a Document) -> Vec<(String, canvas::Rect, Node<'a, 'a>)> {
    let nodes = document.descendants().filter(|node| node.has_tag_name("text"));
    let found = nodes.map(|node| {
        let text = node.text().unwrap_or_default().to_owned();
        let (x, y, size) = (attribute(node, "x"), attribute(node, "y"), attribute(node, "font-size"));
        let wide = width(&text, size);
        let left = match node.attribute("text-anchor") {
            Some("middle") => x - wide / 2.0,
            Some("end") => x - wide,
            _ => x,
        };
        (text, canvas::Rect { left, right: left + wide, top: y - size * 0.75, bottom: y + size * 0.2 }, node)
    });
    found.collect()
}

/// Checks what must hold of a picture of anything.
fn check(svg: &str) {
    assert!(svg.len() <= 2_000_000, "{} bytes", svg.len());
    assert!(!svg.contains("NaN") && !svg.contains("inf "), "a coordinate that is no number");
    let document = Document::parse(svg).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let view = numbers(root.attribute("viewBox").unwrap());
    let sheet = canvas::Rect::new(view[0], view[1], view[2], view[3]);
    for node in document.descendants().filter(Node::is_element) {
        for attribute in node.attributes().filter(|attribute| attribute.name() != "font-family") {
            let decimals = attribute.value().split(|c: char| !(c.is_ascii_digit() || c == '.'));
            for number in decimals.filter_map(|part| part.split_once('.')) {
                assert!(number.1.len() <= 2, "{}: {}", attribute.name(), attribute.value());
            }
        }
        let inside = |x: f64, y: f64| sheet.contains(canvas::Rect::around((x, y), 0.0));
        let at = |name| attribute(node, name);
        match node.tag_name().name() {
            "rect" => assert!(inside(at("x"), at("y")) && inside(at("x") + at("width"), at("y") + at("height"))),
            "line" => assert!(inside(at("x1"), at("y1")) && inside(at("x2"), at("y2"))),
            "text" => assert!(inside(at("x"), at("y")) && at("font-size") >= 9.0),
            "path" => {
                let path = node.attribute("d").unwrap().replace("h0", "");
                let numbers = numbers(&path);
                let most = if path.contains('a') { 0.0 } else { numbers.iter().copied().fold(0.0, f64::max) };
                assert!(numbers.len() > 1 && most <= view[2].max(view[3]));
                assert!(path.contains('a') || numbers.iter().all(|&number| number >= 0.0), "{path}");
                let pairs = path.contains(['M', 'L']) && !path.contains(['a', 'V', 'H']);
                assert!(!pairs || numbers.chunks(2).all(|pair| inside(pair[0], pair[1])), "{path}");
            }
            _ => {}
        }
    }
    for (text, rect, _) in texts(&document) {
        assert!(rect.left >= -6.0 && rect.right <= view[2] + 6.0, "{text:?} leaves the sheet: {rect:?} of {view:?}");
    }
}

#[test]
fn pictures_of_any_number_of_parties_are_sound() {
    for parties in (0..=10).chain([25, 70]) {
        both(&typical(parties)).iter().for_each(|svg| check(svg));
    }
}

#[test]
fn the_same_plot_gives_the_same_bytes_whatever_the_order_of_its_deals() {
    for parties in [2, 4, 7] {
        let plot = typical(parties);
        let mut turned = plot.clone();
        turned.frontier.reverse();
        turned.deals.reverse();
        assert_eq!(both(&plot), both(&plot.clone()));
        assert_eq!(both(&plot), both(&turned));
    }
}

#[test]
fn texts_do_not_overlap() {
    for parties in [1, 2, 3, 4, 6, 9] {
        for svg in both(&typical(parties)) {
            let document = Document::parse(&svg).unwrap();
            let texts = texts(&document);
            for (at, (one, rect, _)) in texts.iter().enumerate() {
                for (other, also, _) in &texts[at + 1..] {
                    assert!(!rect.overlaps(*also), "{parties} parties: {one:?} and {other:?} at {rect:?}, {also:?}");
                }
            }
        }
    }
}

#[test]
fn marks_at_one_place_share_a_label() {
    let svg = svg(&typical(2), Form::Auto);
    assert!(svg.contains(">Nash, egalitarian<"));
    assert!(!svg.contains(">Nash<") && !svg.contains(">egalitarian<"));
}

#[test]
fn a_picture_says_in_words_what_it_shows() {
    let svg = svg(&typical(2), Form::Auto);
    let document = Document::parse(&svg).unwrap();
    let find = |name| document.descendants().find(|node| node.has_tag_name(name)).and_then(|node| node.text()).unwrap();
    assert_eq!(find("title"), "What the parties can reach");
    let told = find("desc");
    for part in [
        "A plane with the values of Delegation 1 and Delegation 2.",
        "60 deals on the frontier and 300 other packages.",
        "Walk-away values: Delegation 1 0.2, Delegation 2 0.2.",
        "Nash, egalitarian: Delegation\u{a0}1\u{a0}0.75, Delegation\u{a0}2\u{a0}1.00.",
        "Values as of 3 May.",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn texts_are_escaped_and_without_control_characters() {
    let nasty = "</text><script>alert('x')</script> & \"quotes\"\u{0}\u{8}\u{1b}\u{202e}\u{fffe}\n\t next";
    for parties in [2, 3, 5] {
        let mut plot = typical(parties);
        plot.title = nasty.to_owned();
        plot.note = Some(nasty.to_owned());
        plot.axes[0].party = nasty.to_owned();
        plot.marks[1].label = nasty.to_owned();
        for svg in both(&plot) {
            check(&svg);
            assert!(!svg.contains("<script") && !svg.contains('\u{202e}') && !svg.contains('\u{1b}'));
            assert!(svg.contains("alert(&#39;x&#39;)"));
        }
    }
}

#[test]
fn names_of_any_script_and_length_stay_on_the_sheet() {
    let names = ["جمهورية المرتفعات الديمقراطية الشعبية ".repeat(9), "מדינת הדלתא".to_owned(), "W".repeat(500)];
    let names =
        names.into_iter().chain(["上游共和国和下游联邦".repeat(20), "ร่างข้อตกลง".repeat(30), "e\u{301}".repeat(900)]);
    let names: Vec<String> = names.collect();
    for parties in [2, 3, 4, 6] {
        let mut plot = typical(parties);
        for (at, axis) in plot.axes.iter_mut().enumerate() {
            axis.party.clone_from(&names[at]);
        }
        for (at, mark) in plot.marks.iter_mut().enumerate() {
            mark.label.clone_from(&names[at]);
        }
        plot.title.clone_from(&names[2]);
        for svg in both(&plot) {
            check(&svg);
            let document = Document::parse(&svg).unwrap();
            for (text, ..) in texts(&document) {
                assert_eq!(text.matches('\u{2068}').count(), text.matches('\u{2069}').count(), "{text}");
            }
        }
    }
}

#[test]
fn what_is_no_number_is_left_out_and_counted() {
    let mut plot = typical(2);
    plot.frontier.extend([vec![f64::NAN, 1.0], vec![f64::INFINITY, 0.0], vec![1.0], vec![]]);
    plot.deals.push(vec![0.1, 0.2, 0.3]);
    plot.marks.push(mark("lost", Kind::Draft, &[f64::NEG_INFINITY, 0.0]));
    plot.axes[0].walk_away = Some(f64::NAN);
    plot.axes[1].low = f64::NAN;
    for svg in both(&plot) {
        check(&svg);
        assert!(svg.contains("6 deals or marks are left out"));
        assert!(svg.contains("60 deals on the frontier"));
    }
}

#[test]
fn empty_and_narrow_and_huge_plots_are_drawn() {
    let mut plots = vec![Plot::default(), Plot { axes: vec![axis("", None), axis("", Some(0.5))], ..Plot::default() }];
    for values in [[5.0, 5.0], [0.0, 0.0], [1e300, -1e300], [1e-300, 2e-300], [1e16, 1e16 + 2.0], [f64::MAX, f64::MIN]]
    {
        let mut plot = typical(2);
        plot.axes[0].low = values[0];
        plot.axes[0].high = values[1];
        plot.frontier = vec![values.to_vec()];
        plots.push(plot.clone());
        plot.deals.clear();
        plot.marks.clear();
        plots.push(plot);
    }
    plots.iter().flat_map(both).for_each(|svg| check(&svg));
    assert!(both(&plots[1]).iter().all(|svg| svg.contains("party 1")));
}

#[test]
fn two_hundred_thousand_deals_are_thinned_and_told() {
    for parties in [2, 4, 9] {
        let mut plot = typical(parties);
        plot.frontier = (0..200_000u32)
            .map(|at| {
                (0..parties as u32).map(|party| f64::from(at.wrapping_mul(2_654_435_761 + party * 97) >> 8)).collect()
            })
            .collect();
        for svg in both(&plot) {
            check(&svg);
            assert!(svg.contains(" of 200,000 deals on the frontier are drawn."));
        }
    }
}

#[test]
fn deals_below_a_walk_away_value_are_told_apart() {
    let mut plot = typical(2);
    plot.axes[0].walk_away = Some(0.9);
    plot.axes[1].walk_away = Some(2.0);
    let picture = svg(&plot, Form::Auto);
    assert!(picture.contains("60 deals on the frontier below the walk-away of a party"));
    assert!(picture.contains("Zone of possible agreement: no deal here lies in it"));
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![6 => -2.0..2.0, 1 => any::<f64>(), 1 => -1e6..1e6]
}

fn plot() -> impl Strategy<Value = Plot> {
    (0usize..8).prop_flat_map(|parties| {
        let deal = || prop::collection::vec(value(), parties);
        let deals = || prop::collection::vec(deal(), 0..40);
        let axes = (".{0,40}", value(), value(), prop::option::of(value()))
            .prop_map(|(party, low, high, walk_away)| Axis { party, low, high, walk_away });
        let kind = prop::sample::select(vec![
            Kind::Nash,
            Kind::KalaiSmorodinsky,
            Kind::Egalitarian,
            Kind::Utilitarian,
            Kind::Draft,
        ]);
        let marks = ("\\PC{0,60}", kind, deal()).prop_map(|(label, kind, values)| Mark { label, kind, values });
        let axes = prop::collection::vec(axes, parties);
        let marks = prop::collection::vec(marks, 0..50);
        (".{0,80}", prop::option::of(".{0,80}"), axes, deals(), deals(), marks)
            .prop_map(|(title, note, axes, frontier, deals, marks)| Plot { title, note, axes, frontier, deals, marks })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_plot_gives_a_sound_picture(plot in plot()) {
        both(&plot).iter().for_each(|svg| check(svg));
    }
}
