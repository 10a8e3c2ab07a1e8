"""Both models side by side, where a finding stands in them, and what to change."""

from functools import cache

import keras
import pytest
import torch
from torch import nn

from comparisons.aligning.advice import advice
from comparisons.aligning.aligned import align_models
from comparisons.aligning.findings import Finding
from comparisons.aligning.side_by_side import place
from tests.aligning import pairs

IMAGES = pairs.random(3, 3, 8, 8)


@cache
def aligned(**changed):
    torch.manual_seed(0)
    return align_models(pairs.ConvNet().eval(), pairs.conv_net(**changed), IMAGES)


def names(calls):
    return [each["name"].rstrip("_0123456789") for each in calls]  # Keras counts all of a process


def test_each_layer_stands_beside_its_partner_below_what_both_do_before_it():
    *layers, end = aligned().lines
    assert [(line["pytorch"]["name"], line["keras"]["name"]) for line in layers] == [
        (name, name) for name in ("conv", "norm", "inner", "head")
    ]
    assert layers[0]["pytorch"]["what"] == "Conv2d" and layers[0]["keras"]["shape"] == "3 × 4 × 4 × 8"
    head = layers[3]["before"]
    assert names(head["pytorch"]) == ["tanh", "add", "flatten", "drop"]
    assert names(head["keras"]) == ["inner (activation=tanh)", "sum", "flatten", "drop"]
    assert names(end["before"]["keras"]) == ["log_softmax"] and end["keras"] is None
    assert all(line["pair"]["output"] < 32 for line in layers)


def test_a_way_around_is_told_and_what_follows_from_the_one_before_is_not():
    head = aligned().lines[3]["before"]
    add, flatten = head["pytorch"][1:3]
    assert names(add["takes"]) == ["relu", "tanh"] and flatten["takes"] == []
    ids = [each["id"] for line in aligned().lines for each in line["before"]["pytorch"]]
    assert add["takes"][0]["id"] in ids


def test_what_is_found_has_its_place():
    report = aligned(epsilon=1e-3, activation="relu", momentum=0.5, rate=0.8)
    at = {each.why.split()[0]: place(each, report.lines) for each in report.found.findings}
    assert at == {
        "epsilon": ("line-1", "layer"),
        "Keras": ("line-3", "before"),
        "momentum": ("line-1", "layer"),
        "dropout:": ("line-3", "before"),
    }
    (softmax,) = aligned(axis=0).found.findings
    assert place(softmax, report.lines) == ("line-4", "before")
    optimizer = Finding("training", "the optimizer", "the optimizer")
    assert place(optimizer, report.lines) == ("", "")


def test_layers_without_a_partner_stand_where_they_are_computed():
    x = keras.Input((4,))
    y = keras.layers.Dense(2, name="end")(keras.layers.LayerNormalization(name="more")(x))
    model = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 2))
    report = align_models(model, keras.Model(x, y), pairs.random(3, 4))
    stand = [
        tuple(line[each] and line[each]["name"] for each in ("pytorch", "keras")) for line in report.lines
    ]
    assert stand[-1] == (None, None) and (None, "more") in stand and ("1", "end") in stand
    assert stand.index(("0", None)) < stand.index(("1", "end"))
    for each in report.found.findings:
        if each.what == "unpaired":
            line = next(line for line in report.lines if line["id"] == place(each, report.lines)[0])
            assert line["pair"] is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (dict(epsilon=1e-3), dict(pytorch="write eps=0.001", keras="write epsilon=1e-05")),
        (dict(momentum=0.5), dict(pytorch="write momentum=0.5", keras="write momentum=0.9")),
        (dict(rate=0.8), dict(pytorch="write p=0.8", keras="write rate=0.2")),
        (dict(trainable=False), dict(pytorch="write requires_grad=False", keras="write trainable=True")),
        (dict(activation=None), dict(pytorch="leave tanh out", keras="do tanh here")),
        (dict(activation="relu"), dict(pytorch="do relu in the place of tanh", keras="do tanh in the place of relu")),
    ],
    ids=str,
)  # fmt: skip
def test_what_to_change_in_either_model_is_said(changed, said):
    (finding,) = aligned(**changed).found.findings
    assert advice(finding) == said


def test_a_border_is_written_for_both_and_what_is_unknown_for_none():
    (finding,) = aligned(border=0, padding="same").found.findings
    said = advice(finding)
    assert said["keras"] == "pad 1 on every side before the layer (ZeroPadding), and write padding='valid'"
    assert (
        said["pytorch"]
        == "pad 0 in front and 1 behind before the layer (functional.pad), and write padding=0"
    )
    assert advice(Finding("layer", "a", "b", 1e4)) == {}
    assert (
        advice(
            Finding(
                "layer", "a", "b", 1e4, "not explained; what differs: padding is 0 in Keras, 1 in PyTorch"
            )
        )
        == {}
    )


@pytest.mark.parametrize(
    ("what", "why", "pytorch", "keras"),
    [
        (
            "glue",
            "max_pool: padding is same in Keras, 1 in PyTorch",
            None,
            "pad 1 on every side before it, and write",
        ),
        (
            "glue",
            "average_pool: padding is 0 in Keras, 1 in PyTorch",
            "write padding=0",
            "pad 1 on every side",
        ),
        (
            "glue",
            "concatenate: its inputs are exchanged, [1, 0] is PyTorch's order",
            None,
            "in the order [1, 0]",
        ),
        ("glue", "slice: part is :, -1 in Keras, :, 0 in PyTorch", "take [:, -1]", "take [:, 0]"),
        (
            "training",
            "PyTorch uses one layer for a and b of Keras, which part in training",
            "each",
            "layer for a and b",
        ),
        ("training", "PyTorch drops out here (p=0.2), Keras does not", "leave the dropout out", "rate=0.2"),
        (
            "weights",
            "shapes: these; num_heads and key_dim are (4, 16) in Keras, (4, 4) in PyTorch",
            None,
            "(4, 4)",
        ),
        ("weights", "it was not carried over: it is 0", None, "triptych port"),
        ("unpaired", "PyTorch has no such layer left", "add it", "leave it out"),
    ],
)
def test_each_kind_of_reason_has_its_change(what, why, pytorch, keras):
    said = advice(Finding(what, "a", "b", 1e4, why, True))
    assert keras in said["keras"] and (pytorch is None) == ("pytorch" not in said)
    assert pytorch is None or pytorch in said["pytorch"]


def test_two_reasons_are_two_changes():
    why = "strides is (2, 1) in Keras, 1 in PyTorch; activation is relu in Keras, tanh in PyTorch"
    assert advice(Finding("layer", "a", "b", 1e4, why, True)) == dict(
        pytorch="write stride=(2, 1)", keras="write strides=1; write activation='tanh'"
    )


def test_a_report_shows_itself_in_a_notebook_and_as_a_page(tmp_path):
    report = aligned(epsilon=1e-3)
    assert "epsilon is 0.001" in report._repr_html_() and "<table" in report._repr_html_()
    page = report.write(tmp_path)
    text = page.read_text(encoding="utf-8")
    assert "write epsilon=1e-05" in text and 'href="#line-1"' in text and "ConvNet" in text
