"""What else than a slip may be the mistake: relatives of a concept, what is declared of frameworks, other settings,
other arrays.
"""

import inspect
from collections.abc import Callable, Iterator

from comparisons.declaring.concept import Concept
from comparisons.judging.question import Question
from comparisons.mistakes.arranged import arrays
from comparisons.mistakes.other import Other
from comparisons.mistakes.set_otherwise import settings
from reports.panels import title_of


def others(concept: Concept, asked: list[Question]) -> Iterator[Other]:
    """Yield all that may be the mistake, and is no slip, of a concept to which these questions were put."""
    yield from relatives(concept, asked[0])
    yield from conventions(concept)
    yield from settings(concept, asked)
    yield from arrays(concept, asked)


def relatives(concept: Concept, asked: Question) -> Iterator[Other]:
    """Yield the relatives that a concept declares: well-known other forms of it."""
    for place, (text, function) in enumerate(concept.relatives.items()):
        yield Other("relative", text, (place,), lambda dtype, f=function: _like_scratch(f, concept, asked))


def conventions(concept: Concept) -> Iterator[Other]:
    """Yield what frameworks are declared to compute instead."""
    for who, declared in concept.differs.items():
        framework, _, way = who.partition(" ")
        whose = " ".join([f"{title_of(framework)}'s", *filter(None, [way])])
        for number, causes in enumerate(declared.combinations()):
            why = "; ".join(why for cause, why in declared.causes.items() if cause in causes)
            text = f"it is {whose}: {why}"
            rank = (len(causes), number)
            yield Other("convention", text, rank, lambda dtype, d=declared, c=causes: d.acting(c, dtype))


def _like_scratch(function: Callable, concept: Concept, asked: Question) -> Callable:
    """Return a relative as a function that takes what scratch takes; of one without a backward the outputs count."""
    outputs, known = list(asked.cotangents), inspect.signature(function).parameters.values()
    any_setting = any(each.kind is each.VAR_KEYWORD for each in known)
    taken = {each.name for each in known}

    def call(**given):
        arrays = [given.pop(name, None) for name in concept.arguments]
        while arrays and arrays[-1] is None:
            arrays.pop()
        result = function(*arrays, **{n: v for n, v in given.items() if any_setting or n in taken})
        if concept.kind != "operation" or (isinstance(result, tuple) and callable(result[-1])):
            return result

        def backward(**arrived):
            return {}

        backward.__signature__ = _signature([f"d{name}" for name in outputs])
        return result, backward

    return call


def _signature(names: list[str]) -> inspect.Signature:
    return inspect.Signature(
        [inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD) for name in names]
    )
