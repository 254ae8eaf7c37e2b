"""Analyses a scenario with NegMAS and prints what it found: `negmas_analysis.py FOLDER points|stats`.

`points` is the frontier with the bargaining solutions on it. `stats` is what `Scenario.calc_stats` computes.
"""

import json
import sys
import time

from negmas import Scenario
from negmas.preferences.ops import (
    calc_scenario_stats,
    kalai_points,
    ks_points,
    max_welfare_points,
    nash_points,
    pareto_frontier,
)


def points(scenario: Scenario) -> dict[str, list]:
    ufuns, issues = scenario.ufuns, scenario.outcome_space.issues
    frontier, _ = pareto_frontier(ufuns, issues=issues)
    ranges = [ufun.minmax(scenario.outcome_space, above_reserve=False) for ufun in ufuns]
    solutions = {
        "nash": nash_points,
        "kalai_smorodinsky": ks_points,
        "egalitarian": kalai_points,
        "utilitarian": max_welfare_points,
    }
    found = {name: solve(ufuns, frontier, ranges=ranges) for name, solve in solutions.items()}
    return {"frontier": frontier, **{name: [values for values, _ in ties] for name, ties in found.items()}}


def stats(scenario: Scenario) -> dict[str, list]:
    found = calc_scenario_stats(tuple(scenario.ufuns))
    return {
        "frontier": found.pareto_utils,
        "nash": found.nash_utils,
        "kalai_smorodinsky": found.ks_utils,
        "egalitarian": found.kalai_utils,
        "utilitarian": found.max_welfare_utils,
    }


def main() -> None:
    folder, mode = sys.argv[1:]
    start = time.process_time()
    scenario = Scenario.load(folder)
    found = {"points": points, "stats": stats}[mode](scenario)
    seconds = time.process_time() - start
    answer = {name: sorted([float(value) for value in values] for values in ties) for name, ties in found.items()}
    print(json.dumps({"seconds": seconds, **answer}))


if __name__ == "__main__":
    main()
