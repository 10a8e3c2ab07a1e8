"""Check concepts: every case in every dtype, each framework in a worker of its own, all of them at once."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Event

import numpy as np

from comparisons.declaring.catalogue import load
from comparisons.errors import one_line
from comparisons.judging.agreement import AGREES, DIFFERS, UNAVAILABLE, compare
from comparisons.judging.answering import Answer
from comparisons.judging.cases import text
from comparisons.judging.question import Question
from comparisons.judging.rounding import ALLOWED
from comparisons.processes.workers import Trouble, Worker
from comparisons.processes.workshop import Workshop
from comparisons.tables import Tables

#: Verdicts with which a check does not fail.
GOOD = (AGREES, DIFFERS, UNAVAILABLE)


def check_all(
    names: Sequence[str],
    workers: Sequence[Worker],
    dtypes: Sequence[str],
    tables: Tables,
    seeds: Sequence[int] = (0,),
    quick: bool = False,
    done: Callable[[str, str], None] = lambda name, framework: None,
) -> None:
    """Let every worker answer every case; rows go to ``tables`` as they come, so that an interrupted run keeps them.

    Of several ``seeds`` all rows that are bad are kept, and of those of an array that are good the worst.
    ``quick`` asks the first case alone. ``done`` is called with a concept's name and a framework's when that one is
    through with it.
    """

    stopped = Event()

    def through(worker: Worker) -> None:
        for name in names:
            worst = {}
            for dtype, seed in product(dtypes, seeds):
                for row in _check(name, worker, dtype, tables, seed, quick):
                    if stopped.is_set():
                        return
                    _keep(row, worst, tables)
            done(name, worker.framework)

    with ThreadPoolExecutor(len(workers)) as pool:
        running = [pool.submit(through, worker) for worker in workers]
        try:
            for each in running:
                each.result()
        except BaseException:
            stopped.set()
            for worker in workers:
                worker.kill()  # not stop(): each belongs to its thread, which may be waiting for an answer
            raise


def _keep(row: dict, worst: dict, tables: Tables) -> None:
    """Append a row to ``tables``; if it is good and another of its array stands there, the worse of the two stays."""
    array = tuple(row[column] for column in ("case", "dtype", "kind", "array", "verdict"))
    before = worst.get(array) if row["verdict"] in GOOD else None
    if before is None:
        tables.checks.append(row)
        worst[array] = row
    elif row["units"] > before["units"]:
        before.update(row)


def _check(name, worker, dtype, tables, seed, quick) -> Iterator[dict]:
    """Yield the rows of one concept in one dtype, case by case; its accuracy goes to ``tables``."""
    try:
        cases = load(name).cases_in(dtype)
    except Exception as error:  # a declaration that cannot be imported is a row, not the run's end
        yield _no_answer(name, worker, dtype, "", seed, Trouble("crashed", one_line(error)))
        return
    for number, case in cases[:1] if quick else cases:
        try:
            checks, accuracy = worker.ask(check, name, number, dtype, seed)
        except Trouble as trouble:
            yield _no_answer(name, worker, dtype, text(case), seed, trouble)
            if trouble.verdict == UNAVAILABLE:
                return
        else:
            tables.accuracy.extend(accuracy)
            yield from checks


def _no_answer(name, worker, dtype, case, seed, trouble) -> dict:
    return dict(
        concept=name,
        family=name.split(".")[0],
        case=case,
        seed=seed,
        framework=worker.framework,
        kind="",
        array="",
        dtype=dtype,
        device=worker.device,
        error=np.nan,
        units=np.nan,
        allowed=ALLOWED,
        verdict=trouble.verdict,
        reason=trouble.reason,
    )


def check(workshop: Workshop, name: str, number: int, dtype: str, seed: int) -> tuple[list[dict], list[dict]]:
    """Answer one case of one concept; return the rows of ``checks`` and of ``accuracy``."""
    adapter, concept = workshop.adapter, load(name)
    question = Question.draw(concept, concept.cases[number], dtype, seed)
    adapter.use_full_float32()
    answer = adapter(question, workshop.device).answer()
    is_truth = adapter.name == "scratch" and dtype == "float64"
    checks = [] if is_truth else compare(question, answer, adapter.name, workshop.device)
    return [each.row() for each in checks], accuracy(question, answer, adapter.name)


def accuracy(question: Question, answer: Answer, framework: str) -> list[dict]:
    """Return rows of ``accuracy`` for a training run on real data: each score on each split."""
    concept, case = question.concept, question.case
    if not question.held_out:
        return []
    splits = dict(
        train=(answer.outputs["prediction"], question.arrays["y"]),
        test=(answer.outputs["test_prediction"], question.held_out["y"]),
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
