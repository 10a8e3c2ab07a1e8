"""Triptych in pytest: a test for each case of a concept, and messages that say what is wrong.

    @pytest.mark.triptych("lstm")
    def test_my_lstm(triptych_case):
        triptych_case.assert_agrees(MyLSTM)

pytest finds it by the entry point of the installed package. Nothing is imported before a test asks for a case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers",
        "triptych(concept, dtypes=('float64', 'float32'), seed=0): ask for triptych_case, one test for each case of it",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for ``triptych_case`` all cases of the concept that its marker names."""
    if "triptych_case" not in metafunc.fixturenames:
        return
    marker = metafunc.definition.get_closest_marker("triptych")
    if marker is None or not marker.args:
        pytest.fail(
            f"{metafunc.definition.nodeid} asks for triptych_case; mark it with @pytest.mark.triptych(<concept>)",
            pytrace=False,
        )
    from comparisons.errors import Mistake

    try:
        every = cases(*marker.args, **marker.kwargs)
    except (Mistake, TypeError) as error:
        pytest.fail(f"{metafunc.definition.nodeid}: {error}", pytrace=False)
    metafunc.parametrize("triptych_case", every, ids=str)


@dataclass(frozen=True)
class Case:
    """One case of one concept in one dtype, to be put to an implementation."""

    concept: str
    number: int
    dtype: str
    seed: int = 0

    @property
    def said(self) -> dict:
        """The sizes and settings that it gives."""
        from comparisons.declaring.catalogue import load

        return dict(load(self.concept).cases[self.number])

    @property
    def question(self):
        """The case with its numbers drawn: ``arrays``, ``settings``, ``sizes``, and the ``truth``."""
        from comparisons.declaring.catalogue import load
        from comparisons.judging.question import Question

        return Question.draw(load(self.concept), self.said, self.dtype, self.seed)

    def assert_agrees(
        self,
        implementation: Any,
        *,
        weights: Mapping[str, str] | None = None,
        build: Any = None,
        framework: str | None = None,
        timeout: float = 60,
        explain: bool = True,
    ) -> None:
        """Assert that an implementation agrees in this case. It is skipped if the implementation does not take it.

        The arguments are those of ``triptych.against``.
        """
        __tracebackhide__ = True
        from comparisons.yours.holding import Request, hold

        request = Request(self.concept, implementation, weights or {}, build, framework, timeout)
        verdict = hold(_here(), request, [self.dtype], [self.seed], explain=False, only=[self.number])
        if not verdict.checks and not verdict.lacking:
            pytest.skip("; ".join(verdict.not_asked))
        if not verdict.agrees:
            verdict.reasons = _reasons(request, self.dtype, self.seed) if explain else ()
            pytest.fail(str(verdict), pytrace=False)

    def __str__(self):
        from comparisons.judging.cases import text

        return f"{text(self.said)} {self.dtype}" + (f" seed={self.seed}" if self.seed else "")


def cases(concept: str, dtypes=(), seed=0) -> list[Case]:
    """Return the cases of a concept. Raises Mistake for a name that is unknown."""
    from comparisons.declaring.catalogue import load, select_one
    from comparisons.errors import choose
    from comparisons.judging.precision import DTYPES

    name = select_one(concept, "name")
    return [
        Case(name, number, dtype, seed)
        for dtype in choose("dtype", dtypes, DTYPES)
        for number, _ in load(name).cases_in(dtype)
    ]


def _reasons(request: Any, dtype: str, seed: int) -> Sequence[Any]:
    """Return which mistake an implementation has, by all cases: one alone may fit several. It is found out once."""
    from comparisons.yours.holding import hold

    asked = request.concept, id(request.thing), dtype, seed
    if asked not in _found:
        _found[asked] = request.thing, hold(_here(), request, [dtype], [seed]).reasons
    return _found[asked][1]


#: What was found out, by what was asked; each beside the implementation, so that its id is its own.
_found: dict[tuple, tuple[Any, Sequence[Any]]] = {}


@cache
def _here():
    """Return where implementations are asked; how one fits a concept is found once."""
    from comparisons.processes.workers import Here

    return Here("scratch")
