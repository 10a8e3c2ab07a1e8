"""What a Dask worker keeps: crews of our own workers, a process a framework and one that judges, from task to task."""

from collections.abc import Sequence
from threading import Event, Lock, Timer

from distributed import Worker as DaskWorker
from distributed import WorkerPlugin

from comparisons.errors import Mistake
from comparisons.judging.checking import Session
from comparisons.judging.ways import Way
from comparisons.processes.installed import installed, sources, versions
from comparisons.processes.workers import Worker
from comparisons.tables import Tables

#: What every case of a concept is asked, by framework: in which way, with the numbers of which seed.
Asked = dict[str, list[tuple[Way, int]]]

#: A crew that nobody has asked anything for so many seconds is sent home, also where whoever sent the tasks is gone.
IDLE_SECONDS = 300.0


def identity() -> dict[str, str]:
    """Return all that must be the same on every machine for a row to be the same."""
    others = {name: installed(name) for name in ("jax", "distributed")}
    return versions() | others | {"the sources of triptych": sources()}


class Crew:
    """A fresh worker for every framework, and the one that judges. A crew does one task at a time."""

    def __init__(self, models: Sequence[Worker]):
        self.workers = [each.beside(each.framework, each.label, each.device) for each in models]
        self.judge = models[0].beside("scratch", "judge")

    def stop(self) -> None:
        """End its processes."""
        for worker in (*self.workers, self.judge):
            worker.stop()


class Crews(WorkerPlugin):
    """The crews of one Dask worker, as many as it does tasks at once; in a crew one framework computes at a time.

    ``models`` are workers that never start: what a crew is made after. ``parts`` are the questions that tasks ask.
    """

    def __init__(self, models: Sequence[Worker], parts: Sequence[Asked]):
        self.models, self.parts, self.wanted = models, parts, identity()

    def setup(self, worker: DaskWorker) -> None:
        """Begin with no crew. Raises Mistake where anything else is installed than where the tasks come from."""
        self._idle: list[Crew] = []
        self._busy: set[Session] = set()
        self._bench, self._ended, self._timer = Lock(), Event(), Timer(0, self._send_home)
        here = identity()
        other = [
            f"{name} {here[name]}, not {version}"
            for name, version in self.wanted.items()
            if here[name] != version
        ]
        self.refusal = (
            other
            and f"the worker {worker.address} has {' and '.join(other)}: install the same, and restart it"
        )
        self._demand_the_same()

    def teardown(self, worker: DaskWorker) -> None:
        """End all processes, also of a task that is being done."""
        self._ended.set()
        for session in [*self._busy]:
            session.kill()
        self._send_home()

    def ask(self, name: str, number: int) -> tuple[list[dict], list[dict]]:
        """Ask a part of the questions in all cases of a concept; return the rows of ``checks`` and of ``accuracy``."""
        self._demand_the_same()  # a worker that came late was not heard when it refused
        tables = Tables()
        with self._bench:
            crew = self._idle.pop() if self._idle else Crew(self.models)
        session = Session([name], crew.workers, crew.judge, self.parts[number], tables)
        self._busy.add(session)
        try:
            for worker in crew.workers:
                session.through(worker)
        finally:
            self._busy.discard(session)
            self._put_back(crew)
        return tables.checks, tables.accuracy

    def _put_back(self, crew: Crew) -> None:
        with self._bench:
            self._idle.append(crew)
            self._timer.cancel()
            self._timer = Timer(0 if self._ended.is_set() else IDLE_SECONDS, self._send_home)
            self._timer.daemon = True
            self._timer.start()

    def _send_home(self) -> None:
        with self._bench:
            idle, self._idle = self._idle, []
        for crew in idle:
            crew.stop()

    def _demand_the_same(self) -> None:
        if self.refusal:
            raise Mistake(self.refusal)
