"""How each framework says the same thing: short sources of the references, and the default values that differ."""

import ast
from collections.abc import Iterable, Sequence

from comparisons.declaring.catalogue import HOUSE, PANELS
from comparisons.guide.defaults import told
from comparisons.guide.vocabulary import FRAMEWORKS
from comparisons.processes.workers import Trouble, Worker

#: What is told, in the order in which a learner meets it; each is a file in the references.
TOPICS = ("training", "gradients", "inference", "saving", "devices", "randomness")


def idiom_rows() -> list[dict]:
    """Return a dict a topic: for both frameworks the source, and what its docstring says of it (``pytorch_says``)."""
    return [dict(topic=topic) | _said(topic) for topic in TOPICS]


def default_rows(names: Iterable[str], workers: Sequence[Worker]) -> list[dict]:
    """Ask workers for the defaults of what the references call; return those that differ or are not left as they are.

    A dict a panel that has a default: concept, setting (scratch's name, "" if it has none), framework, callee,
    parameter, default, passed (what the reference passes for it), as code. A framework without an answer has no rows.
    """
    rows = []
    for name in names:
        every = [row for worker in workers for row in _ask(worker, name)]
        rows += [dict(concept=name) | row for row in every if _worth_telling(row, every)]
    return [{column: value for column, value in row.items() if column != "same"} for row in rows]


def _worth_telling(row: dict, every: Iterable[dict]) -> bool:
    """Return whether a constant is no default, or whether the defaults of a setting differ between the panels."""
    if not row["setting"]:
        return not row["same"]
    panels = [each for each in every if each["setting"] == row["setting"]]
    return not all(each["same"] for each in panels) and len({each["default"] for each in panels}) > 1


def _said(topic: str) -> dict[str, str]:
    said = {}
    for framework in FRAMEWORKS:
        source = (HOUSE / PANELS[framework] / "idioms" / f"{topic}.py").read_text(encoding="utf-8")
        said |= {framework: source, f"{framework}_says": ast.get_docstring(ast.parse(source)) or ""}
    return said


def _ask(worker: Worker, name: str) -> list[dict]:
    try:
        return [dict(row) for row in worker.ask(told, name)]
    except Trouble:  # its checks say why
        return []
