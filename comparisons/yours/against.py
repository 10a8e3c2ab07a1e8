"""An implementation is held against the truth: in all cases, in drawn ones, in both dtypes."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from comparisons.declaring.catalogue import load, select
from comparisons.declaring.concept import Concept
from comparisons.errors import Mistake, unknown
from comparisons.judging.agreement import DIFFERS, FAILS, Check, off_in_doubt
from comparisons.judging.cases import ABOUT, text
from comparisons.judging.question import Question
from comparisons.judging.rounding import DTYPES
from comparisons.loading import load_object
from comparisons.processes.workers import Here, Trouble, Worker
from comparisons.processes.workshop import Workshop
from comparisons.yours.answered import Answered
from comparisons.yours.fit import Fit, question_for
from comparisons.yours.fitting import find
from comparisons.yours.judged import OUT_OF_RANGE, WORDS, judged
from comparisons.yours.guarding import SECONDS, Failed, guarded, limit_memory
from comparisons.yours.implementation import Implementation
from comparisons.yours.responding import respond
from comparisons.yours.said import Said
from comparisons.yours.verdict import Lacking, Spot, Verdict


@dataclass(frozen=True)
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
        implementation = Implementation.of(thing, thing if self.build is True else self.build or None, self.whose)
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


def prepare(workshop: Workshop, request: Request) -> Prepared:
    """Find out how an implementation fits a concept: a task. Raises Mistake if there is none, or its weights fit not."""
    limit_memory(request.memory)
    concept = load(request.concept)
    try:
        with guarded(request.seconds):
            implementation = request.implementation()
    except Failed as failed:
        raise Mistake(str(failed)) from None
    found = None
    for whose in [*implementation.perhaps, implementation.whose]:
        each = replace(implementation, whose=whose)
        found = find(concept, each, dict(request.weights), request.seconds)
        if found.answers:
            break
    return Prepared(each.name, each.kind, each.whose, found.fit, found.by_trying)


def ask(
    workshop: Workshop, request: Request, fit: Fit, number: int, dtype: str, seed: int, wide: bool = False
) -> Said:
    """Put one case to an implementation: a task."""
    concept = load(request.concept)
    question = question_for(concept, fit, concept.cases[number], dtype, seed, wide)
    return respond(request.implementation(), question, fit, request.seconds)


def against(
    concept: str,
    implementation: Any,
    *,
    weights: Mapping[str, str] | None = None,
    build: Callable | bool | None = None,
    framework: str | None = None,
    dtypes: Iterable[str] = (),
    seed: int | Iterable[int] = 0,
    without: Iterable[str] = (),
    timeout: float = SECONDS,
    explain: bool = True,
) -> Verdict:
    """Hold your own implementation of a concept against the truth: outputs, gradients and training, in all its cases.

    concept         ``"lstm"``, ``"recurrent.lstm"``: one of those that ``triptych.concepts()`` shows
    implementation  a function of NumPy arrays that returns y, or y and a function backward, or y and gradients by name; a
                    class with forward and backward; a torch module or function; a Keras layer, model, loss or optimizer;
                    of a training run or an optimizer a function that is the loop itself; or where one of these is:
                    ``"my_lstm.py:MyLSTM"``, ``"package.module:name"``
    weights         by scratch's array, the parameter or the weight that it is and in which order of axes, as Triptych's
                    layouts say it: ``dict(W="cell.weight: i k -> k i")``; what it does not say is found by trying
    build           ``build(<sizes and settings by name>)`` returns an instance; True where the implementation does itself
    framework       ``numpy``, ``pytorch`` or ``keras``, where the code does not tell
    dtypes          of ``float64`` and ``float32``; none means both
    seed            of the numbers that are drawn, or several
    without         words of cases that are left out: a size or a setting of that name, or an array that may be absent
    timeout         seconds for one case
    explain         whether it is found out which mistake it is

    The verdict can be printed, shown in a notebook and asserted: ``assert verdict.agrees, verdict``. A row of
    ``verdict.frame`` is an array of a case. What the code does besides, as to raise, to print or to hang, is a line in it.
    Raises Mistake, a ValueError, for a name that is unknown and for what is no implementation.

    >>> from comparisons import against
    >>> print(against("relu", lambda x: x * (x > 0)))                                     # doctest: +SKIP
    <lambda> (NumPy function) against activations.relu: agrees (8 checks in 4 cases)
      not checked: the gradients dx, which <lambda> does not return
    """
    request = Request(one(concept), implementation, dict(weights or {}), build, framework, timeout)
    seeds = [demand_seed(each) for each in (seed if isinstance(seed, Iterable) else [seed])]
    return hold(Here("scratch"), request, chosen_dtypes(dtypes), seeds, tuple(without), explain)


def assert_agrees(concept: str, implementation: Any, **options: Any) -> None:
    """Assert that an implementation agrees with a concept; the message of a failure is the verdict.

    The arguments are those of :func:`against`.
    """
    __tracebackhide__ = True
    verdict = against(concept, implementation, **options)
    if not verdict.agrees:
        raise AssertionError(str(verdict))


def one(concept: str) -> str:
    """Return the full name of the one concept that a word names. Raises Mistake if it names none or several."""
    names = select([concept])
    if len(names) > 1:
        raise Mistake(f"{concept!r} names {len(names)} concepts; name one of {', '.join(names)}")
    return names[0]


def chosen_dtypes(given: Iterable[str]) -> list[str]:
    """Return the dtypes that are asked, all if none is given. Raises Mistake for one that is unknown."""
    chosen = [given] if isinstance(given, str) else list(given)
    for dtype in chosen:
        if dtype not in DTYPES:
            raise unknown("dtype", dtype, DTYPES)
    return chosen or list(DTYPES)


def demand_seed(seed: Any) -> int:
    """Return a seed. Raises Mistake if it is no whole number from 0."""
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise Mistake(f"a seed is a whole number from 0, not {seed!r}")
    return seed


def hold(
    worker: Worker | Here,
    request: Request,
    dtypes: Sequence[str],
    seeds: Sequence[int],
    without: Sequence[str] = (),
    explain: bool = True,
) -> Verdict:
    """Hold an implementation against the truth. ``worker`` is where its code runs. Raises Mistake where it cannot begin."""
    concept = load(request.concept)
    try:
        prepared = worker.ask(prepare, request)
    except Trouble as trouble:
        raise Mistake(trouble.reason) from None
    request = replace(request, whose=prepared.whose)
    verdict = Verdict(concept.name, prepared.name, prepared.kind, found=prepared.found)
    verdict.weights = prepared.fit.told()
    results = _Results(concept, prepared, verdict)

    def answered(number: int, case: dict, dtype: str, seed: int, wide: bool = False) -> tuple[Question, Said]:
        question = question_for(concept, prepared.fit, case, dtype, seed, wide)
        try:
            return question, worker.ask(ask, request, prepared.fit, number, dtype, seed, wide)
        except Trouble as trouble:
            return question, Said(failed=trouble.reason)

    for dtype in dtypes:
        for number, case in concept.cases_in(dtype):
            if set(without) & {*case, *case.get("given", ())}:
                results.left_out.add(number)
                continue
            if strange := not_taken(concept, case, prepared.fit):
                results.skipped[number] = strange
                continue
            for seed in seeds:
                checks = results.add(*answered(number, case, dtype, seed))
                if dtype == "float32" and any(each.verdict == FAILS for each in checks):
                    wide = answered(number, case, dtype, seed, wide=True)
                    if wide[1].answer and agree(judged(wide[0], wide[1].answer, prepared.whose), wide[1]):
                        results.out_of_range(checks)
    results.finish()
    return verdict


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


def agree(checks: Sequence[Check], said: Said) -> bool:
    """Return whether none of the arrays that were answered fails."""
    return all(each.verdict != FAILS or each.label in said.unchecked for each in checks)


class _Results:
    """What has been answered so far, and what the verdict says of it in the end."""

    def __init__(self, concept: Concept, prepared: Prepared, verdict: Verdict):
        self.concept, self.prepared, self.verdict = concept, prepared, verdict
        self.skipped: dict[int, list[str]] = {}
        self.answered: list[Answered] = []
        self.unchecked: dict[str, int] = {}
        self.notes: dict[str, int] = {}
        self.misfits: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        self.left_out: set[int] = set()
        self.ranges: dict[str, list[str]] = {}

    def add(self, question: Question, said: Said) -> list[Check]:
        """Judge one answer."""
        verdict = self.verdict
        for note in said.notes:
            self.notes[note] = self.notes.get(note, 0) + 1
        if said.misfit:
            self.misfits.setdefault(text(question.case), said.misfit)
            return []
        if said.answer is None:
            self.silent(question, said.failed)
            return []
        for label in said.unchecked:
            self.unchecked[label] = self.unchecked.get(label, 0) + 1
        checks = judged(question, said.answer, self.prepared.whose)
        checks = [each for each in checks if each.label not in said.unchecked]
        verdict.checks += checks
        self.answered.append(Answered(question, said.answer, said.unchecked, said.by_machine))
        for check in checks:
            if check.verdict == FAILS and check.kind != "law":
                self._spot(check, question, said)
        return checks

    def out_of_range(self, checks: list[Check]) -> None:
        """Take what fails for what leaves the range of float32: with these very numbers in float64 it agrees."""
        failing = [each for each in checks if each.verdict == FAILS]
        kept = [each for each in self.verdict.checks if each not in failing]
        self.verdict.checks[:] = kept + [replace(each, verdict=OUT_OF_RANGE) for each in failing]
        for each in failing:
            self.verdict.spots.pop(each.label, None)
            self.ranges.setdefault(each.case, []).append(each.label)

    def silent(self, question: Question, what: str) -> None:
        """Keep what there was in the place of an answer; settings of another form than their default may be the reason."""
        defaults = self.concept.defaults
        odd = {
            name: value
            for name, value in question.case.items()
            if name not in ABOUT
            and (not _of_one_form(value, defaults[name]) if name in defaults else isinstance(value, tuple))
        }
        if odd and what.startswith("raised"):
            said = ", ".join(f"{name}={value}" for name, value in odd.items())
            self.refused.setdefault(text(question.case), f"{said}: {what}")
            return
        self.verdict.lacking.append(Lacking(text(question.case), question.dtype, question.seed, what))

    def finish(self) -> None:
        """Say what there is to say of all answers together."""
        verdict, name = self.verdict, self.prepared.name
        if self.refused and not verdict.checks:
            for case, what in self.refused.items():
                verdict.lacking.append(Lacking(case, "", 0, what.partition(": ")[2]))
            self.refused = {}
        if self.skipped:
            names = dict.fromkeys(name for names in self.skipped.values() for name in names)
            which = f"with {', '.join(names)}, which {name} does not take"
            verdict.not_asked.append(f"not asked: {_cases(self.skipped)} {which}")
        if self.misfits:
            case, why = next(iter(self.misfits.items()))
            which = f"in which its weights do not fit, as ({case}): {why}"
            verdict.not_asked.append(f"not asked: {_cases(self.misfits)} {which}")
        if self.refused:
            which = f"whose settings or axes {name} does not take, as {next(iter(self.refused.values()))}"
            verdict.not_asked.append(f"not asked: {_cases(self.refused)} {which}")
        if self.left_out:
            verdict.not_asked.append(f"not asked: {_cases(self.left_out)} that were left out")
        gradients = [f"d{each}" for each in self.concept.arguments if f"d{each}" in self.unchecked]
        outputs = [label for label in self.unchecked if label not in gradients]
        for what, labels in (("", sorted(outputs)), ("the gradients ", gradients)):
            if labels:
                verdict.unchecked.append(f"not checked: {what}{', '.join(labels)}, which {name} does not return")
        verdict.notes += [f"{name} {note}" for note in self.notes]
        for case, labels in self.ranges.items():
            verdict.notes.append(
                f"{', '.join(labels)}: out of the range of float32 in ({case}); in float64 it agrees there"
            )
        differing: dict[str, dict] = {}
        for check in verdict.checks:
            if check.verdict == DIFFERS:
                differing.setdefault(check.reason, {})[check.label] = None
        for reason, labels in differing.items():
            verdict.notes.append(f"{', '.join(labels)}: as {WORDS[self.prepared.whose]} rightly differs; {reason}")

    def _spot(self, check: Check, question: Question, said: Said) -> None:
        """Keep where an array is off, if this is the worst case of it so far."""
        label, array = check.label, said.answer[check.label]
        right = question.truth.labelled().get(label, (None, None, None))[2]
        before = self.verdict.spots.get(label)
        if right is None or array.shape != right.shape or (before and np.max(before.far) >= check.units):
            return
        far = off_in_doubt(question, label, array)
        flat = far.reshape(-1, far.shape[-1]) if far.ndim else far.reshape(1, 1)
        self.verdict.spots[label] = Spot(label, check.case, check.dtype, flat)


def _cases(some: Sized) -> str:
    return f"{len(some)} case{'s' * (len(some) > 1)}"


def _of_one_form(value: Any, default: Any) -> bool:
    """Return whether a setting's value is of its default's form: a number as a number, yes or no, a word."""
    forms = [bool, int | float, str, tuple, type(None)]
    form = next((each for each in forms if isinstance(default, each)), object)
    return isinstance(value, form) and (form is bool or not isinstance(value, bool))
