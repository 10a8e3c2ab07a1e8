"""Check concepts: all cases in all dtypes, each framework in a worker of its own, all at once, and one that judges."""

from collections import deque
from collections.abc import Callable, Container, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Event, Lock

import numpy as np

from comparisons.declaring.catalogue import describe, load
from comparisons.errors import one_line
from comparisons.judging.agreement import AGREES, CRASHED, DIFFERS, UNAVAILABLE, By, compare
from comparisons.judging.answering import Answer
from comparisons.judging.cases import text
from comparisons.judging.precision import ALLOWED
from comparisons.judging.question import Question
from comparisons.judging.ways import DEFAULT, Way, ways
from comparisons.processes.adapters import usual_mode
from comparisons.processes.workers import Trouble, Worker
from comparisons.processes.workshop import Workshop
from comparisons.tables import Tables

#: Verdicts with which a check does not fail.
GOOD = (AGREES, DIFFERS, UNAVAILABLE)

#: A framework that has as many concepts left is helped by whoever has none.
MANY = 8

#: Questions whose truth and scales the judge keeps, until all frameworks have answered them.
KEPT = 10_000


def check_all(
    names: Sequence[str],
    workers: Sequence[Worker],
    dtypes: Sequence[str],
    tables: Tables,
    seeds: Sequence[int] = (0,),
    quick: bool = False,
    modes: str = DEFAULT,
    done: Callable[[str, str], None] = lambda name, framework: None,
    before: Container[tuple[str, str]] = (),
) -> None:
    """Let every worker answer every case; rows go to ``tables`` as they come, so that an interrupted run keeps them.

    Of several ``seeds`` all rows that are bad are kept, and of those of an array that are good the worst.
    ``quick`` asks the first case alone, and ``modes`` say in which modes, see :func:`comparisons.judging.ways.ways`.
    ``done`` is called with a concept's name and a framework's when that one is through with it; what was done
    ``before``, by these names, is not asked again.

    One more worker judges what all have answered, so that the truth and its scales are found once. A worker that has no
    concept left helps the framework that has the most: with one more worker of that.
    """
    judge = workers[0].beside("scratch", "judge")
    asked = questions(workers, dtypes, seeds, modes, quick)
    session = Session(names, workers, judge, asked, tables, done, before)
    try:
        with ThreadPoolExecutor(len(workers)) as pool:
            running = [pool.submit(session.work, worker) for worker in workers]
            try:
                for each in running:
                    each.result()
            except BaseException:
                session.kill()
                raise
    finally:
        judge.stop()  # now that no thread asks it any more


def questions(
    workers: Sequence[Worker], dtypes: Sequence[str], seeds: Sequence[int], modes: str, quick: bool
) -> dict[str, list[tuple[Way, int]]]:
    """Return what every case of a concept is asked, by framework: in which ways, with the numbers of which seeds."""
    return {each.framework: [*product(ways(each.framework, dtypes, modes, quick), seeds)] for each in workers}


class Session:
    """Concepts that are left by framework, the workers that are at them, and the one that judges.

    ``asked`` are the questions to every case of a concept, by framework.
    """

    def __init__(self, names, workers, judge, asked, tables, done=lambda name, framework: None, before=()):
        self.asked, self.tables, self.done = asked, tables, done
        long_first = sorted(names, key=lambda name: describe(name)["kind"] != "training run")
        self.left = {
            worker.framework: deque(name for name in long_first if (name, worker.framework) not in before)
            for worker in workers
        }
        self.judge, self.bench = judge, Lock()
        self.workers = [*workers, self.judge]
        self.stopped = Event()

    def work(self, worker: Worker) -> None:
        """Check what is left for a worker's framework; then help another, with one more worker of that."""
        self.through(worker)
        with self.bench:
            framework = max(self.left, key=lambda name: len(self.left[name]))
            is_alone = sum(each.framework == framework for each in self.workers) == 1
            if len(self.left[framework]) < MANY or not is_alone or self.stopped.is_set():
                return
            helper = worker.beside(framework, f"{framework} too", self.workers[0].device)
            self.workers.append(helper)
        try:
            helper.start()
            self.through(helper)
        except Trouble:
            return  # the framework's own worker says so, if it cannot go on
        finally:
            helper.stop()

    def kill(self) -> None:
        """End it, from any thread: no row comes any more."""
        self.stopped.set()
        for worker in self.workers:
            worker.kill()  # not stop(): each belongs to its thread, which may be waiting for an answer

    def through(self, worker: Worker) -> None:
        """Check what is left for a worker's framework."""
        while not self.stopped.is_set():
            try:
                name = self.left[worker.framework].popleft()
            except IndexError:  # none is left
                return
            worst = {}
            for way, seed in self.asked[worker.framework]:
                for row in self._rows(name, worker, way, seed):
                    if self.stopped.is_set():
                        return
                    keep(row, worst, self.tables)
            self.done(name, worker.framework)

    def _rows(self, name: str, worker: Worker, way: Way, seed: int) -> Iterator[dict]:
        """Yield the rows of one concept asked in one way, case by case; its accuracy goes to the tables."""
        try:
            cases = way.cases(load(name))
        except Exception as error:  # a declaration that cannot be imported is a row, not the run's end
            yield no_answer(name, worker, way, "", seed, Trouble("crashed", one_line(error)))
            return
        for number, case in cases:
            question = name, number, way.dtype, seed
            try:
                given = worker.ask(answer, *question, way.mode)
                by = By(worker.framework, worker.device, way.mode)
                with self.bench:
                    checks, accuracy = self.judge.ask(judge, *question, by, given)
            except Trouble as trouble:
                yield no_answer(name, worker, way, text(case), seed, trouble)
                if trouble.verdict == UNAVAILABLE:
                    return
            else:
                self.tables.accuracy.extend(accuracy)
                yield from checks


def keep(row: dict, worst: dict, tables: Tables) -> None:
    """Append a row to ``tables``; if it is good and another of its array stands there, the worse of the two stays."""
    array = tuple(row[column] for column in ("case", "mode", "dtype", "kind", "array", "verdict"))
    before = worst.get(array) if row["verdict"] in GOOD else None
    if before is None:
        tables.checks.append(row)
        worst[array] = row
    elif row["units"] > before["units"]:
        before.update(row)


def no_answer(name: str, worker: Worker, way: Way, case: str, seed: int, trouble: Trouble) -> dict:
    """Return the row of a worker that came into trouble with a case; as a difference, if it is declared to refuse it.

    Without a ``case`` it is the concept's row, whose declaration may be what has no answer.
    """
    if case and trouble.verdict == CRASHED:
        why = load(name).refusal(worker.framework, trouble.reason, way.dtype, way.mode)
        trouble = Trouble(DIFFERS, f"{worker.framework} refuses: {why}") if why else trouble
    return dict(
        concept=name,
        family=name.split(".")[0],
        case=case,
        seed=seed,
        framework=worker.framework,
        mode=way.mode,
        kind="",
        array="",
        dtype=way.dtype,
        device=worker.device,
        error=np.nan,
        units=np.nan,
        allowed=ALLOWED,
        verdict=trouble.verdict,
        reason=trouble.reason,
        digest="",
        repeats="",
    )


def answer(workshop: Workshop, name: str, number: int, dtype: str, seed: int, mode: str) -> Answer:
    """Answer one case of one concept."""
    concept = load(name)
    return answer_of(workshop, Question.draw(concept, concept.cases[number], dtype, seed), mode)


def answer_of(workshop: Workshop, question: Question, mode: str = "") -> Answer:
    """Return what a workshop's framework answers to a question, in its usual mode if no other is asked for."""
    workshop.adapter.use_tf32(question.dtype == "tf32")
    mode = mode or usual_mode(workshop.adapter.name)
    return workshop.adapter(question, workshop.device, mode).answer()


def judge(
    workshop: Workshop, name: str, number: int, dtype: str, seed: int, by: By, given: Answer
) -> tuple[list[dict], list[dict]]:
    """Judge what a framework has answered; return the rows of ``checks`` and of ``accuracy``."""
    asked = name, number, dtype, seed
    if asked not in workshop.ready:
        if len(workshop.ready) >= KEPT:
            workshop.ready.pop(next(iter(workshop.ready)))
        workshop.ready[asked] = Question.draw(load(name), load(name).cases[number], dtype, seed)
    question = workshop.ready[asked]
    is_truth = by.framework == "scratch" and dtype == "float64"
    checks = [] if is_truth else compare(question, given, by.framework, by.device, by.mode)
    is_usual = by.mode == usual_mode(by.framework)
    return [each.row() for each in checks], accuracy(question, given, by.framework) if is_usual else []


def accuracy(question: Question, answer: Answer, framework: str) -> list[dict]:
    """Return rows of ``accuracy`` for a training run on real data: each score on each split.

    The target is y; where there is none, x is its own.
    """
    concept, case = question.concept, question.case
    if not question.held_out:
        return []
    target = "y" if "y" in question.held_out else "x"
    splits = dict(
        train=(answer.outputs["prediction"], question.arrays[target]),
        test=(answer.outputs["test_prediction"], question.held_out[target]),
    )
    setting = text(question.settings | dict(dtype=question.dtype))
    return [
        dict(
            story=concept.name,
            data=case["data"].__name__,
            model=concept.name,
            framework=framework,
            setting=setting,
            split=split,
            metric=metric,
            value=score(prediction, y),
        )
        for metric, score in concept.score.items()
        for split, (prediction, y) in splits.items()
    ]
