"""``triptych.against`` and ``triptych.assert_agrees``: is an implementation of one's own right?"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from comparisons.declaring.catalogue import select_one
from comparisons.errors import Mistake, choose
from comparisons.judging.precision import DTYPES
from comparisons.processes.workers import Here
from comparisons.yours.guarding import SECONDS
from comparisons.yours.holding import Request, hold
from comparisons.yours.verdict import Verdict


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
    implementation  a function of NumPy arrays that returns y, or y and a function backward, or y and gradients by
                    name; a class with forward and backward; a torch module or function; a Keras layer, model, loss
                    or optimizer; of a training run or an optimizer a function that is the loop itself; or where
                    one of these is: ``"my_lstm.py:MyLSTM"``, ``"package.module:name"``
    weights         by scratch's array, the parameter or the weight that it is and in which order of axes, as Triptych's
                    layouts say it: ``dict(W="cell.weight: i k -> k i")``; what it does not say is found by trying
    build           ``build(<sizes and settings by name>)`` returns an instance; True if the implementation does
    framework       ``numpy``, ``pytorch`` or ``keras``, where the code does not tell
    dtypes          of ``float64`` and ``float32``; none means both
    seed            of the numbers that are drawn, or several
    without         words of cases that are left out: a size or a setting of that name, or an array that may be absent
    timeout         seconds for one case
    explain         whether it is found out which mistake it is

    The verdict can be printed, shown in a notebook and asserted: ``assert verdict.agrees, verdict``. A row of
    ``verdict.frame`` is an array of a case. What the code does besides, as to raise, to print or to hang, is a line.
    Raises Mistake, a ValueError, for a name that is unknown and for what is no implementation.

    >>> from comparisons import against
    >>> print(against("relu", lambda x: x * (x > 0)))                                     # doctest: +SKIP
    <lambda> (NumPy function) against activations.relu: agrees (8 checks in 4 cases)
      not checked: the gradients dx, which <lambda> does not return
    """
    request = Request(
        select_one(concept, "name"), implementation, dict(weights or {}), build, framework, timeout
    )
    seeds = [demand_seed(each) for each in (seed if isinstance(seed, Iterable) else [seed])]
    return hold(Here("scratch"), request, choose("dtype", dtypes, DTYPES), seeds, tuple(without), explain)


def assert_agrees(concept: str, implementation: Any, **options: Any) -> None:
    """Assert that an implementation agrees with a concept; the message of a failure is the verdict.

    The arguments are those of :func:`against`.
    """
    __tracebackhide__ = True
    verdict = against(concept, implementation, **options)
    if not verdict.agrees:
        raise AssertionError(str(verdict))


def demand_seed(seed: Any) -> int:
    """Return a seed. Raises Mistake if it is no whole number from 0."""
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise Mistake(f"a seed is a whole number from 0, not {seed!r}")
    return seed
