"""``python -m benchmarks.models``: right pairs must raise no alarm; mistakes must be caught, placed and explained."""

import argparse
import sys
from pathlib import Path

from benchmarks.models import tables
from benchmarks.models.judged import hold, judge
from benchmarks.models.pairs import NAMES
from benchmarks.models.planted import mistakes

SETS = ("open", "held_back")


def main() -> int:
    """Run what was asked for, print tables, and return 1 if less was reached than must be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.models", description=__doc__)
    parser.add_argument(
        "--pairs", nargs="+", default=NAMES, choices=NAMES, metavar="PAIR", help=", ".join(NAMES)
    )
    parser.add_argument(
        "--set", nargs="*", default=SETS, choices=SETS, help="which mistakes; none of them: --set"
    )
    parser.add_argument(
        "--seeds",
        type=_seeds,
        default="0..49",
        metavar="FIRST..LAST",
        help="of the right pairs (%(default)s); none: ''",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the mistakes (%(default)s)")
    parser.add_argument("--out", type=Path, help="a Markdown file for what is printed")
    given = parser.parse_args()
    rights, judged = [], []
    if given.out:
        given.out.write_text("", encoding="utf-8")

    def tell(*lines: str) -> None:
        print(*lines, sep="\n", flush=True)
        if given.out:
            with given.out.open("a", encoding="utf-8") as file:
                print(*lines, sep="\n", file=file)

    for name in given.pairs:
        for seed in given.seeds:
            for ported in (True, False):
                rights.append(hold(name, seed, ported))
                if rights[-1].alarm:
                    how = "ported by hand" if ported else "carried by align"
                    tell(f"ALARM: {name}, seed {seed}, weights {how}: {rights[-1].alarm}")
    if rights:
        tell("", tables.of_right(rights), "")
    for which in given.set:
        found = []
        for mistake in mistakes(which, tuple(given.pairs)):
            found.append(judge(mistake, given.seed))
            print(tables.line(found[-1]), file=sys.stderr, flush=True)
        judged += found
        title = f"## The {'open' if which == 'open' else 'held-back'} mistakes"
        tell(title, "", tables.of_mistakes(found), "", *tables.missed(found), "")
    return 0 if tables.reached(rights, judged) else 1


def _seeds(text: str) -> range:
    first, _, last = text.partition("..")
    return range(int(first), int(last or first) + 1) if text else range(0)


if __name__ == "__main__":
    sys.exit(main())
