//! The workbooks in another program: LibreOffice, where it is installed. With ZOPA_REQUIRE_SOFFICE=1 it must be.

use super::{EXAMPLES, example, whole};
use std::path::Path;
use std::process::Command;
use zopa::edited::{self, Options};
use zopa::session;
use zopa_exchange::xlsx;

/// Returns whether LibreOffice can be run.
fn installed() -> bool {
    let found = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    let required = std::env::var("ZOPA_REQUIRE_SOFFICE").is_ok_and(|value| value == "1");
    assert!(found || !required, "soffice is not on the PATH");
    found
}

fn convert(folder: &Path, file: &str, to: &str, out: &Path) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .arg(out)
        .arg(folder.join(file))
        .output()
        .expect("soffice runs");
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn every_sheet_prints_and_a_workbook_saved_elsewhere_says_the_same() {
    if !installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let saved = folder.path().join("saved");
    for name in EXAMPLES {
        let (_, case) = example(name);
        let file = format!("{name}.xlsx");
        std::fs::write(folder.path().join(&file), xlsx::write(&whole(&case)).expect("a workbook")).expect("a file");
        convert(folder.path(), &file, "pdf", folder.path());
        let pdf = std::fs::read(folder.path().join(format!("{name}.pdf"))).expect("a page");
        assert!(pdf.starts_with(b"%PDF"), "{name}");
        convert(folder.path(), &file, "csv:Text - txt - csv (StarCalc):44,34,76", folder.path());
        let csv = std::fs::read_to_string(folder.path().join(format!("{name}.csv"))).expect("a table");
        assert!(csv.contains("zopa grid 1") && csv.contains("no position recorded"), "{name}\n{csv}");
        convert(folder.path(), &file, "xlsx:Calc MS Excel 2007 XML", &saved);
        let sheets = xlsx::read(&std::fs::read(saved.join(&file)).expect("a file")).expect("a workbook").sheets;
        let opened = edited::open(&sheets).expect("a grid");
        let view = session::view(&case, &opened.asked()).expect("a view");
        let answer = opened.compare(&view, &Options::default());
        assert!(answer.proposals.is_empty() && answer.findings.is_empty(), "{name}: {answer:#?}");
    }
}
