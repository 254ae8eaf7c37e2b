"""Runs zopa and its peers on the same instances and prints tables: `compare.py ZOPA EXAMPLES WORK [SCENARIOS]`.

ZOPA is the program, EXAMPLES the folder with the built examples of the engine, WORK a folder to write to, SCENARIOS a
folder of published scenarios. All times are processor seconds, user and system together. For zopa they are those of
the whole process, from reading the files to the printed answer; for the peers those after their modules are loaded.
"""

import json
import os
import statistics
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

from instances import Additive, Linked

HERE = Path(__file__).parent
SOLUTIONS = ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"]
CPSAT_SECONDS = 20
# A question of less than this is asked again, up to eleven times, and its median time is taken.
SHORT_SECONDS = 0.5
# Enough to prove every solution, and every frontier of up to three parties, on the linked instances. What it ends is
# the exact count of deals, which CP-SAT is not asked for.
STEPS = 20_000
# The statistics of NegMAS take many times as long as its frontier; for more parties and outcomes they are left out.
STATS_OUTCOMES_MAX = {2: 1_000_000, 3: 10_000}


def processor_seconds(command: list[str]) -> tuple[float, str]:
    """Runs a command and returns its processor time and output."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime, output


def median_seconds(command: list[str]) -> tuple[float, str]:
    seconds, output = processor_seconds(command)
    times = [seconds]
    while len(times) < 11 and seconds < SHORT_SECONDS:
        times.append(processor_seconds(command)[0])
    return statistics.median(times), output


def python(script: str, *arguments: object) -> dict:
    """Runs a script of a peer."""
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    return json.loads(processor_seconds(command)[1].splitlines()[-1])


def exact(deal: dict) -> list[Fraction]:
    return [Fraction(value) for value in deal["exact"]]


def seconds_text(seconds: float) -> str:
    return f"{seconds:.4f}" if seconds < 1 else f"{seconds:.1f}"


def table(head: list[str], rows: list[list[str]]) -> None:
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(flush=True)


def same_as_negmas(ours: dict, theirs: dict) -> bool:
    """Compares the frontier and every solution. Sums of these whole numbers are exact in doubles."""
    frontier = sorted(exact(deal) for deal in ours["frontier"]["points"])
    if frontier != theirs["frontier"]:
        return False
    solutions = ours["solutions"]
    return all(sorted(exact(deal) for deal in solutions[name]) == theirs[name] for name in SOLUTIONS)


def against_negmas(zopa: str, work: Path) -> None:
    rows = []
    for n_parties in (2, 3):
        for is_opposed in (False, True):
            for n_points in (3, 4, 5, 6):
                kind = "opposed" if is_opposed else "independent"
                folder = work / f"{kind}-{n_parties}-{n_points}"
                instance = Additive(n_parties, n_points, 10, is_opposed)
                instance.write(folder)
                ask = [zopa, "deals", str(folder), "--format", "json", "--convention", "negmas"]
                seconds, output = median_seconds(ask)
                ours = json.loads(output)
                theirs = python("negmas_analysis.py", folder, "points")
                is_same = same_as_negmas(ours, theirs)
                stats, stats_ratio = "–", "–"
                if 10**n_points <= STATS_OUTCOMES_MAX[n_parties]:
                    found = python("negmas_analysis.py", folder, "stats")
                    stats = seconds_text(found["seconds"])
                    stats_ratio = f"{found['seconds'] / seconds:,.0f}"
                rows.append(
                    [
                        f"10^{n_points}",
                        f"{n_parties} {kind}",
                        str(len(theirs["frontier"])),
                        "yes" if is_same else "NO",
                        seconds_text(seconds),
                        seconds_text(theirs["seconds"]),
                        stats,
                        f"{theirs['seconds'] / seconds:,.0f}",
                        stats_ratio,
                    ]
                )
    print("## NegMAS\n")
    head = ["outcomes", "parties", "frontier", "same", "zopa", "NegMAS", "NegMAS statistics", "ratio", "of statistics"]
    table(head, rows)


def optimum(instance: Linked, question: str, deals: list[list[int]], ideal: list[int]) -> Fraction:
    """Returns what a solution maximises."""
    gains = [value - walk_away for value, walk_away in zip(deals[0], instance.walk_aways())]
    if question == "nash":
        product = Fraction(1)
        for gain in gains:
            product *= gain
        return product
    rooms = [most - walk_away for most, walk_away in zip(ideal, instance.walk_aways())]
    return min(Fraction(gain, room) for gain, room in zip(gains, rooms))


def against_cpsat(zopa: str, work: Path) -> None:
    rows = []
    for n_parties in (2, 3, 5):
        instance = Linked(n_parties, 28, 4, 20, 50)
        file = work / f"linked-{n_parties}.zopa"
        instance.write(file)
        ask = [zopa, "deals", str(file), "--format", "json", "--budget", str(STEPS)]
        seconds, output = median_seconds(ask)
        ours = json.loads(output)
        for question in ["kalai_smorodinsky", "nash"] + ["frontier"] * (n_parties == 2):
            sizes = (n_parties, 28, 4, 20, 50, 1)
            theirs = python("cpsat_analysis.py", *sizes, question, CPSAT_SECONDS)
            proof = ours["frontier"]["proof"] if question == "frontier" else ours["proofs"][question]
            deals = ours["frontier"]["points"] if question == "frontier" else ours["solutions"][question]
            deals = sorted([int(value) for value in exact(deal)] for deal in deals)
            found = theirs["found"]
            if found is None:
                is_same, ratio = "no proof by CP-SAT", f"over {theirs['seconds'] / seconds:,.0f}"
            else:
                ideal = [round(value) for value in ours["ideal"]]
                agrees = (
                    sorted(found) == deals
                    if question == "frontier"
                    else optimum(instance, question, found, ideal) == optimum(instance, question, deals, ideal)
                )
                is_same, ratio = "yes" if agrees else "NO", f"{theirs['seconds'] / seconds:,.1f}"
            name = {"kalai_smorodinsky": "Kalai–Smorodinsky", "nash": "Nash"}.get(question, f"{len(deals)} points")
            rows.append(
                [
                    str(n_parties),
                    name,
                    proof["verdict"],
                    is_same,
                    seconds_text(seconds),
                    seconds_text(theirs["seconds"]),
                    ratio,
                ]
            )
    print("## OR-Tools CP-SAT\n")
    head = ["parties", "question", "zopa's answer", "same", "zopa, all questions", "CP-SAT, this one", "CP-SAT / zopa"]
    table(head, rows)


def enumeration(examples: Path) -> None:
    rows = []
    for n_points in (6, 8, 9):
        seconds, output = processor_seconds([str(examples / "enumerate"), str(n_points)])
        found = dict(zip(output.split()[::2], output.split()[1::2]))
        rows.append([f"10^{n_points}", found["frontier"], seconds_text(seconds), f"{10**n_points / seconds:,.0f}"])
    print("## Plain enumeration\n")
    table(["packages", "frontier", "seconds", "packages a second"], rows)


def questions(examples: Path) -> None:
    output = processor_seconds([str(examples / "targets")])[1]
    print("## The engine, without files\n")
    table(["question", "milliseconds", "found"], [line.split("\t") for line in output.splitlines()])


def published(zopa: str, scenarios: Path) -> None:
    rows = []
    for folder in sorted(path for path in scenarios.iterdir() if path.is_dir()):
        seconds, output = median_seconds([zopa, "deals", str(folder), "--format", "json"])
        found = json.loads(output)
        frontier = found["frontier"]
        size = str(frontier["size"])
        packages = int(found["packages"])
        shown = f"{packages:,}" if packages < 10**9 else f"{packages:.1e}"
        verdict = frontier["proof"]["verdict"]
        rows.append([folder.name, str(len(found["parties"])), shown, size, verdict, seconds_text(seconds)])
    print("## Published scenarios\n")
    table(["scenario", "parties", "packages", "frontier", "frontier is", "seconds"], rows)


def main() -> None:
    zopa, examples, work, *scenarios = sys.argv[1:]
    against_negmas(zopa, Path(work))
    against_cpsat(zopa, Path(work))
    enumeration(Path(examples))
    questions(Path(examples))
    for folder in scenarios:
        published(zopa, Path(folder))


if __name__ == "__main__":
    main()
