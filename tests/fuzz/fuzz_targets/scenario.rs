#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa_case::case::Case;
use zopa_case::view::View;
use zopa_exchange::scenario::{FORMATS, Mode, Scenario, from_case, read, to_case, write};
use zopa_syntax::format::format;
use zopa_syntax::parse::parse;
use zopa_syntax::span::FileId;

/// Cuts the input into files at lines of four equals signs.
fn files(data: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut rest = data;
    loop {
        let at = rest.windows(6).position(|window| window == b"\n====\n");
        let (own, next) = at.map_or((rest, None), |at| (&rest[..at], Some(&rest[at + 6..])));
        files.push((format!("folder/file-{}", files.len()), own.to_vec()));
        match next {
            Some(next) => rest = next,
            None => return files,
        }
    }
}

fn through_case(scenario: &Scenario) {
    let text = to_case(scenario);
    assert_eq!(format(&text, &parse(FileId(0), &text)), text, "laid out");
    let case = Case::read(vec![("case.zopa".to_string(), text.clone())]);
    assert!(case.errors.is_empty(), "{text}\n{:?}", case.errors);
    if scenario.profiles.is_empty() {
        return;
    }
    let back = from_case(&View::new(&case, None, &[]), Mode::Strict);
    let (back, _) = back.unwrap_or_else(|findings| panic!("{text}\n{findings:?}"));
    assert!(back == *scenario, "{text}\n{scenario:?}\n{back:?}");
}

fuzz_target!(|data: &[u8]| {
    let strict = read(&files(data), Mode::Strict);
    let lenient = read(&files(data), Mode::Lenient);
    if strict.scenario.is_some() {
        assert!(strict.scenario == lenient.scenario, "what needs no leniency is read alike");
    }
    let Some(scenario) = lenient.scenario else {
        assert!(!lenient.findings.is_empty(), "a refusal has a reason");
        return;
    };
    through_case(&scenario);
    for format in FORMATS {
        let Ok((files, _)) = write(&scenario, format, Mode::Lenient) else { continue };
        let files: Vec<(String, Vec<u8>)> =
            files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
        let reading = read(&files, Mode::Lenient);
        let Some(back) = reading.scenario else { panic!("{}: {files:?}\n{:?}", format.name, reading.findings) };
        assert_eq!(reading.format, Some(format.name));
        assert_eq!(back.profiles.len(), scenario.profiles.len());
        // What has been through a format once goes through it unchanged.
        let (again, _) = write(&back, format, Mode::Lenient).expect("it has been written before");
        let again = again.into_iter().map(|(path, text)| (path, text.into_bytes())).collect::<Vec<_>>();
        let twice = read(&again, Mode::Lenient).scenario;
        assert!(twice.as_ref() == Some(&back), "{}: {files:?}\n{back:?}\n{twice:?}", format.name);
    }
});
