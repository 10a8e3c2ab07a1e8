"""Progress on standard error: what is being done, what is waited for, how long it has taken and will take."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from threading import Event, Lock, Thread

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TextColumn
from rich.progress import Progress as Bars
from rich.text import Text

from comparisons.desk.estimate import Estimate

#: Without bars: seconds until the first line of what is being done, and from one line to the next.
FIRST, EVERY = 3.0, 10.0


class Bar:
    """Steps of one kind, such as checks: how many are done, what is at work, how long is left."""

    def __init__(self, what: str, tracks: Mapping[str, Sequence[float]], later: float):
        self.what, self.estimate, self.later = what, Estimate(tracks), later
        self.total = sum(map(len, tracks.values()))
        self.done, self.doing, self.began = 0, "", time.monotonic()

    def step(self, doing: str, advance: int, track: str | None) -> None:
        """Say what is being done and count steps; ``track`` may be left out where there is one."""
        self.doing = doing
        for _ in range(advance):
            self.done += 1
            self.estimate.step(track or next(iter(self.estimate.tracks)), time.monotonic() - self.began)

    def time(self) -> str:
        """Say how long it will take; where nobody knows, how long it has taken."""
        elapsed = time.monotonic() - self.began
        if self.done == self.total:
            return ""
        left = self.estimate.left(elapsed)
        return f"{duration(elapsed)} so far" if left is None else f"about {duration(left + self.later)} left"

    def line(self) -> str:
        """Say everything in a line."""
        doing, when = f" ({self.doing})" if self.doing else "", self.time()
        return f"{self.what}: {self.done} of {self.total}{doing}" + (f", {when}" if when else "")


class Progress:
    """Bars on a terminal; elsewhere a plain line every ten seconds, whether or not a step is done; nothing if quiet."""

    def __init__(self, quiet: bool, plain: bool):
        self.quiet = quiet
        console = Console(stderr=True)
        self.bars = None
        if not (quiet or plain) and console.is_terminal:
            columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Time()
            doing = TextColumn("{task.fields[bar].doing}", markup=False)
            self.bars = Bars(*columns, doing, console=console, transient=True)
        self._bar: Bar | None = None
        self._due, self._ended, self._lock = 0.0, Event(), Lock()
        self._teller = Thread(target=self._tell, daemon=True)

    def __enter__(self):
        if self.bars:
            self.bars.start()
        elif not self.quiet:
            self._teller.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        if self.bars:
            self.bars.stop()
        elif not self.quiet:
            self._teller.join()

    def bar(
        self, what: str, tracks: Mapping[str, Sequence[float]], later: float = 0.0
    ) -> Callable[..., None]:
        """Begin a bar; return the function to call when a step is done, with what is being done.

        ``tracks`` are the steps that go on side by side, each the seconds that it is expected to take, NaN where nobody
        knows; ``later`` is how long the command is expected to go on after them. With several tracks the function is
        told which one went on: ``step(what, track="keras")``. Called with ``advance=0`` it says what is being done or
        waited for.
        """
        bar = Bar(what, tracks, later)
        task = self.bars.add_task(what, total=bar.total, bar=bar) if self.bars else None
        with self._lock:
            self._bar, self._due = bar, time.monotonic() + FIRST

        def step(doing: str, advance: int = 1, track: str | None = None) -> None:
            with self._lock:
                bar.step(doing, advance, track)
                if bar.done == bar.total and advance:
                    self._say(bar)
            if self.bars:
                self.bars.update(task, completed=bar.done)

        return step

    def _tell(self) -> None:
        while not self._ended.wait(0.5):
            with self._lock:
                if self._bar and self._bar.done < self._bar.total and time.monotonic() >= self._due:
                    self._say(self._bar)

    def _say(self, bar: Bar) -> None:
        self._due = time.monotonic() + EVERY
        if not (self.quiet or self.bars):
            print(bar.line(), file=sys.stderr, flush=True)


class _Time(ProgressColumn):
    """A bar's own word on how long it takes, at every refresh."""

    max_refresh = 0.5

    def render(self, task) -> Text:
        return Text(task.fields["bar"].time(), style="progress.remaining")


def duration(seconds: float) -> str:
    """Write seconds as people say them."""
    return f"{seconds / 60:.0f} min" if seconds > 90 else f"{seconds:.0f} s"
