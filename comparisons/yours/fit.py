"""How an implementation's arguments, settings, weights and outputs belong to those of a concept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.layout import Layout
from comparisons.judging.question import Question
from comparisons.yours.implementation import Implementation
from comparisons.yours.names import ARRAYS, matched, settings_taken

NOWHERE = "nowhere"


@dataclass(frozen=True)
class Fit:
    """What belongs to what.

    given      by our array, the parameter of theirs that takes it
    settings   by our setting, the parameter of theirs that takes it
    layouts    by our array, its :class:`Layout` there: of a weight with its address; of what is given or returned a
               pattern alone
    outputs    by our output, its name or its place among what is returned
    absent     our outputs that are not returned
    lacking    their parameters that must be given and for which nothing was found
    turned     whether weights lie there otherwise than in scratch though names say which is which
    always     our arrays that may be absent, and without which theirs cannot be called
    """

    given: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    layouts: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str | int] | None = None
    absent: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    turned: bool = False

    def layout(self, name: str) -> Layout:
        """Return the layout of one array; one that changes nothing if there is none."""
        return Layout.parse(self.layouts[name]) if name in self.layouts else Layout()

    def with_(self, **changed) -> "Fit":
        """Return the fit with something else in the place of what it says."""
        return replace(self, **changed)

    def told(self) -> dict[str, str]:
        """Return what can be kept as ``weights``: layouts with the parameter or weight that each array goes to."""
        told = {}
        for name, parameter in self.given.items():
            pattern = self.layouts.get(name, "")
            if pattern or parameter != name:
                told[name] = f"{parameter}: {pattern}" if pattern else parameter
        return told | {
            name: text for name, text in self.layouts.items() if name not in told and text != NOWHERE
        }


def by_names(concept: Concept, implementation: Implementation, weights: Mapping[str, str]) -> Fit:
    """Return what names alone tell. ``weights`` are layouts that the person gives; a parameter may be an address."""
    named = {
        name: each
        for name, each in implementation.takes.items()
        if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
    }
    callable_with = [name for name in implementation.called if name in named]
    given, layouts = {}, {}
    for name, text in weights.items():
        layout = Layout.parse(text)
        if layout.address in named:
            given[name] = layout.address
            layouts |= {name: f"{layout.ours} -> {layout.theirs}"} if layout.ours or layout.theirs else {}
        else:
            layouts[name] = text
    left = [name for name in callable_with if name not in given.values()]
    open_ = [name for name in concept.arguments if name not in weights]
    # A setting by its very name is no array by a synonym.
    exact = settings_taken(list(concept.defaults), left)
    sure = {
        ours: theirs
        for ours, theirs in exact.items()
        # A module has its settings when it is made: what its call must be given is an array.
        if ours == theirs and not (implementation.keeps and named[theirs].default is named[theirs].empty)
    }
    given |= matched(open_, [name for name in left if name not in sure.values()], ARRAYS)
    if implementation.is_class and implementation.whose == "numpy":
        rest = [name for name in implementation.constructed if name in named and name not in given.values()]
        given |= {
            ours: theirs
            for ours, theirs in matched(open_, rest, ARRAYS).items()
            if ours not in given and theirs not in settings_taken(list(concept.defaults), rest).values()
        }
    if implementation.is_a("Functional", "Sequential"):  # its inputs have no names but their order
        free = [name for name in concept.arguments if name not in concept.weights and name not in weights]
        given = {name: f"inputs[{number}]" for number, name in enumerate(free)}
    settings = settings_taken(
        list(concept.defaults),
        [
            name
            for name, each in named.items()
            if name not in given.values()
            and not (implementation.keeps and name in callable_with and each.default is each.empty)
        ],
    )
    if implementation.keeps and "training" in concept.defaults:
        settings["training"] = "training"  # a module is told so by train() and eval(), a layer by its call
    lacking = tuple(
        name
        for name in ([] if implementation.is_a("Functional", "Sequential") else callable_with)
        if named[name].default is named[name].empty and name not in (*given.values(), *settings.values())
    )
    always = tuple(
        ours
        for ours, theirs in given.items()
        if concept.arguments[ours].optional
        and theirs in named
        and named[theirs].default is named[theirs].empty
    )
    return Fit(given, settings, layouts, lacking=lacking, always=always)


def question_for(
    concept: Concept, fit: Fit, case: dict, dtype: str, seed: int, wide: bool = False
) -> Question:
    """Return a case as it is put to an implementation; ``wide`` asks in float64 with the very numbers of ``dtype``.

    An output that it does not return is not there for what follows: no gradient arrives at it. What it is given though
    a framework draws it is no draw.
    """
    given_draws = [name for name in concept.draws if name in fit.given]
    question = Question.draw(concept, case, dtype, seed)
    if wide:
        cotangents = {name: np.asarray(each, "float64") for name, each in question.cotangents.items()}
        question = Question.put(concept, case, question.wide, question.held_out, cotangents, "float64", seed)
    if given_draws:
        draws = {name: each for name, each in concept.draws.items() if name not in given_draws}
        question = in_concept(question, replace(concept, draws=draws))
    if concept.kind != "operation":
        return question
    absent = [name for name in question.cotangents if name in fit.absent]
    if not absent:
        return question
    zeros = {name: 0 * question.answer.outputs[name] for name in absent}
    return replace(question, given_cotangents={**question.given_cotangents, **zeros})


#: What follows from a question's numbers alone, however its concept is kept or what is declared of frameworks.
_SAME = ("answer", "truth", "cotangents", "margins", "margins_disturbed")
_SAME += ("scales", "scales_at_a_glance", "scales_in_doubt")


def in_concept(question: Question, concept: Concept) -> Question:
    """Return the question put to another declaration of the same function; what is known of its truth is kept."""
    other = replace(question, concept=concept)
    vars(other).update({name: vars(question)[name] for name in _SAME if name in vars(question)})
    return other
