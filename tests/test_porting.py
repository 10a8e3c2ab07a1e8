"""The code that carries weights from one framework to the other does so: the other then answers as it should."""

import numpy as np
import pytest

from comparisons.agreement import AGREES, DIFFERS, compare
from comparisons.catalogue import load, names
from comparisons.concept import Concept
from comparisons.frameworks import adapter
from comparisons.porting import snippet

OFFERED = [name for name in names() if snippet(load(name), "pytorch", "keras")]
WAYS = [("pytorch", "keras"), ("keras", "pytorch")]


def scramble(framework):
    """Overwrite all weights that the layouts name."""
    for layout in framework.layouts.values():
        for address, weight in framework.weights().items():
            if layout.address and address.endswith(layout.address):
                framework.assign(weight, np.full_like(framework.array(weight), 7))


@pytest.mark.parametrize(("source", "target"), WAYS)
@pytest.mark.parametrize("name", OFFERED)
def test_weights_arrive(name, source, target):
    concept = load(name)
    question = concept.ask(concept.cases[0])
    giver, taker = adapter(source)(question), adapter(target)(question)
    scramble(taker)
    lost = taker.answer()
    assert any(check.verdict not in (AGREES, DIFFERS) for check in compare(question, lost, target))

    taker = adapter(target)(question)
    scramble(taker)
    exec(snippet(concept, source, target), {f"{source}_model": giver.model, f"{target}_model": taker.model})
    found = compare(question, taker.answer(), target)
    assert [check.reason for check in found if check.verdict not in (AGREES, DIFFERS)] == []


def test_weights_are_carried_wherever_both_frameworks_keep_the_same():
    kept = {name: [set(_weights(load(name), each)) for each in ("pytorch", "keras")] for name in names()}
    assert [name for name, (one, other) in kept.items() if one and one == other] == OFFERED


def test_what_has_no_counterpart_is_named(capsys):
    concept = load("recurrent.lstm")
    question = concept.ask(concept.cases[0])
    models = {f"{name}_model": adapter(name)(question).model for name in ("pytorch", "keras")}
    exec(snippet(concept, "pytorch", "keras"), models)
    assert capsys.readouterr().out == "left alone: lstm/bias_hh_l0\n"


def test_a_layout_that_cuts_across_is_not_offered():
    pytorch, keras = dict(W="weight: (a b) c -> b (a c)"), dict(W="kernel")
    concept = Concept("comparisons.concepts.linear.dense", [], {}, pytorch=pytorch, keras=keras)
    assert snippet(concept, "pytorch", "keras") == "" == snippet(concept, "keras", "pytorch")


def _weights(concept, framework):
    layouts = concept.layouts(framework).items()
    return {name for name, layout in layouts if layout.address and name in concept.arguments}
