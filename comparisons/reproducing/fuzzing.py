"""Fuzzing: questions that nobody declared are put to all frameworks; what fails is kept, the first of each array."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from comparisons.declaring.concept import Concept
from comparisons.judging.agreement import AGREES, CRASHED, DIFFERS, FAILS, TIMED_OUT, UNAVAILABLE
from comparisons.judging.answering import Answer
from comparisons.judging.cases import text
from comparisons.judging.checking import no_answer
from comparisons.judging.question import Question
from comparisons.judging.ways import Way
from comparisons.processes.workers import Trouble
from comparisons.reproducing.asked import Bench, answer, judge_all, refusal
from comparisons.reproducing.drawing import Drawn, draws, is_declared
from comparisons.reproducing.rows import label_of

#: What may come of a draw, by framework.
NOT_OFFERED = "not offered"
OUTCOMES = (AGREES, DIFFERS, NOT_OFFERED, FAILS)

#: What is raised of an argument on purpose: it is not offered.
_ON_PURPOSE = ("ValueError", "TypeError", "NotImplementedError")


class _Over(BaseException):
    """The time is over: no Exception, so that nobody tries to make a smaller one of it."""


@dataclass
class Found:
    """What came of it: draws by framework and outcome, and of each framework and array the first that fails."""

    drawn: int = 0
    refused: int = 0
    outcomes: dict[str, Counter] = field(default_factory=dict)
    why_not: dict[str, Counter] = field(default_factory=dict)
    failures: dict[tuple[str, str, str], tuple[Question, Mapping[str, Any]]] = field(default_factory=dict)
    unavailable: dict[str, str] = field(default_factory=dict)
    interrupted: bool = False


def fuzz(
    concept: Concept,
    benches: Sequence[Bench],
    dtypes: Sequence[str],
    modes: Mapping[str, Sequence[str]],
    seconds: float,
    first: int = 0,
    most: int = 10**6,
    busy: Callable[[str], None] = lambda what: None,
) -> Found:
    """Draw for so many seconds, the same draws for the same seed ``first``; Ctrl-C keeps what was found.

    modes    of each framework, those in which it is asked
    most     how many draws there are at the most
    """
    found = Found(outcomes={bench.worker.framework: Counter() for bench in benches})
    found.why_not = {name: Counter() for name in found.outcomes}
    session = _Session(concept, benches, dtypes, modes, found)
    until = time.monotonic() + seconds

    @seed(first)
    @settings(
        max_examples=10**6, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(draws(concept))
    def ask(drawn: Drawn) -> None:
        if time.monotonic() > until or found.drawn >= most or not session.left():
            raise _Over
        session.ask(drawn)
        busy(f"{found.drawn} draws, {len(found.failures)} fail")

    try:
        ask()
    except _Over:
        pass
    except KeyboardInterrupt:
        found.interrupted = True
    return found


class _Session:
    """The frameworks that are left, asked one draw after the other."""

    def __init__(self, concept: Concept, benches, dtypes, modes, found: Found):
        self.concept, self.benches, self.modes, self.found = concept, list(benches), modes, found
        self.dtypes, self.seen = dtypes, set()

    def left(self) -> list[Bench]:
        return [each for each in self.benches if each.worker.framework not in self.found.unavailable]

    def ask(self, drawn: Drawn) -> None:
        """Put one draw to all frameworks."""
        key = repr(drawn)
        if key in self.seen:
            return
        self.seen.add(key)
        allowed = drawn.case.get("dtypes", self.dtypes)
        dtypes = [dtype for dtype in self.dtypes if dtype in allowed]
        dtype = dtypes[drawn.seed % len(dtypes)] if dtypes else ""
        question = drawn.question(self.concept, dtype) if dtype else None
        self.found.drawn += 1
        judge = self.benches[0].judge
        is_read = question is None or not question.draws or is_declared(self.concept, drawn.case)
        # What a framework draws can be read off its answer in declared settings alone.
        if question is None or not is_read or judge.ask(refusal, self.concept.name, question):
            self.found.refused += 1
            return
        asked = [(bench, mode) for bench in self.left() for mode in self.modes[bench.worker.framework]]
        with ThreadPoolExecutor(len(self.benches)) as pool:
            jobs = {bench.worker.framework: [] for bench, _ in asked}
            for bench, mode in asked:
                jobs[bench.worker.framework].append((bench, mode))
            said = [
                each
                for part in pool.map(lambda job: self._through(question, job), jobs.values())
                for each in part
            ]
        answered = [(bench, mode, given) for bench, mode, given in said if isinstance(given, Answer)]
        by = [(bench.by(mode), given) for bench, mode, given in answered]
        try:
            rows = judge.ask(judge_all, self.concept.name, question, by)
        except Trouble:  # scratch cannot tell what is true, watched as it is then
            self.found.refused += 1
            return
        for (bench, mode, _), judged in zip(answered, rows, strict=True):
            self._keep(question, bench, mode, judged)
        for bench, mode, trouble in said:
            if isinstance(trouble, Trouble):
                self._keep_trouble(question, bench, mode, trouble)

    def _through(self, question: Question, job: list) -> list[tuple]:
        said = []
        for bench, mode in job:
            try:
                said.append((bench, mode, bench.worker.ask(answer, self.concept.name, question, mode)))
            except Trouble as trouble:
                said.append((bench, mode, trouble))
        return said

    def _keep(self, question: Question, bench: Bench, mode: str, rows: list[dict]) -> None:
        verdicts = {row["verdict"] for row in rows}
        outcome = next(each for each in (FAILS, DIFFERS, AGREES) if each in verdicts or each == AGREES)
        self.found.outcomes[bench.worker.framework][outcome] += 1
        for row in rows:
            if row["verdict"] == FAILS:
                self.found.failures.setdefault((bench.worker.framework, mode, label_of(row)), (question, row))

    def _keep_trouble(self, question: Question, bench: Bench, mode: str, trouble: Trouble) -> None:
        """Keep what has no answer: it fails, if it is not declared, in a declared case's settings or where one dies."""
        framework, concept = bench.worker.framework, self.concept
        if trouble.verdict == UNAVAILABLE:
            self.found.unavailable[framework] = trouble.reason
            return
        way = Way(mode, question.dtype)
        row = no_answer(concept.name, bench.worker, way, text(question.case), question.seed, trouble)
        if row["verdict"] == DIFFERS:
            self.found.outcomes[framework][DIFFERS] += 1
            return
        died = trouble.verdict == TIMED_OUT or trouble.reason.startswith("the process")
        refused = trouble.reason.startswith((*_ON_PURPOSE, concept.name))  # or no layout is made for it
        offered = is_declared(concept, question.case) and not refused
        if not (died or (trouble.verdict == CRASHED and offered)):
            self.found.outcomes[framework][NOT_OFFERED] += 1
            self.found.why_not[framework][trouble.reason.split(" (")[0][:160]] += 1
            return
        self.found.outcomes[framework][FAILS] += 1
        self.found.failures.setdefault((framework, mode, ""), (question, row))
