"""The smallest question that still shows a row: hypothesis makes sizes, settings and numbers simpler while it does.

Simple are small sizes, defaults, numbers of few digits, 0 and 1.
"""

import inspect
import math
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

import numpy as np
from hypothesis import HealthCheck, find, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException

from comparisons.declaring.concept import Concept
from comparisons.errors import Mistake
from comparisons.judging.agreement import CRASHED
from comparisons.judging.cases import ABOUT, known_sizes, text
from comparisons.judging.question import Question
from comparisons.reproducing.asked import Bench, put
from comparisons.reproducing.rows import label_of

#: What differs by more roundings than these differs plainly: less may pass for rounding, and is no simpler for it.
PLAINLY = 1000.0

#: So many numbers may be made simpler one by one.
FEW = 48

#: Of what a case need not say.
ABSENT = "left out"

#: How often a way to be simpler is tried at the most.
TRIES = 100


class Over(BaseException):
    """Enough was asked: no Exception, so that hypothesis tries no smaller way to raise it."""


@dataclass
class Sought:
    """A row, as it must stay: who answers how, which array, and what is said of it."""

    bench: Bench
    mode: str
    row: Mapping[str, Any]
    until: float = math.inf
    most: int = 10**6  # questions that may be asked
    asked: int = 0
    known: dict = field(default_factory=dict, repr=False)

    def shows(self, question: Question) -> bool:
        """Say whether a question shows the row. Raises Over when the time is up, or enough was asked."""
        if time.monotonic() > self.until or self.asked >= self.most:
            raise Over
        key = _key(question)
        if key not in self.known:
            self.asked += 1
            self.known[key] = self._found(question)
        return self.known[key] is not None

    def row_of(self, question: Question) -> Mapping[str, Any]:
        """Return the row of a question that shows it."""
        return self.known.get(_key(question)) or self.row

    def _found(self, question: Question) -> Mapping[str, Any] | None:
        for row in self.bench.rows(question, self.mode):
            if (
                row["verdict"] == self.row["verdict"]
                and label_of(row) == label_of(self.row)
                and self._like(row)
            ):
                return row
        return None

    def _like(self, row: Mapping[str, Any]) -> bool:
        """Say whether a row is of the same kind: as plain, and of the same exception or cause."""
        if row["verdict"] == CRASHED:
            return row["reason"].partition(":")[0] == self.row["reason"].partition(":")[0]
        was, now = self.row["units"], row["units"]
        return math.isfinite(now) == math.isfinite(was) and not now < min(was, PLAINLY)


def smallest(sought: Sought, question: Question, seconds: float) -> Question:
    """Return the simplest question that still shows the row, as far as it is found in so many seconds.

    Half of them are for sizes and settings, which make all else quicker.
    """
    began = time.monotonic()
    sought.until = began + seconds / 2
    question = _simplest(sought, question, _cases(question), partial(_redrawn, question))
    if question.concept.kind == "distribution":
        return question
    for share, shorten in ((0.75, _digits), (1.0, _entries)):
        sought.until = began + seconds * share
        if (strategy := shorten(question)) is not None:
            question = _simplest(sought, question, strategy, partial(_renumbered, question))
    return question


def _simplest(sought: Sought, question: Question, strategy, make: Callable) -> Question:
    """Return the simplest question of all that were tried and show the row; the one given if none does."""
    showing = [question]

    def shows(example) -> bool:
        made = make(example)
        if made is None or not sought.shows(made):
            return False
        showing.append(made)
        return True

    chosen = settings(
        max_examples=TRIES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    with suppress(Over, HypothesisException):  # there is none, or no more of them
        find(strategy, shows, settings=chosen, random=Random(0))
    return min(showing, key=_weight)


def _weight(question: Question) -> tuple:
    """Return how much there is to read of a question: its numbers, what its case says, all digits."""
    arrays = [*question.arrays.values(), *question.given_cotangents.values()]
    digits = sum(len(repr(array.tolist())) for array in arrays if array.size <= FEW)
    said = text(question.case)
    return sum(array.size for array in question.arrays.values()), len(said), said, digits


def _redrawn(question: Question, case: dict) -> Question | None:
    """Return the question of another case, None if there is none: what draws may not be made for these sizes."""
    if case == question.case:
        return question
    try:
        with np.errstate(all="ignore"):
            return Question.draw(question.concept, case, question.dtype, question.seed)
    except Exception:  # as in comparisons.numbers: no numbers can be drawn at these sizes
        return None


def _renumbered(question: Question, arrays: dict) -> Question | None:
    sent = {name: arrays[name] for name in arrays if name not in question.arrays}
    try:
        return put(
            question,
            question.case,
            {**question.arrays, **{k: arrays[k] for k in arrays if k not in sent}},
            sent,
        )
    except Mistake:
        return None


def _key(question: Question) -> str:
    arrays = [array.tobytes() for array in [*question.arrays.values(), *question.given_cotangents.values()]]
    return repr((question.case, arrays))


def _cases(question: Question):
    """Return what draws cases that are no larger: smaller sizes, and of each setting its default or what it was."""
    concept, case = question.concept, question.case
    if "data" in case:
        case = next((each for each in concept.cases if "data" not in each), case) | {
            name: value for name, value in case.items() if name in concept.defaults
        }
    named = {name: _choices(concept, name, value) for name, value in case.items() if name not in ABOUT}
    if concept.kind == "training run" and "epochs" in concept.defaults:
        named["epochs"] = st.integers(1, case.get("epochs", concept.defaults["epochs"]))
    kept = {name: st.just(case[name]) for name in ("dtypes", "data") if name in case}
    given = case.get("given", ())
    if given:
        kept["given"] = st.sampled_from(_subsets(tuple(given)))
    return st.fixed_dictionaries(named | kept).map(lambda drawn: _told(concept, drawn))


def _told(concept: Concept, drawn: dict) -> dict:
    """Return a case without what it need not say: what is left out, and defaults."""
    left = {
        name: value for name, value in drawn.items() if value is not ABSENT and (name, value) != ("given", ())
    }
    return {name: value for name, value in left.items() if not _is_default(concept, name, value)}


def _is_default(concept: Concept, name: str, value) -> bool:
    default = concept.defaults.get(name, ABSENT)
    return type(default) is type(value) and default == value


def _choices(concept: Concept, name: str, value):
    if name in concept.defaults:
        return st.sampled_from(
            _each_once([concept.defaults[name], *([1, 2] if type(value) is int else []), value])
        )
    if name in known_sizes(concept) and type(value) is int and value > 0 and not _has_default(concept, name):
        return st.integers(1, value)
    if isinstance(value, tuple) and value and all(type(each) is int and each > 0 for each in value):
        return st.lists(st.integers(1, max(value)), min_size=1, max_size=len(value)).map(tuple)
    return st.sampled_from([ABSENT, value]) if _has_default(concept, name) else st.just(value)


def _has_default(concept: Concept, name: str) -> bool:
    """Say whether it is a word of what draws the arrays that need not be given."""
    drawing = inspect.signature(concept.data).parameters if concept.data else {}
    return name in drawing and drawing[name].default is not inspect.Parameter.empty


def _each_once(values: list) -> list:
    return list({(type(value), repr(value)): value for value in values}.values())


def _subsets(given: tuple) -> list[tuple]:
    """Return all subsets, small ones first."""
    every = [tuple(n for k, n in enumerate(given) if bits >> k & 1) for bits in range(2 ** len(given))]
    return sorted(every, key=len)


def _arrays(question: Question) -> dict[str, np.ndarray]:
    """Return all arrays that may be simpler: not what a framework draws; what arrives at outputs is among them."""
    own = {name: array for name, array in question.arrays.items() if name not in question.concept.draws}
    try:
        with np.errstate(all="ignore"):
            return own | {f"d{name}": array for name, array in question.cotangents.items()}
    except (TypeError, ValueError):
        return own


def _digits(question: Question):
    """Return what draws the same arrays in fewer digits."""
    simpler = {}
    for name, array in _arrays(question).items():
        if array.dtype.kind != "f":
            simpler[name] = st.just(array)
            continue
        wide = np.asarray(array, "float64")
        ones = [np.ones_like(wide)] if name not in question.arrays else []
        fewer = [*ones, *(np.round(wide, digits) for digits in (0, 1, 2, 3)), _significant(wide), wide]
        simpler[name] = st.sampled_from(list({each.tobytes(): each for each in fewer}.values()))
    return st.fixed_dictionaries(simpler) if simpler else None


def _significant(array: np.ndarray) -> np.ndarray:
    """Return an array with one digit of each number."""
    return np.array([float(f"{value:.0e}") for value in array.ravel()]).reshape(array.shape)


def _entries(question: Question):
    """Return what draws the same arrays with 0 or 1 in the place of some numbers; None if there are too many."""
    arrays = _arrays(question)
    if sum(array.size for array in arrays.values()) > FEW:
        return None
    return st.fixed_dictionaries({name: _entry_by_entry(array) for name, array in arrays.items()})


def _entry_by_entry(array: np.ndarray):
    if array.dtype.kind == "b":
        return st.just(array)
    wide = np.asarray(array, "float64") if array.dtype.kind == "f" else array
    each = [
        st.sampled_from(_each_once([type(value)(0), type(value)(1), value]))
        for value in wide.ravel().tolist()
    ]
    return st.tuples(*each).map(lambda values: np.array(values, wide.dtype).reshape(wide.shape))
