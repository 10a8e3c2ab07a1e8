"""Modes: what is compiled says the same, and says so where nothing can compile."""

import shutil

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.judging.agreement import AGREES, DIFFERS, compare
from comparisons.judging.checking import answer
from comparisons.judging.question import Question
from comparisons.processes.adapters import adapter
from comparisons.processes.workers import Here, Trouble

compiles = pytest.mark.skipif(
    not (shutil.which("g++") or shutil.which("clang++")), reason="torch.compile wants a C++ compiler"
)


@pytest.mark.parametrize(
    ("framework", "mode", "name"),
    [
        *(
            pytest.param("pytorch", "compile", name, marks=compiles)
            for name in ("activations.silu", "optimizers.adam")
        ),
        pytest.param("pytorch", "compile", "models.xor_mlp", marks=compiles),
        *(
            ("keras", "function", name)
            for name in ("linear.dense", "optimizers.adam", "normalization.layer_norm")
        ),
        *(("keras", "xla", name) for name in ("linear.dense", "optimizers.momentum", "models.xor_mlp")),
    ],
)
def test_what_is_compiled_says_the_same(framework, mode, name):
    concept = load(name)
    question = Question.draw(concept, concept.cases[0], "float32")
    checks = compare(question, adapter(framework)(question, mode=mode).answer(), framework, mode=mode)
    assert checks and {each.verdict for each in checks} == {AGREES}, [each.reason for each in checks]
    assert {each.mode for each in checks} == {mode}


@compiles
def test_what_was_compiled_for_one_question_serves_no_other():
    concept = load("optimizers.adam")
    for beta2 in (0.5, 0.75, 0.25):  # after two of them β₂ would be a variable, and in 1 − β₂ a constant
        question = Question.draw(concept, dict(d=1, t=3, beta2=beta2), "float32")
        said = adapter("pytorch")(question, mode="compile").answer()
        assert {each.verdict for each in compare(question, said, "pytorch", mode="compile")} == {AGREES}


@compiles
def test_what_is_declared_of_a_mode_is_asked_of_it_alone():
    concept = load("optimizers.gradient_accumulation")
    question = Question.draw(concept, dict(d=1, t=2))
    reasons = {
        mode: [
            (each.verdict, each.reason)
            for each in compare(
                question, adapter("pytorch")(question, mode=mode).answer(), "pytorch", mode=mode
            )
        ]
        for mode in ("eager", "compile")
    }
    why = concept.differs["pytorch under compile"].causes["forgetful"]
    assert reasons == dict(eager=[(AGREES, "")], compile=[(DIFFERS, why)])


def test_a_failure_of_what_is_compiled_names_the_mode():
    concept = load("linear.dense")
    question = Question.draw(concept, concept.cases[0])
    said = adapter("keras")(question, mode="xla").answer()
    said.outputs["y"] = said.outputs["y"] + 1
    reasons = [each.reason for each in compare(question, said, "keras", mode="xla") if each.reason]
    assert len(reasons) == 1 and " keras xla float64: output y is " in reasons[0]


@pytest.mark.parametrize("name", ["models.mlp", "models.variational_autoencoder"])
def test_fit_of_batches_says_what_fit_of_arrays_says_bit_for_bit(name, monkeypatch):
    from comparisons.frameworks import keras_on_tensorflow

    concept = load(name)
    question = Question.draw(
        concept, dict(concept.cases[0]), "float32"
    )  # it is no more the first case itself
    fed = adapter("keras")(question).answer()
    monkeypatch.setattr(keras_on_tensorflow, "of_batches", lambda fit: fit)
    whole = adapter("keras")(question).answer()
    for output, array in whole.outputs.items():
        assert np.array_equal(fed.outputs[output], array), output


def test_without_a_compiler_compiling_is_unavailable_and_nothing_is_broken(monkeypatch):
    import comparisons.frameworks.pytorch as module

    module.start_compiler.cache_clear()
    monkeypatch.setattr(module, "which", lambda name: None)
    with pytest.raises(Trouble, match=r"torch\.compile wants a C\+\+ compiler.*install g\+\+") as caught:
        Here("pytorch").ask(answer, "linear.dense", 0, "float32", 0, "compile")
    assert caught.value.verdict == "unavailable"
