"""People's own code with a mistake: how many are caught, named, and named falsely.

    python -m benchmarks.own_code known         those on which the diagnosis was tuned
    python -m benchmarks.own_code held_back     those written before it was, and not looked at in between

A mistake is named if the first reason says what is written beside it, and falsely if it says anything else.
"""

import importlib
import re
import sys
import time
import warnings
from dataclasses import dataclass

import numpy as np

from benchmarks.own_code.asked import answered, asking, failures
from benchmarks.own_code.own import Own
from comparisons.mistakes.answered import Reason
from comparisons.mistakes.diagnosis import reasons

PARTS = ("operations", "layers")


@dataclass(frozen=True)
class Outcome:
    """What came of one mistake, and how long the diagnosis took (seconds of the processor)."""

    own: Own
    mistake: str
    caught: bool
    said: list[Reason]
    seconds: float

    @property
    def named(self) -> bool:
        """Whether the first reason is the mistake."""
        return bool(self.said) and re.search(self.own.mistakes[self.mistake], self.said[0].text) is not None

    @property
    def falsely(self) -> bool:
        """Whether the first reason is another."""
        return bool(self.said) and not self.named

    def __str__(self):
        verdict = (
            "named"
            if self.named
            else "NAMED FALSELY"
            if self.falsely
            else "caught"
            if self.caught
            else "MISSED"
        )
        told = "".join(f"\n      {each.kind} ({', '.join(each.arrays)}): {each.text}" for each in self.said)
        return f"{self.own.concept} {self.mistake.replace('_', ' ')}: {verdict}, {self.seconds:.1f} s{told}"


def outcomes(which: str):
    """Yield what comes of every mistake of a set."""
    for part in PARTS:
        module = importlib.import_module(f"benchmarks.own_code.{which}_{part}")
        for own in getattr(module, which.upper()):
            for mistake in own.mistakes:
                said = answered(own, mistake)
                caught, start = bool(failures(said)), time.process_time()
                yield Outcome(
                    own, mistake, caught, reasons(said, asking(own, mistake)), time.process_time() - start
                )


def main(which: str) -> None:
    """Print all of a set, and the sums."""
    warnings.simplefilter("ignore")
    found = []
    for outcome in outcomes(which):
        found.append(outcome)
        print(outcome, flush=True)
    seconds = [each.seconds for each in found]
    caught, named, falsely = (
        sum(getattr(each, what) for each in found) for what in ("caught", "named", "falsely")
    )
    print(
        f"{which}: {len(found)} mistakes of {len({each.own.concept for each in found})} concepts, {caught} caught, "
        f"{named} named ({named / len(found):.0%}), {falsely} named falsely; "
        f"a diagnosis takes {np.median(seconds):.1f} s (median; 9 of 10 take {np.quantile(seconds, 0.9):.1f} at most)"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
