"""What pages say of concepts beside the figures: one row a concept, with its idea, its sources and its layouts."""

import sys
from collections.abc import Iterable

from comparisons.catalogue import PANELS, describe, load, source


def concept_rows(names: Iterable[str]) -> list[dict]:
    """Return a dict a concept: what :func:`catalogue.describe` tells, the lesson, three sources, layouts, differences.

    ``layouts`` holds dicts of array, framework, layout; ``differs`` dicts of framework, array, why.
    """
    return [_row(name) for name in names]


def _row(name: str) -> dict:
    row = describe(name) | dict.fromkeys(PANELS, "") | dict(lesson="", layouts=[], differs=[])
    try:
        row |= {panel: source(name, panel) for panel in PANELS}
        concept = load(name)
    except Exception:  # its checks say why; its page shows what can be shown
        return row
    row["lesson"] = sys.modules[concept.module].__doc__ or ""
    for framework in ("pytorch", "keras"):
        for array, text in getattr(concept, framework).items():
            row["layouts"].append(dict(array=array, framework=framework, layout=text))
    for (framework, array), causes in concept.differs.items():
        for cause in causes if isinstance(causes, tuple) else (causes,):
            row["differs"].append(dict(framework=framework, array=array, why=cause.why))
    return row
