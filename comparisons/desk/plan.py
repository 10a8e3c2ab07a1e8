"""What a run is to do, checked before it begins: which concepts, frameworks, dtypes, device, how many threads."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from numbers import Integral

from comparisons import stories
from comparisons.declaring import catalogue
from comparisons.declaring.catalogue import select
from comparisons.errors import Mistake, choose, unknown
from comparisons.judging.agreement import UNAVAILABLE
from comparisons.judging.precision import DTYPES
from comparisons.judging.ways import DEFAULT, demand_modes
from comparisons.processes.adapters import ADAPTERS, USUAL
from comparisons.processes.workers import Trouble, Worker
from comparisons.tables import Tables

DEVICES = ("cpu", "cuda")

#: Frameworks that compute on the processor alone: on another device nobody means them who does not name them.
ON_THE_PROCESSOR = ("scratch",)

#: The largest seed.
LAST_SEED = 2**63 - 1

#: The longest time-out, and the longest that the clock waits for a quiet machine, in seconds.
LONGEST = 1e6


@dataclass(frozen=True)
class Plan:
    """A run's choices; make it with :meth:`make`, which raises Mistake for what does not exist."""

    names: list[str]
    frameworks: list[str]
    dtypes: list[str]
    device: str
    threads: int
    timeout: float
    threads_at_once: int = 1
    modes: str = DEFAULT
    facts: dict[str, dict] = field(default_factory=dict)
    unavailable: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def tables() -> Tables:
        """Return empty tables, whose rows will be told in the order of the catalogue and of the stories."""
        return Tables([*catalogue.names(), *stories.names()], list(ADAPTERS))

    @classmethod
    def make(
        cls,
        words: Iterable[str] = (),
        frameworks: Iterable[str] = (),
        dtypes: Iterable[str] = (),
        device: str = "cpu",
        threads: int | None = None,
        timeout: float = 120,
        modes: str = DEFAULT,
        precisions: Iterable[str] = DTYPES,
    ) -> "Plan":
        """Check the choices. Nothing chosen means everything; ``threads`` is the number of cores if None.

        Then workers that are busy all at once share the cores; with threads that are asked for, each has so many. The
        ``precisions`` are those that may be chosen.

        A string in the place of several names is one name.
        """
        if device not in DEVICES:
            raise unknown("device", device, DEVICES)
        cores = os.cpu_count() or 1
        asked, threads = threads, cores if threads is None else threads
        if not 1 <= threads <= cores:
            raise Mistake(f"threads must be 1 to {cores}, as many as this machine has cores, not {threads}")
        demand_timeout(timeout)
        there = [name for name in USUAL if device == "cpu" or name not in ON_THE_PROCESSOR]
        frameworks = choose("framework", listed(frameworks) or there, ADAPTERS)
        dtypes = choose("dtype", listed(dtypes) or DTYPES, precisions)
        if "tf32" in dtypes and device == "cpu":
            raise Mistake("tf32 is what NVIDIA's matrix units do to float32; ask for it with --device cuda")
        at_once = threads if asked else max(1, cores // (len(frameworks) + 1))  # one more of them judges
        modes = demand_modes(modes, frameworks)
        return cls(select(listed(words)), frameworks, dtypes, device, threads, timeout, at_once, modes)

    def options(self) -> dict:
        """Return the choices that a run must not change when it is continued."""
        chosen = ("names", "frameworks", "device", "threads")
        return {name: getattr(self, name) for name in chosen}

    def workers(self, at_once: bool = False) -> list[Worker]:
        """Return a fresh worker for every framework, not yet started.

        Say whether they will be busy ``at_once``, as those are that no clock waits for.
        """
        threads = self.threads_at_once if at_once else self.threads
        return [
            Worker(name, self.device, threads, self.timeout, anew=not at_once) for name in self.frameworks
        ]

    def twins(self) -> list[Worker]:
        """Return two fresh workers of the plan's one framework, to be timed against each other."""
        (name,) = self.frameworks
        choices = self.device, self.threads, self.timeout
        return [Worker(name, *choices), Worker(name, *choices, label=f"{name} again")]

    def start(self, workers: Iterable[Worker], busy: Callable[[str], None] = lambda what: None) -> None:
        """Start all workers at once and keep what they say of themselves in ``facts`` and ``unavailable``.

        ``busy`` is told which ones are waited for. Raises Mistake if no framework finds the device.
        """
        workers = list(workers)
        waited_for = [worker.label for worker in workers]

        def tell() -> None:
            if waited_for:
                busy(f"starting {', '.join(waited_for)}")

        def start(worker: Worker) -> str:
            reason = ""
            try:
                self.facts[worker.framework] = worker.start()
            except Trouble as trouble:
                if trouble.verdict == UNAVAILABLE:
                    reason = trouble.reason
            waited_for.remove(worker.label)
            tell()
            return reason

        tell()
        with ThreadPoolExecutor() as pool:
            try:
                reasons = list(pool.map(start, workers))
            except BaseException:
                for worker in workers:
                    worker.kill()  # not stop(): each belongs to its thread, which waits for its first answer
                raise
        self.miss({worker.framework: why for worker, why in zip(workers, reasons, strict=True) if why})

    def miss(self, unavailable: dict[str, str]) -> None:
        """Keep which frameworks are unavailable, and why. Raises Mistake if none of all finds the device."""
        self.unavailable.update(unavailable)
        if self.device != "cpu" and self.unavailable.keys() >= set(self.frameworks):
            raise Mistake(
                f"no {self.device} device is present: {', '.join(self.unavailable)} find none; use --device cpu"
            )


def listed(given: Iterable[str]) -> list[str]:
    """Return names as a list; a string is one name."""
    return [given] if isinstance(given, str) else list(given)


def demand_seed(seed: int) -> int:
    """Return a seed. Raises Mistake if no numbers can be drawn with it."""
    if not (isinstance(seed, Integral) and 0 <= seed <= LAST_SEED):
        raise Mistake(f"the seed must be a whole number from 0 to {LAST_SEED}, not {seed!r}")
    return seed


def demand_timeout(seconds: float) -> float:
    """Return a time-out. Raises Mistake if that is no length of time."""
    if not 0 < seconds <= LONGEST:
        raise Mistake(f"the time-out must be more than 0 s and at most {LONGEST:.0f} s, not {seconds:g}")
    return seconds


def demand_patience(seconds: float) -> float:
    """Return how long the clock waits. Raises Mistake if that is no length of time."""
    if not 0 <= seconds <= LONGEST:
        raise Mistake(f"the patience must be 0 to {LONGEST:.0f} s, not {seconds:g}")
    return seconds


def choose_seeds(given: str) -> list[int]:
    """Return the seeds that a person names: numbers and ranges with commas between them, ``3,7,20..29``.

    Raises Mistake for what is none, and for a range that ends before it begins.
    """
    seeds = []
    for part in given.split(","):
        first, dots, last = part.strip().partition("..")
        try:
            ends = [demand_seed(int(end)) for end in ((first, last) if dots else (first, first))]
        except ValueError as error:
            if isinstance(error, Mistake):
                raise
            raise Mistake(f"{part.strip()!r} is no seed; write a number, or a range such as 0..99") from None
        if ends[0] > ends[1]:
            raise Mistake(f"the range of seeds {part.strip()} ends before it begins")
        seeds += range(ends[0], ends[1] + 1)
    return list(dict.fromkeys(seeds))
