//! How long each solution takes, in CPU time of one thread over some seeds: median and most, in milliseconds.
use zopa_engine::*;
#[path = "../benches/instance/mod.rs"]
mod instance;
use instance::{Family, Instance};

fn cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    s.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e6
}
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let (family, n, m, k, links, walk, seeds) = (&a[1], a[2].parse().unwrap(), a[3].parse().unwrap(), a[4].parse().unwrap(), a[5].parse().unwrap(), a[6].parse::<f64>().unwrap(), a[7].parse::<u64>().unwrap());
    let family = match family.as_str() { "rand" => Family::Random, "spat" => Family::Spatial, _ => Family::Opposed };
    let scale = a.get(8).map_or(1000.0, |x| x.parse().unwrap());
    let inst = Instance { family, n_points: n, n_options: m, n_parties: k, n_links: links, scale, walk_away: walk };
    type F = fn(&Zone, &mut Budget) -> Verdict<Vec<Deal>>;
    let id: F = |z, b| match ideal(z, b) { Verdict::Proven(v) => Verdict::Proven(vec![Deal { values: v, package: vec![] }]), _ => Verdict::Unknown };
    let fs: [(&str, F); 5] = [("util", utilitarian), ("nash", nash), ("ideal", id), ("ks", kalai_smorodinsky), ("egal", egalitarian)];
    let mut t = vec![vec![]; 6];
    let mut steps = vec![vec![]; 5];
    let mut un = [0; 5];
    for seed in 0..seeds {
        let z = inst.zone(seed);
        let mut all = 0.0;
        for (i, (name, f)) in fs.iter().enumerate() {
            let mut dt = f64::INFINITY;
            let mut b = Budget::new(20_000_000);
            let mut v = Verdict::Unknown;
            for _ in 0..3 {
                let w = std::time::Instant::now();
                let c = cpu();
                b = Budget::new(20_000_000);
                v = f(&z, &mut b);
                let (c, w) = (cpu() - c, w.elapsed().as_secs_f64() * 1e3);
                dt = dt.min(if c > 50.0 { c.min(w) } else { w });
                if w > 100.0 { break; }
            }
            t[i].push(dt);
            steps[i].push(20_000_000 - b.remaining());
            if i != 2 { all += dt; }
            if !v.is_proven() { un[i] += 1; }
            if seeds <= 3 { println!("  {seed} {name} {dt:.3} ms steps {} ties {} proven {} arcs {}", 20_000_000 - b.remaining(), v.found().map_or(0, Vec::len), v.is_proven(), z.diagram().n_arcs()); }
        }
        t[5].push(all);
    }
    print!("{} {n}x{m} K={k} links {links}:", a[1]);
    for (i, v) in t.iter_mut().enumerate() {
        v.sort_by(f64::total_cmp);
        let name = if i < 5 { fs[i].0 } else { "all" };
        print!(" {name} {:.2} ({:.2})", v[v.len() / 2], v[v.len() - 1]);
        if i < 5 && un[i] > 0 { print!("[{} open]", un[i]); }
    }
    println!();
}
