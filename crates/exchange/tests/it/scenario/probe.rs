use super::published::published;
use zopa_exchange::scenario::*;
#[test]
fn probe() {
    for p in published() {
        let r = read(&p.files, Mode::Lenient);
        let mut seen = std::collections::BTreeMap::new();
        for f in &r.findings { let e = seen.entry((f.rule, f.severity.word())).or_insert((0, f.to_string())); e.0 += 1; }
        for (k, v) in seen { println!("{:?} x{} {}", k, v.0, v.1); }
        let s = r.scenario.unwrap();
        let text = to_case(&s);
        if p.name.contains("laptop") || p.name.contains("hand-car") || p.name.contains("killer") { println!("{text}"); }
        std::fs::create_dir_all("/tmp/probe/cases").unwrap();
        std::fs::write(format!("/tmp/probe/cases/{}.zopa", p.name), text).unwrap();
    }
}
