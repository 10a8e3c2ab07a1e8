"""How long a run has still to go: what is known of its steps beforehand, put right by how long they take here."""

from collections.abc import Mapping, Sequence
from math import isfinite, nan

#: So much of a track's whole must have been done until what was seen weighs as much as what was expected.
TRUST = 0.15

#: A step that takes so many times what was expected, and so many seconds, puts an end to the estimate until it is done.
OVERDUE, GRACE = 3, 20.0


class Estimate:
    """Tracks that go on side by side, each with its steps in order; a step is the seconds that it is expected to take.

    What a machine takes over what was expected is learnt from each track's own steps.
    """

    def __init__(self, tracks: Mapping[str, Sequence[float]]):
        self.tracks = {name: list(steps) for name, steps in tracks.items()}
        self.done = dict.fromkeys(self.tracks, 0)
        self.seen = dict.fromkeys(self.tracks, 0.0)

    def step(self, track: str, elapsed: float) -> None:
        """Count a track's next step as done, so many seconds after the beginning."""
        self.done[track] += 1
        self.seen[track] = elapsed

    def left(self, elapsed: float) -> float | None:
        """Return how many seconds are left, so many after the beginning.

        None if nothing is known of some step, or if one takes so much longer that what was known is not worth much.
        """
        left = [self._left(name, elapsed) for name in self.tracks]
        return max(left, default=0.0) if all(map(isfinite, left)) else None

    def _left(self, name: str, elapsed: float) -> float:
        steps, done = self.tracks[name], self.done[name]
        if done == len(steps):
            return 0.0
        trust = TRUST * sum(steps)
        pace = (self.seen[name] + trust) / (sum(steps[:done]) + trust)
        this, later = steps[done] * pace, sum(steps[done + 1 :]) * pace
        running = elapsed - self.seen[name]
        if running > OVERDUE * this + GRACE:
            return nan
        return max(this - running, 0.2 * this) + later
