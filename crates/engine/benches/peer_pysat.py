"""Runs the engine and PySAT side by side on the same problems.

Build the example first (`cargo build --release -p zopa-engine --example group_wcnf`), then run
this with a Python that has `python-sat`:

    python peer_pysat.py TARGET/release/examples/group_wcnf

PySAT lists all clashes with OptUx (smallest first) and all moves with LBX.
"""

import subprocess
import sys
import time

from pysat.examples.lbx import LBX
from pysat.examples.optux import OptUx
from pysat.formula import WCNF

CASES = [(14, 4), (14, 2), (10, 1)]


def read(text):
    problem = WCNF()
    for line in text.splitlines():
        weight, *literals = line.split()
        clause = [int(literal) for literal in literals[:-1]]
        problem.append(clause, weight=None if weight == "h" else int(weight))
    return problem


def timed(run):
    start = time.perf_counter()
    found = run()
    return found, time.perf_counter() - start


def unweighted(problem):
    plain = WCNF()
    plain.hard = problem.hard
    for clause in problem.soft:
        plain.append(clause, weight=1)
    return plain


def all_clashes(problem):
    with OptUx(unweighted(problem), unsorted=True) as search:
        return sum(1 for _ in search.enumerate())


def all_moves(problem):
    search = LBX(problem, use_cld=True)
    moves = []
    for move in search.enumerate():
        search.block(move)
        moves.append(sum(problem.wght[index - 1] for index in move))
    search.delete()
    return moves


def main(example):
    for contested, seed in CASES:
        case = [example, str(contested), str(seed)]
        ask = lambda *more: subprocess.run([*case, *more], capture_output=True, text=True, check=True).stdout
        words = ask("count").split()
        ours = dict(zip(words[::2], words[1::2]))
        problem = read(ask())
        moves, moves_time = timed(lambda: all_moves(problem))
        n_clashes, clashes_time = timed(lambda: all_clashes(problem))
        same = (
            n_clashes == int(ours["clashes"])
            and len(moves) == int(ours["moves"])
            and min(moves, default=0) == int(ours["cheapest"])
        )
        both = clashes_time + moves_time
        print(
            f"contested {contested} seed {seed}: {n_clashes} clashes, {len(moves)} moves, same {same}; "
            f"both lists {both:.3f} s against {float(ours['all']):.4f} s ({both / float(ours['all']):.1f}x); "
            f"moves {moves_time:.3f} s against {float(ours['moves-only']):.4f} s "
            f"({moves_time / float(ours['moves-only']):.1f}x)"
        )
        if not same:
            sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
