"""Ask with a person's own numbers: every framework in a worker of its own, all at once, and one that judges."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

from comparisons.errors import Mistake
from comparisons.judging.agreement import settle
from comparisons.judging.answering import Answer
from comparisons.judging.cases import text
from comparisons.judging.checking import answer_of, no_answer
from comparisons.judging.question import Question
from comparisons.judging.ways import Way
from comparisons.numbers.answers import TRUTH, Answers
from comparisons.numbers.distances import distances
from comparisons.numbers.numbers import Numbers
from comparisons.numbers.shares import shares
from comparisons.processes.adapters import usual_mode
from comparisons.processes.workers import Trouble, Worker
from comparisons.processes.workshop import Workshop


def admit(said: Answers, judge: Worker, dtypes: Sequence[str]) -> bool:
    """Let a worker of scratch say what is true of the numbers, before anybody else is asked; return whether it could.

    Raises Mistake, with scratch's own line, if it refuses them.
    """
    said.dtypes = list(dtypes)
    for dtype in dtypes:
        try:
            refused, truth, cotangents = judge.ask(find_truth, said.numbers, dtype)
        except Trouble as trouble:
            said.checks.append(_row(said.numbers, judge, dtype, trouble))
            return False
        if refused:
            raise Mistake(refused)
        said.by_dtype[dtype] = {TRUTH: truth}
        said.cotangents[dtype] = cotangents
    return True


def ask_all(
    said: Answers,
    workers: Sequence[Worker],
    judge: Worker,
    dtypes: Sequence[str],
    done: Callable[[str, str], None] = lambda dtype, framework: None,
    busy: Callable[[str], None] = lambda what: None,
) -> None:
    """Let every worker answer in every dtype, and the judge judge it; what comes in is put into ``said``.

    ``done`` is called with a dtype and a framework when that one's answer is judged, ``busy`` to say what is being
    done.
    """
    bench, stopped = Lock(), Event()

    def through(worker: Worker) -> None:
        for dtype in dtypes:
            try:
                given = worker.ask(answer, said.numbers, dtype)
                said.by_dtype[dtype][worker.framework] = given
                busy(f"judging {worker.framework} in {dtype}")
                with bench:
                    judged = judge.ask(
                        judge_answer, said.numbers, dtype, worker.framework, worker.device, given
                    )
            except Trouble as trouble:
                if stopped.is_set():
                    return
                said.checks.append(_row(said.numbers, worker, dtype, trouble))
            else:
                checks, reasons, apart = judged
                said.checks += checks
                said.shares += reasons
                said.distances += apart
            done(dtype, worker.framework)

    with ThreadPoolExecutor(len(workers)) as pool:
        running = [pool.submit(through, worker) for worker in workers]
        try:
            for each in running:
                each.result()
        except BaseException:
            stopped.set()
            for worker in [*workers, judge]:
                worker.kill()  # not stop(): each belongs to its thread, which may be waiting for an answer
            raise


def find_truth(workshop: Workshop, numbers: Numbers, dtype: str) -> tuple[str, Answer | None, dict]:
    """Return why scratch refuses numbers, "" if it does not; its answer in float64; the gradients that arrive."""
    try:
        question = _question(workshop, numbers, dtype)
    except Mistake as mistake:
        return str(mistake), None, {}
    refused = question.refusal
    return (refused, None, {}) if refused else ("", question.truth, question.cotangents)


def answer(workshop: Workshop, numbers: Numbers, dtype: str) -> Answer:
    """Answer a person's question."""
    return answer_of(workshop, numbers.question(dtype))


def judge_answer(
    workshop: Workshop, numbers: Numbers, dtype: str, framework: str, device: str, given: Answer
) -> tuple[list[dict], list[dict], list[dict]]:
    """Judge what a framework has answered.

    Return rows of checks, of the shares of declared reasons, and of distances to those that were judged before.
    """
    if framework == "scratch" and dtype == "float64":
        return [], [], []  # it is the truth
    question = _question(workshop, numbers, dtype)
    side, checks = settle(question, given, framework, device)
    others = workshop.ready.setdefault((numbers.key, dtype, "others"), {})
    apart = distances(question, given, framework, others)
    others[framework] = given
    return [each.row() for each in checks], shares(side, given, framework), apart


def _question(workshop: Workshop, numbers: Numbers, dtype: str) -> Question:
    """Return the question in a dtype; it is put once, so that its truth and scales are found once."""
    key = numbers.key, dtype
    if key not in workshop.ready:
        workshop.ready[key] = numbers.question(dtype)
    return workshop.ready[key]


def _row(numbers: Numbers, worker: Worker, dtype: str, trouble: Trouble) -> dict:
    way = Way(usual_mode(worker.framework), dtype)
    return no_answer(numbers.name, worker, way, text(numbers.case), numbers.seed, trouble)
