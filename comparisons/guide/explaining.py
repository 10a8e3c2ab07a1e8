"""What pages say of concepts beside the figures: one row a concept, with its idea, its sources and its layouts."""

import ast
import sys
from collections.abc import Iterable

from comparisons.declaring.catalogue import PANELS, describe, load, source
from comparisons.declaring.concept import Concept
from comparisons.guide.porting import snippet
from comparisons.guide.vocabulary import FRAMEWORKS, documentation, documents, form, used
from comparisons.judging.cases import text
from comparisons.judging.precision import DTYPES


def concept_rows(names: Iterable[str]) -> list[dict]:
    """Return a dict a concept: what :func:`catalogue.describe` tells, the lesson, three sources, and lists of dicts.

    layouts      array, axes, framework, layout, and what it says: address, index, parts, ours, theirs
    differs      framework, why
    loading      code that carries weights: source, target, code; see :mod:`comparisons.guide.porting`
    documents    framework, name, address of what the references use
    calls        framework, call, address: how the framework says the concept
    uses         the names of the concepts that it is made of
    asked        case, dtypes in which it is asked
    """
    return [_row(name) for name in names]


def _row(name: str) -> dict:
    row = describe(name) | dict.fromkeys(PANELS, "") | dict(lesson="", layouts=[], differs=[], loading=[])
    row |= dict(documents=documents(name), calls=_calls(name), uses=used(name))
    try:
        row |= {panel: source(name, panel) for panel in PANELS}
        concept = load(name)
        row |= dict(layouts=_layouts(concept), loading=_loading(concept), differs=_differs(concept))
    except Exception:  # its checks say why; its page shows what can be shown
        return row
    row["asked"] = [dict(case=text(case), dtypes=list(case.get("dtypes", DTYPES))) for case in concept.cases]
    row["lesson"] = sys.modules[concept.module].__doc__ or ""
    return row


def _differs(concept: Concept) -> list[dict]:
    """Return who rightly differs, in which way alone (under compile, on cuda, in float16; "" in all), and why."""
    declared = [(who, why) for who, each in concept.differs.items() for why in each.causes.values()]
    declared += [(f"{framework} in float64", why) for framework, why in concept.narrows.items()]
    declared += [(who, each.why) for who, each in concept.halves.items()]
    declared += [(who, why) for who, refused in concept.refuses.items() for why in refused.values()]
    ways = {}
    for who, why in dict.fromkeys(declared):
        framework, _, way = who.partition(" ")
        ways.setdefault((framework, why), []).append(way)
    return [dict(framework=framework, ways=each, why=why) for (framework, why), each in ways.items()]


def _layouts(concept: Concept) -> list[dict]:
    rows = []
    for framework in FRAMEWORKS:
        for array, layout in concept.layouts(framework).items():
            axes = concept.arguments[array].axes if array in concept.arguments else ()
            said = dict(address=layout.address, index=layout.index, parts=layout.parts)
            said |= dict(ours=layout.ours or " ".join(axes), theirs=layout.theirs or " ".join(axes))
            rows.append(
                dict(array=array, axes=" ".join(axes), framework=framework, layout=str(layout)) | said
            )
    return rows


def _loading(concept: Concept) -> list[dict]:
    ways = [dict(source=one, target=other) for one, other in (FRAMEWORKS, FRAMEWORKS[::-1])]
    codes = [dict(way, code=snippet(concept, **way)) for way in ways]
    return [each for each in codes if each["code"]]


def _calls(name: str) -> list[dict]:
    """Return how each framework says the concept: the call of its one name for it, else the names it is made of."""
    calls = []
    for framework in FRAMEWORKS:
        one = form(name, framework)
        parts = [each["name"] for each in documents(name) if each["framework"] == framework]
        call = ast.unparse(one.call) if one and one.call else ", ".join(parts)
        calls.append(dict(framework=framework, call=call, address=documentation(one.name) if one else ""))
    return calls
