"""What a run is to do, checked before it begins: which concepts, frameworks, dtypes, device, how many threads."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from comparisons.catalogue import select
from comparisons.errors import Mistake, unknown
from comparisons.frameworks import ADAPTERS
from comparisons.rounding import DTYPES
from comparisons.workers import Trouble, Worker

DEVICES = ("cpu", "cuda")


@dataclass(frozen=True)
class Plan:
    """A run's choices; make it with :meth:`make`, which raises Mistake for what does not exist."""

    names: list[str]
    frameworks: list[str]
    dtypes: list[str]
    device: str
    threads: int
    timeout: float
    facts: dict[str, dict] = field(default_factory=dict)
    unavailable: dict[str, str] = field(default_factory=dict)

    @classmethod
    def make(
        cls,
        words: Iterable[str] = (),
        frameworks: Iterable[str] = (),
        dtypes: Iterable[str] = (),
        device: str = "cpu",
        threads: int | None = None,
        timeout: float = 120,
    ) -> "Plan":
        """Check the choices. Nothing chosen means everything; ``threads`` is the number of cores if None."""
        if device not in DEVICES:
            raise unknown("device", device, DEVICES)
        cores = os.cpu_count() or 1
        threads = cores if threads is None else threads
        if not 1 <= threads <= cores:
            raise Mistake(f"threads must be 1 to {cores}, as many as this machine has cores, not {threads}")
        if timeout <= 0:
            raise Mistake(f"the time-out must be more than 0 s, not {timeout:g}")
        chosen_frameworks = _chosen("framework", frameworks, ADAPTERS)
        return cls(
            select(words), chosen_frameworks, _chosen("dtype", dtypes, DTYPES), device, threads, timeout
        )

    def options(self) -> dict:
        """Return the choices that a run must not change when it is continued."""
        chosen = ("names", "frameworks", "device", "threads")
        return {name: getattr(self, name) for name in chosen}

    def workers(self) -> list[Worker]:
        """Return a fresh worker for every framework, not yet started."""
        return [Worker(name, self.device, self.threads, self.timeout) for name in self.frameworks]

    def twins(self) -> list[Worker]:
        """Return two fresh workers of the plan's one framework, to be timed against each other."""
        (name,) = self.frameworks
        choices = self.device, self.threads, self.timeout
        return [Worker(name, *choices), Worker(name, *choices, label=f"{name} again")]

    def start(self, workers: Iterable[Worker]) -> None:
        """Start all workers at once and keep what they say of themselves in ``facts`` and ``unavailable``.

        Raises Mistake if no framework finds the device.
        """

        def start(worker: Worker) -> None:
            try:
                self.facts[worker.framework] = worker.start()
            except Trouble as trouble:
                self.unavailable[worker.framework] = trouble.reason

        with ThreadPoolExecutor() as pool:
            list(pool.map(start, workers))
        if self.device != "cpu" and not self.facts:
            raise Mistake(
                f"no {self.device} device is present: {', '.join(self.unavailable)} find none; use --device cpu"
            )


def _chosen(what: str, given: Iterable[str], allowed: Iterable[str]) -> list[str]:
    given = list(given)
    for name in given:
        if name not in allowed:
            raise unknown(what, name, allowed)
    return [name for name in allowed if not given or name in given]
