"""Seeded instances, in whole numbers, and the files in which programs read them."""

from dataclasses import dataclass
from pathlib import Path

MASK = (1 << 64) - 1

# What each option of each point is worth to each party: [party][point][option].
Tables = list[list[list[int]]]


class SplitMix:
    """The SplitMix64 generator."""

    def __init__(self, seed: int) -> None:
        self.state = seed & MASK

    def next(self) -> int:
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def below(self, n: int) -> int:
        return self.next() % n


@dataclass(frozen=True)
class Additive:
    """A scenario without links: weights of 1 to 100, scores of 0 to 1,200."""

    n_parties: int
    n_points: int
    n_options: int
    is_opposed: bool
    seed: int = 7

    def weights_and_scores(self) -> tuple[list[list[int]], Tables]:
        """Where parties are opposed, each dislikes what the one before likes, up to some noise."""
        random = SplitMix(self.seed)
        weights: list[list[int]] = []
        scores: Tables = []
        for party in range(self.n_parties):
            rows, row_weights = [], []
            for point in range(self.n_points):
                row = [random.below(1001) for _ in range(self.n_options)]
                if self.is_opposed and party > 0:
                    before = scores[party - 1][point]
                    row = [1000 - other + score % 201 for other, score in zip(before, row)]
                rows.append(row)
                row_weights.append(1 + random.below(100))
            scores.append(rows)
            weights.append(row_weights)
        return weights, scores

    def write(self, folder: Path) -> None:
        """Writes the files of NegMAS: the issues, and a utility function for each party."""
        folder.mkdir(parents=True, exist_ok=True)
        names = [f"v{option}" for option in range(self.n_options)]
        lines = ["name: domain", "type: DiscreteCartesianOutcomeSpace", "issues:"]
        for point in range(self.n_points):
            lines += [f"- name: i{point}", "  type: CategoricalIssue", "  values:"]
            lines += [f"  - {name}" for name in names]
        (folder / "domain.yml").write_text("\n".join(lines) + "\n")
        for party, (weights, scores) in enumerate(zip(*self.weights_and_scores())):
            lines = [f"name: p{party}", "type: LinearAdditiveUtilityFunction", "reserved_value: 0.0", "weights:"]
            lines += [f"- {weight}.0" for weight in weights]
            lines += ["values:"]
            for row in scores:
                lines += ["- type: TableFun", "  mapping:"]
                lines += [f"    {name}: {score}.0" for name, score in zip(names, row)]
            (folder / f"p{party}.yml").write_text("\n".join(lines) + "\n")


@dataclass(frozen=True)
class Link:
    """If one point has this option, another has, or has not, that one."""

    point: int
    option: int
    other: int
    other_option: int
    is_required: bool


@dataclass(frozen=True)
class Linked:
    """Options lie on a line and each party likes one place on it best; links join points that are close by."""

    n_parties: int
    n_points: int
    n_options: int
    n_links: int
    walk_away_per_cent: int
    seed: int = 1

    def tables(self) -> Tables:
        random = SplitMix(self.seed)
        places = [[random.below(1001) for _ in range(self.n_options)] for _ in range(self.n_points)]
        tables = []
        for _ in range(self.n_parties):
            rows = []
            for point in range(self.n_points):
                ideal, weight = random.below(1001), 1 + random.below(100)
                losses = [abs(place - ideal) for place in places[point]]
                rows.append([weight * (max(losses) - loss) // 1000 for loss in losses])
            tables.append(rows)
        return tables

    def links(self) -> list[Link]:
        random = SplitMix(self.seed + 1_000)
        links = []
        for _ in range(self.n_links):
            point = random.below(self.n_points)
            other = (point + 1 + random.below(4)) % self.n_points
            options = random.below(self.n_options), random.below(self.n_options)
            links.append(Link(point, options[0], other, options[1], random.below(2) == 0))
        return links

    def walk_aways(self) -> list[int]:
        """A share of the most that each party could get if there were no links."""
        return [sum(map(max, rows)) * self.walk_away_per_cent // 100 for rows in self.tables()]

    def write(self, file: Path) -> None:
        """Writes a case."""
        lines = ['case "A measured case"']
        lines += [f"party p{party} principal" for party in range(self.n_parties)]
        for point in range(self.n_points):
            lines += [f"point x{point}"] + [f"  option o{option}" for option in range(self.n_options)]
        for link in self.links():
            sign = "=" if link.is_required else "!="
            lines.append(f"link : x{link.point} = o{link.option} implies x{link.other} {sign} o{link.other_option}")
        for party, (rows, walk_away) in enumerate(zip(self.tables(), self.walk_aways())):
            ratings = [
                f"x{point} 1 [" + ", ".join(f"o{option} {value}" for option, value in enumerate(row)) + "]"
                for point, row in enumerate(rows)
            ]
            lines.append(f"2025-01-01 value p{party} : " + ",\n  ".join(ratings) + "\n  full 1")
            lines.append(f"2025-01-01 walk-away p{party} : {walk_away}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n")
