"""Planting faults: a file of the project is changed in memory, and the harness must notice."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np

from comparisons.declaring.catalogue import HOUSE, load
from comparisons.judging.agreement import AGREES, DIFFERS, compare
from comparisons.judging.precision import DTYPES
from comparisons.judging.question import Question
from comparisons.processes.adapters import adapter

TREES = {
    "scratch": "scratch",
    "pytorch": "reference/pytorch",
    "keras": "reference/keras",
    "declaration": "comparisons/concepts",
}


@dataclass(frozen=True)
class Fault:
    """One mistake: in a concept's panel the text ``old`` reads ``new``; what is said of it must name ``blamed``.

    ``seen_by`` is the framework that is asked. ``helper`` is the file in ``scratch/`` that reads so, if not the panel;
    the concept must import it itself, for what stands between the two keeps the right one.
    """

    what: str
    concept: str
    panel: str
    old: str
    new: str
    blamed: str
    seen_by: str = ""
    helper: str = ""

    @property
    def asked(self) -> str:
        """The framework that is asked: the one at fault, or PyTorch."""
        return self.seen_by or (self.panel if self.panel in ("pytorch", "keras") else "pytorch")

    def __str__(self):
        return f"{self.concept}-{self.panel}-{self.what}".replace(" ", "_")


@contextmanager
def planted(fault: Fault) -> Iterator[None]:
    """Put a faulty module in the place of the right one; the fault's text must stand in it exactly once.

    The declaration is made anew, since what it says that a framework computes may be made of scratch's functions.
    """
    # The right ones come first: what is imported beside a fault would keep it.
    assert load(fault.concept).scratch
    with ExitStack() as stack:
        places = [
            f"{TREES[panel]}/{fault.concept.replace('.', '/')}" for panel in (fault.panel, "declaration")
        ]
        for place in dict.fromkeys([f"scratch/{fault.helper}", *places] if fault.helper else places):
            path = HOUSE / f"{place}.py"
            text = path.read_text(encoding="utf-8")
            if place == (f"scratch/{fault.helper}" if fault.helper else places[0]):
                assert text.count(fault.old) == 1, f"{path} has {text.count(fault.old)} times: {fault.old}"
                text = text.replace(fault.old, fault.new)
            stack.enter_context(_replaced(path, text))
        yield


@contextmanager
def _replaced(path: Path, text: str) -> Iterator[None]:
    """Put a module with another text in the place of a file's own."""
    name = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
    right = importlib.import_module(name)
    module = ModuleType(name)
    module.__file__ = str(path)
    exec(compile(text, str(path), "exec"), module.__dict__)
    sys.modules[name] = module
    try:
        yield
    finally:
        sys.modules[name] = right


def complaints(concept_name: str, framework: str) -> Iterator[str]:
    """Yield everything that the harness says against a concept: what fails, and what it refuses to run."""
    concept = load(concept_name)
    for dtype in DTYPES:
        for _, case in concept.cases_in(dtype):
            try:
                with np.errstate(all="ignore"):  # a fault may well divide by zero
                    question = Question.draw(concept, case, dtype)
                    checks = compare(question, adapter(framework)(question).answer(), framework)
            except Exception as error:  # a refusal is a complaint too; the test reads whom it names
                yield f"{type(error).__name__}: {error}"
            else:
                yield from (each.reason for each in checks if each.verdict not in (AGREES, DIFFERS))
