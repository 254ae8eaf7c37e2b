"""Solves a linked instance with CP-SAT and prints what it found.

`cpsat_analysis.py PARTIES POINTS OPTIONS LINKS WALK_AWAY_PER_CENT SEED nash|kalai_smorodinsky|frontier SECONDS`
"""

import json
import sys
import time

from instances import Linked
from ortools.sat.python import cp_model

# A share of gains is a whole number of so many parts. Two different shares of up to 3,000 differ by more than one.
PARTS = 10_000_000


class OutOfTime(Exception):
    """The time limit has come before a proof."""


class Talks:
    """An instance as a model, solved for one objective after another within one time limit."""

    def __init__(self, instance: Linked, seconds: float) -> None:
        self.end = time.process_time() + seconds
        self.model = cp_model.CpModel()
        self.solver = cp_model.CpSolver()
        self.solver.parameters.num_workers = 1
        tables = instance.tables()
        self.chosen = [
            [self.model.new_bool_var("") for _ in range(instance.n_options)] for _ in range(instance.n_points)
        ]
        for options in self.chosen:
            self.model.add_exactly_one(options)
        for link in instance.links():
            effect = self.chosen[link.other][link.other_option]
            if not link.is_required:
                effect = effect.negated()
            self.model.add_implication(self.chosen[link.point][link.option], effect)
        self.values = []
        self.most = [sum(map(max, rows)) for rows in tables]
        self.walk_aways = instance.walk_aways()
        for rows, walk_away, most in zip(tables, self.walk_aways, self.most):
            value = self.model.new_int_var(walk_away, most, "")
            pairs = [
                (amount, option) for row, options in zip(rows, self.chosen) for amount, option in zip(row, options)
            ]
            self.model.add(value == sum(amount * option for amount, option in pairs))
            self.values.append(value)

    def best(self, objective: cp_model.LinearExprT) -> int | None:
        """Returns the proven largest value of the objective, or nothing if no package is left."""
        self.solver.parameters.max_time_in_seconds = max(self.end - time.process_time(), 0.001)
        self.model.maximize(objective)
        status = self.solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise OutOfTime
        return round(self.solver.objective_value)

    def found(self) -> list[int]:
        return [self.solver.value(value) for value in self.values]


def nash(talks: Talks) -> list[list[int]]:
    """The product of gains, exactly."""
    product = 1
    most = 1
    for value, walk_away in zip(talks.values, talks.walk_aways):
        ideal = talks.best(value)
        assert ideal is not None, "no deal"
        most *= ideal - walk_away
        larger = talks.model.new_int_var(0, most, "")
        talks.model.add_multiplication_equality(larger, [product, value - walk_away])
        product = larger
    talks.best(product)
    return [talks.found()]


def kalai_smorodinsky(talks: Talks) -> list[list[int]]:
    """The least share of what each party may gain."""
    least = talks.model.new_int_var(0, PARTS, "")
    for value, walk_away in zip(talks.values, talks.walk_aways):
        ideal = talks.best(value)
        assert ideal is not None, "no deal"
        talks.model.add((ideal - walk_away) * least <= PARTS * (value - walk_away))
    talks.best(least)
    return [talks.found()]


def frontier(talks: Talks) -> list[list[int]]:
    """All points of two parties: the most for the first and then for the second, with ever more for the second."""
    first, second = talks.values
    weight = talks.most[1] + 1
    points = []
    while talks.best(weight * first + second) is not None:
        points.append(talks.found())
        talks.model.add(second >= points[-1][1] + 1)
    return points


def main() -> None:
    *numbers, question, seconds = sys.argv[1:]
    instance = Linked(*map(int, numbers))
    start = time.process_time()
    try:
        found = {"nash": nash, "kalai_smorodinsky": kalai_smorodinsky, "frontier": frontier}[question](
            Talks(instance, float(seconds))
        )
    except OutOfTime:
        found = None
    print(json.dumps({"seconds": time.process_time() - start, "found": found}))


if __name__ == "__main__":
    main()
