"""An implementation is held against the truth: in all cases, in drawn ones, in both dtypes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from comparisons.declaring.catalogue import load
from comparisons.declaring.concept import Concept
from comparisons.errors import Mistake
from comparisons.judging.agreement import FAILS
from comparisons.judging.question import Question
from comparisons.loading import load_object
from comparisons.mistakes.answered import Answered, Reason
from comparisons.processes.workers import GIVE_UP, Here, Trouble, Worker
from comparisons.processes.workshop import Workshop
from comparisons.yours.fit import Fit, question_for
from comparisons.yours.fitting import find
from comparisons.yours.guarding import SECONDS, Failed, guarded, limit_memory
from comparisons.yours.implementation import Implementation
from comparisons.yours.judged import judged
from comparisons.yours.responding import respond
from comparisons.yours.results import Results, agree
from comparisons.yours.said import Said
from comparisons.yours.verdict import Lacking, Verdict

#: Seconds beyond the time of one case that a process has to find out how an implementation fits.
PATIENCE = 120


@dataclass(frozen=True, eq=False)
class Request:
    """What is held against what.

    concept    its full name
    thing      a person's object, or where it is: ``file.py:name``
    weights    layouts that the person gives, by our array
    build      how an instance is made, or that the thing itself is what builds
    whose      ``numpy``, ``pytorch`` or ``keras``, where that cannot be seen
    seconds    that a case may take
    memory     MiB that the person's code may hold, 0 for all there is
    """

    concept: str
    thing: Any
    weights: Mapping[str, str] = ()
    build: Callable | bool | None = None
    whose: str | None = None
    seconds: float = SECONDS
    memory: int = 0

    def implementation(self) -> Implementation:
        """Return the implementation. Raises Mistake if there is none."""
        thing = load_object(self.thing) if isinstance(self.thing, str) else self.thing
        implementation = Implementation.of(
            thing, thing if self.build is True else self.build or None, self.whose
        )
        if not implementation.build:
            return implementation
        concept = load(self.concept)
        return implementation.seen(Question.draw(concept, concept.cases[0], "float32"))


@dataclass(frozen=True)
class Prepared:
    """What is known of an implementation before it is asked: its name, what it is, and how it fits the concept."""

    name: str
    kind: str
    whose: str
    fit: Fit
    found: bool = False
    otherwise: Fit | None = None


def prepare(workshop: Workshop, request: Request) -> Prepared | Mistake:
    """Find out how an implementation fits a concept: a task. It is found once for whoever asks again here.

    Returns the mistake if there is no implementation, or its weights do not fit: it is no crash.
    """
    thing = request.thing if isinstance(request.thing, str) else id(request.thing)
    asked = request.concept, thing, request.whose, *dict(request.weights or {}).items()
    if asked not in workshop.ready:
        try:
            workshop.ready[asked] = request.thing, _prepared(request)
        except Mistake as mistake:
            return mistake
    return workshop.ready[asked][1]


def _prepared(request: Request) -> Prepared:
    limit_memory(request.memory)
    concept = load(request.concept)
    try:
        with guarded(max(request.seconds, PATIENCE)):  # a framework may be imported
            implementation = request.implementation()
    except Failed as failed:
        raise Mistake(str(failed)) from None
    tried = []
    for whose in [implementation.whose, *implementation.perhaps]:
        each = replace(implementation, whose=whose)
        tried.append((each, find(concept, each, dict(request.weights), request.seconds)))
        if tried[-1][1].answers:
            break
    each, found = tried[-1] if tried[-1][1].answers else tried[0]
    return Prepared(each.name, each.kind, each.whose, found.fit, found.by_trying, found.otherwise)


def ask(
    workshop: Workshop, request: Request, fit: Fit, number: int, dtype: str, seed: int, wide: bool = False
) -> Said:
    """Put one case to an implementation: a task."""
    concept = load(request.concept)
    question = question_for(concept, fit, concept.cases[number], dtype, seed, wide)
    return respond(request.implementation(), question, fit, request.seconds)


def worker_for(request: Request) -> Worker:
    """Return a process of its own in which a person's code runs, and is ended if it does not end by itself."""
    return Worker("scratch", threads=1, timeout=2 * request.seconds + PATIENCE, label="yours")


def hold(
    worker: Worker | Here,
    request: Request,
    dtypes: Sequence[str],
    seeds: Sequence[int],
    without: Collection[str] = (),
    explain: bool = True,
    only: Collection[int] | None = None,
) -> Verdict:
    """Hold an implementation against the truth; ``worker`` is where its code runs.

    Cases ``without`` some words are asked, or ``only`` those of some numbers. Raises Mistake where it cannot begin.
    """
    concept = load(request.concept)
    try:
        prepared = worker.ask(prepare, request)
    except Trouble as trouble:
        name = request.thing.rpartition(":")[2] if isinstance(request.thing, str) else "it"
        silent = Verdict(concept.name, name, "code that ends its process")
        silent.lacking.append(Lacking("", "", 0, f"gave no answer: {trouble.reason}"))
        return silent
    if isinstance(prepared, Mistake):
        raise prepared
    request = replace(request, whose=prepared.whose)
    verdict = Verdict(concept.name, prepared.name, prepared.kind, found=prepared.found)
    verdict.weights = prepared.fit.told()
    results = Results(concept, prepared.whose, verdict)

    def answered(number: int, case: dict, dtype: str, seed: int, wide: bool = False) -> tuple[Question, Said]:
        question = question_for(concept, prepared.fit, case, dtype, seed, wide)
        if results.hangs >= GIVE_UP:
            return question, Said(
                failed=f"was not asked any more after it gave no answer {GIVE_UP} times in a row"
            )
        try:
            return question, worker.ask(ask, request, prepared.fit, number, dtype, seed, wide)
        except Trouble as trouble:
            return question, Said(failed=f"gave no answer: {trouble.reason}", hangs=True)

    failed = set()  # cases and seeds in which it fails already with more digits
    for dtype in dtypes:
        for number, case in sorted(concept.cases_in(dtype), key=lambda each: "data" in each[1]):
            if "data" in case and verdict.failing:
                results.spared.add(number)
                continue
            if only is not None and number not in only:
                continue
            if set(without) & {*case, *case.get("given", ())}:
                results.left_out.add(number)
                continue
            if strange := not_taken(concept, case, prepared.fit):
                results.skipped[number] = strange
                continue
            for seed in seeds:
                checks = results.add(*answered(number, case, dtype, seed))
                fails = any(each.verdict == FAILS for each in checks)
                if fails and dtype != "float32":
                    failed.add((number, seed))
                if fails and dtype == "float32" and (number, seed) not in failed:
                    wide = answered(number, case, dtype, seed, wide=True)
                    if wide[1].answer and agree(judged(wide[0], wide[1].answer, prepared.whose), wide[1]):
                        results.out_of_range(checks)
    results.finish()
    if explain and verdict.failing:
        # What takes scratch's source apart is imported only where something is wrong.
        from comparisons.mistakes.diagnosis import reasons

        def again(fresh: Question) -> Answered | None:
            if fresh.case not in concept.cases:
                return None
            number = concept.cases.index(fresh.case)
            question, said = answered(number, fresh.case, fresh.dtype, fresh.seed)
            return said.answer and Answered(question, said.answer, said.unchecked, said.by_machine)

        asked = dtypes, seeds, without, False, only
        verdict.reasons = _layout(worker, request, prepared, verdict, asked) or reasons(results.plain, again)
    return verdict


def _layout(worker, request: Request, prepared: Prepared, verdict: Verdict, asked: tuple) -> list[Reason]:
    """Return that the weights lie in another order, if an implementation agrees where they do; else nothing."""
    if prepared.otherwise is None:
        return []
    weights = prepared.otherwise.told()
    if not hold(worker, replace(request, weights=weights), *asked).agrees:
        return []
    names = [name for name in weights if name not in prepared.fit.told()]
    said = ", ".join(f"{name}={weights[name]!r}" for name in names)
    text = f"it takes {', '.join(names)} in another order; with {said} it agrees"
    return [Reason(text, "layout", tuple(dict.fromkeys(each.label for each in verdict.failing)), whole=True)]


def not_taken(concept: Concept, case: dict, fit: Fit) -> list[str]:
    """Return the settings and arrays of a case that an implementation does not take, none if it can be asked."""
    settings = [
        name
        for name, default in concept.defaults.items()
        if name in case and case[name] != default and name not in fit.settings
    ]
    arrays = [name for name in case.get("given", ()) if name not in fit.given and name not in fit.layouts]
    without = [f"no {name}" for name in fit.always if name not in case.get("given", ())]
    return settings + arrays + without
