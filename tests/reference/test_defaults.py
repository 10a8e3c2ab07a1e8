"""Every default of every setting is its source's, and the frameworks', or there is a reason why not."""

import inspect

import keras
import numpy as np
import pytest
import torch

from comparisons.declaring.catalogue import load, names
from comparisons.guide.defaults import defaults
from tests.reference.pinned import OTHERS, PINNED, WITHOUT


def test_every_default_is_pinned():
    settings = {(name, each): value for name in names() for each, value in load(name).defaults.items()}
    assert settings == PINNED
    assert {key: type(value) for key, value in settings.items()} == {
        key: type(value) for key, value in PINNED.items()
    }


@pytest.mark.parametrize("framework", ["pytorch", "keras"])
def test_a_framework_has_the_same_default_or_there_is_a_reason(framework):
    others, compared = {}, set()
    for name in names():
        for row in defaults(load(name), framework):
            if row["setting"]:
                compared.add((name, row["setting"]))
                if not row["same"]:
                    others[name, framework, row["setting"]] = row["default"]
    assert others == {key: default for key, (default, _) in OTHERS.items() if key[1] == framework}
    assert {key for key in PINNED if load(key[0]).kind != "training run"} - compared == WITHOUT[framework]


def test_a_stride_is_the_size_if_none_is_given():
    pool, x = load("pooling.max_pool2d").function, np.random.default_rng(0).standard_normal((2, 7, 8, 3))
    for size in (PINNED["pooling.max_pool2d", "size"], 3):
        pytorch, keras_layer = torch.nn.MaxPool2d(size), keras.layers.MaxPooling2D(size)
        assert size == pytorch.stride == keras_layer.strides[0] == keras_layer.strides[1]
        assert np.array_equal(pool(x, size=size)[0], pool(x, size=size, stride=size)[0])


def test_the_mode_of_a_model_and_the_number_of_heads_have_no_default_to_compare_with():
    assert torch.nn.BatchNorm1d(1).training is PINNED["normalization.batch_norm", "training"]
    heads = inspect.signature(torch.nn.MultiheadAttention).parameters["num_heads"]
    assert heads.default is heads.empty
    heads = inspect.signature(keras.layers.MultiHeadAttention).parameters["num_heads"]
    assert heads.default is heads.empty


def test_what_attention_is_told_at_each_call():
    names = {
        torch.nn.MultiheadAttention.forward: ("is_causal", "need_weights"),
        keras.layers.MultiHeadAttention.call: ("use_causal_mask", "return_attention_scores"),
    }
    told = [
        [inspect.signature(call).parameters[name].default for name in each] for call, each in names.items()
    ]
    assert told == [[False, True], [False, False]]
    assert [PINNED["attention.multi_head", name] for name in ("causal", "need_weights")] == told[1]
    scales = (torch.nn.functional.scaled_dot_product_attention.__doc__, keras.ops.dot_product_attention)
    assert "scale=None" in scales[0] and inspect.signature(scales[1]).parameters["scale"].default is None
