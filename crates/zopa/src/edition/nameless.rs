//! What may be told only without whose it is: a note that says what somebody holds, and nothing else.

use super::audience::Viewer;
use super::names::Names;
use super::record::Record;
use super::withheld::{Rule, Why};
use crate::words;
use zopa_case::share::Permission;
use zopa_syntax::expr::{Comparison, Expr, Sum, Term};
use zopa_syntax::form::Space;
use zopa_syntax::node::Node;
use zopa_syntax::parse::parse;
use zopa_syntax::print::quoted;
use zopa_syntax::span::FileId;
use zopa_syntax::value::{Choice, Name, Settled};

/// Returns the note that tells an entry without whose it is.
pub(super) fn note(record: &Record<'_>, names: &Names<'_>, node: &Node) -> Result<Node, Why> {
    let said = match node.form.keyword {
        "stance" => stance(record, names, node)?,
        "agrees" => format!("Somebody at the table confirms: {}.", settled(record, names, node)?),
        "reopens" => {
            let points = titles(record, names, node.names("points"))?;
            format!("Somebody at the table takes back its confirmation: {points}.")
        }
        "claim" => claim(record, names, node)?,
        other => return Err(cannot(&format!("of a {other} without its name nothing is left"))),
    };
    let text = format!("note {}\n  share {}", quoted(&said), share(record, node)?);
    let read = parse(FileId(0), &text).entries.into_iter().next().and_then(|entry| entry.node);
    read.ok_or_else(|| cannot("it cannot be put into words"))
}

fn cannot(because: &str) -> Why {
    Why::new(Rule::Nameless, format!("may be told only without a name, and {because}"))
}

fn stance(record: &Record<'_>, names: &Names<'_>, node: &Node) -> Result<String, Why> {
    let verb = match node.word("verb").unwrap_or_default() {
        "red-line" => "has this red line",
        "demand" => "demands",
        "offers" => "offers",
        "accepts" => "accepts",
        "reserves" => "reserves its position",
        "considers" => "considers",
        "opposes" => "opposes",
        _ => return Err(cannot("what is dropped would have to be named")),
    };
    let what = match node.expr("holds") {
        Some(expr) => in_words(record, names, expr)?,
        None => titles(record, names, node.all("on").flat_map(|clause| clause.names("points")))?,
    };
    let condition = match node.clause("if").and_then(|clause| clause.expr("condition")) {
        Some(expr) => format!(", if {}", in_words(record, names, expr)?),
        None => String::new(),
    };
    Ok(format!("Somebody at the table {verb}: {what}{condition}."))
}

fn claim(record: &Record<'_>, names: &Names<'_>, node: &Node) -> Result<String, Why> {
    let Some(expr) = node.expr("about") else { return Err(cannot("its own words could tell whose it is")) };
    if let Expr::Name(name) = expr
        && record.at(Space::Matter, &name.text).is_none()
    {
        return Err(cannot("a draft is somebody's"));
    }
    let denial = if node.word("denial").is_some() { "not " } else { "" };
    let what = node.word("what").unwrap_or_default();
    Ok(format!("A report says, without a name: {denial}{what}: {}.", in_words(record, names, expr)?))
}

/// Returns an expression in words. One that says who signs says too much of whose it is.
fn in_words(record: &Record<'_>, names: &Names<'_>, expr: &Expr) -> Result<String, Why> {
    names.expr(expr)?;
    if names_party(expr) { Err(cannot("it names a party")) } else { Ok(words::expr(record.case, expr)) }
}

fn names_party(expr: &Expr) -> bool {
    match expr {
        Expr::Signs(..) => true,
        Expr::Constant(..) | Expr::Name(_) | Expr::Compare(..) | Expr::In(..) | Expr::Within(..) => false,
        Expr::Not(inner, _) => names_party(inner),
        Expr::And(parts) | Expr::Or(parts) | Expr::Count(_, _, parts, _) => parts.iter().any(names_party),
        Expr::Implies(left, right) | Expr::Iff(left, right) => names_party(left) || names_party(right),
    }
}

fn settled(record: &Record<'_>, names: &Names<'_>, node: &Node) -> Result<String, Why> {
    let mut said = Vec::new();
    for settlement in node.settlements("settles") {
        names.settlement(settlement)?;
        let Settled::Clean(choice) = &settlement.at else { return Err(cannot("brackets are somebody's")) };
        let side = |atom: Choice| Sum { terms: vec![Term { negative: false, factor: None, atom }] };
        let point = side(Choice::Option(settlement.point.clone()));
        said.push(words::expr(record.case, &Expr::Compare(point, Comparison::Eq, side(choice.clone()))));
    }
    Ok(said.join("; "))
}

fn titles<'n>(record: &Record<'_>, names: &Names<'_>, points: impl Iterator<Item = &'n Name>) -> Result<String, Why> {
    let mut said = Vec::new();
    for point in points {
        if !names.tells(Space::Matter, &point.text) {
            return Err(Why::mention(&point.text));
        }
        said.push(words::expr(record.case, &Expr::Name(point.clone())));
    }
    Ok(said.join("; "))
}

/// Returns the permission of the note: as far as the entry may be told, and at most without a name.
fn share(record: &Record<'_>, node: &Node) -> Result<String, Why> {
    let at_the_table = match record.share(node) {
        Some(share) => share.permission >= Permission::Unattributed && record.in_force(&share),
        None => node.clause("channel").is_none() && node.clause("round").is_none(),
    };
    if at_the_table {
        return Ok("unattributed".to_string());
    }
    if record.audience.name == super::audience::TABLE {
        return Err(cannot("its permission names those who may see it"));
    }
    let parties = record.audience.viewers.iter().filter_map(|viewer| match viewer {
        Viewer::Party(party) => Some(record.case.party(*party).name.as_str()),
        Viewer::Public => None,
    });
    Ok(format!("none with {}", parties.collect::<Vec<_>>().join(", ")))
}
