use super::check;

#[test]
fn names_in_every_kind_of_place_are_used() {
    check(
        "unused-name",
        r#"
fact a
fact b
fact c : a
fact d
group g : norrland sudmark
group h : norrland
instrument t signed-by g
person p of norrland
person q of norrland
channel plenary : p
point other
  option none gives b via t
  option some
link rule : at-most 1 of {c, not b, norrland signs b}
2025-03-01 report r
2025-03-01 report s retells r
2025-03-02 draft first by h
  1 other = [none | [some (g oppose) | none]]
2025-03-02 shown first to norrland channel plenary
2025-03-02 claim s : says "So" by iversen of norrland
2025-03-02 claim s : says "So" by q
ratify t norrland by parliament threshold 50% lead 1 days needs d
2025-03-02 agrees norrland : toll = 100 by calder
"#,
        &[],
    );
}

#[test]
fn declarations_alone_are_no_use() {
    check(
        "unused-name",
        r#"
fact a
instrument t signed-by norrland
person p of norrland
group g : norrland
channel c : norrland
2025-03-01 report r
2025-03-02 claim r : says "So" by iversen
2025-03-02 claim r : says "So" by calder
2025-03-01 report s
"#,
        &[
            "1: nothing refers to the fact `a`",
            "2: nothing refers to the instrument `t`",
            "3: nothing refers to the person `p`",
            "4: nothing refers to the group `g`",
            "5: nothing refers to the channel `c`",
            "9: nothing refers to the report `s`",
        ],
    );
}
