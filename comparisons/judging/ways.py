"""Ways to ask: in which mode a framework runs, in which dtype it computes, and how much of a concept it is asked so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from comparisons.declaring.kinds import KINDS
from comparisons.errors import Mistake, named
from comparisons.judging.precision import HALVES, PRECISIONS
from comparisons.processes.adapters import COMPILED, MODE_NAMES, MODES, usual_mode

#: The modes that a run is asked for: the usual one of each framework, and the others in first cases.
DEFAULT, ALL = "default", "all"


@dataclass(frozen=True)
class Way:
    """One way to ask a framework; ``first`` says that it is the first case of each concept alone."""

    mode: str
    dtype: str
    first: bool = False

    def cases(self, concept: Any) -> list[tuple[int, dict]]:
        """Return the cases of a concept that are asked this way, each with its number.

        Nobody compiles what has no arithmetic to compile, a schedule, say; and Keras's ``fit`` makes a function of its
        step by itself. A mixed precision has nothing to mix where no products are taken.
        """
        if self.mode in COMPILED and not KINDS[concept.kind].is_compiled:
            return []
        if self.mode == "function" and concept.kind == "training run":
            return []
        if PRECISIONS[self.dtype].is_mixed and concept.kind not in ("operation", "training run"):
            return []
        cases = concept.cases_in(self.dtype)
        return cases[:1] if self.first else cases


def ways(framework: str, dtypes: Sequence[str], modes: str = DEFAULT, quick: bool = False) -> list[Way]:
    """Return the ways to ask a framework.

    ``modes`` are ``default``: the usual one, and in the last of the dtypes the first cases in its others; ``all``; or
    some by name with commas between them, of which it may have none. ``quick`` asks first cases alone.
    """
    if (
        framework == "scratch"
    ):  # which has one mode, whatever is asked of others; in halves it is the truth alone
        modes, dtypes = DEFAULT, [dtype for dtype in dtypes if dtype not in HALVES]
    asked = [Way(mode, dtype, quick) for mode in modes_of(framework, modes) for dtype in dtypes]
    if modes == DEFAULT and dtypes and not quick:
        asked += [Way(mode, dtypes[-1], first=True) for mode in MODES[framework][1:]]
    return asked


def modes_of(framework: str, given: str) -> list[str]:
    """Return the modes in which a framework is asked all cases: its usual one by default, or those that are named."""
    if given == DEFAULT:
        return [usual_mode(framework)]
    return [mode for mode in MODES[framework] if given == ALL or mode in given.split(",")]


def demand_modes(given: str, frameworks: Iterable[str]) -> str:
    """Return the modes that a person names. Raises Mistake for one that is none, and if no framework has any."""
    if given in (DEFAULT, ALL):
        return given
    words = named("mode", given, MODE_NAMES)
    had = {name: MODES[name] for name in frameworks if name != "scratch"}
    if not had:
        return given
    if not any(words & {*modes} for modes in had.values()):
        told = "; ".join(f"{name} has {', '.join(modes)}" for name, modes in had.items())
        raise Mistake(f"no framework that is asked has the mode {given}: {told}")
    return ",".join(sorted(words))
