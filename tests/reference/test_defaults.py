"""Every default of every setting is its source's, and the frameworks', or there is a reason why not."""

import inspect

import keras
import numpy as np
import pytest
import torch

from comparisons.declaring.catalogue import load, names
from comparisons.guide.defaults import defaults

#: What the source has that the module names, or common use where it leaves that open.
PINNED = {
    ("linear.linear_regression", "learning_rate"): 0.01,
    ("linear.linear_regression", "batch_size"): 32,
    ("linear.linear_regression", "epochs"): 10,
    ("linear.logistic_regression", "learning_rate"): 0.1,
    ("linear.logistic_regression", "batch_size"): 32,
    ("linear.logistic_regression", "epochs"): 10,
    ("linear.perceptron", "learning_rate"): 1.0,  # Bishop: without loss of generality
    ("linear.perceptron", "epochs"): 10,
    ("linear.softmax_regression", "learning_rate"): 0.1,
    ("linear.softmax_regression", "batch_size"): 32,
    ("linear.softmax_regression", "epochs"): 10,
    ("activations.softmax", "axis"): -1,
    ("activations.elu", "alpha"): 1.0,  # Clevert et al.
    ("activations.leaky_relu", "negative_slope"): 0.01,  # Maas et al.
    ("models.mlp", "learning_rate"): 0.1,
    ("models.mlp", "batch_size"): 32,
    ("models.mlp", "epochs"): 10,
    ("models.xor_mlp", "learning_rate"): 0.5,
    ("models.xor_mlp", "epochs"): 100,
    ("optimizers.adam", "learning_rate"): 0.001,  # Kingma & Ba, algorithm 1, as are the next three
    ("optimizers.adam", "beta1"): 0.9,
    ("optimizers.adam", "beta2"): 0.999,
    ("optimizers.adam", "epsilon"): 1e-8,
    ("optimizers.adam", "amsgrad"): False,
    ("optimizers.gradient_descent", "learning_rate"): 0.01,
    ("optimizers.momentum", "dampening"): 0.0,
    ("optimizers.momentum", "nesterov"): False,
    **{
        (f"optimizers.{name}", setting): default
        for name in ("adam", "gradient_descent", "momentum")
        for setting, default in (("weight_decay", 0.0), ("maximize", False))
    },
    ("optimizers.momentum", "learning_rate"): 0.01,
    ("optimizers.momentum", "momentum"): 0.9,
    (
        "regularization.dropout",
        "rate",
    ): 0.5,  # Srivastava et al., section 1: close to optimal for many networks
    ("regularization.dropout", "training"): True,
    ("regularization.gaussian_noise", "deviation"): 0.1,
    ("regularization.gaussian_noise", "training"): True,
    ("initializers.glorot_uniform", "gain"): 1.0,
    ("initializers.orthogonal", "gain"): 1.0,
    ("schedules.cosine_decay", "steps"): 1000,
    ("schedules.cosine_decay", "floor"): 0.0,
    ("schedules.reduce_on_plateau", "factor"): 0.1,
    ("schedules.reduce_on_plateau", "patience"): 10,
    ("schedules.reduce_on_plateau", "threshold"): 1e-4,
    ("schedules.reduce_on_plateau", "cooldown"): 0,
    ("schedules.reduce_on_plateau", "floor"): 0.0,
    ("normalization.batch_norm", "training"): True,
    ("normalization.batch_norm", "momentum"): 0.1,
    ("normalization.batch_norm", "batches"): 0,
    ("normalization.batch_norm", "epsilon"): 1e-5,
    ("convolution.conv2d", "stride"): 1,
    ("convolution.conv2d", "padding"): 0,
    ("convolution.conv2d", "dilation"): 1,
    ("convolution.conv2d", "groups"): 1,
    ("pooling.max_pool2d", "size"): 2,
    ("pooling.max_pool2d", "stride"): None,  # which is the size
    ("pooling.max_pool2d", "padding"): 0,
    ("pooling.max_pool2d", "dilation"): 1,
    ("pooling.max_pool2d", "ceil_mode"): False,
    ("attention.multi_head", "heads"): 8,  # Vaswani et al., section 3.2.2
    ("attention.multi_head", "scale"): None,  # which is their 1/√k
    ("attention.multi_head", "causal"): False,
    ("attention.multi_head", "dropout"): 0.0,
    ("attention.multi_head", "training"): True,
    ("attention.multi_head", "need_weights"): False,
}

#: Where a framework has another default: its default as it writes it, and why scratch has its own.
OTHERS = {
    ("activations.leaky_relu", "keras", "negative_slope"): ("0.3", "the paper has 0.01"),
    ("optimizers.adam", "keras", "epsilon"): ("1e-07", "the paper has 1e-8"),
    ("optimizers.gradient_descent", "pytorch", "learning_rate"): ("0.001", "the source has none; Keras has 0.01"),
    ("optimizers.momentum", "pytorch", "learning_rate"): ("0.001", "the source has none; Keras has 0.01"),
    ("optimizers.momentum", "pytorch", "momentum"): ("0", "SGD is without momentum unless it is asked for"),
    ("optimizers.momentum", "keras", "momentum"): ("0.0", "SGD is without momentum unless it is asked for"),
    ("normalization.batch_norm", "keras", "momentum"): ("0.99", "the share of the past; PyTorch has 0.1"),
    ("normalization.batch_norm", "keras", "epsilon"): ("0.001", "PyTorch has 1e-5"),
    ("convolution.conv2d", "keras", "padding"): ("'valid'", "it is 0 in a word"),
    ("pooling.max_pool2d", "keras", "padding"): ("'valid'", "it is 0 in a word"),
}  # fmt: skip

#: Settings of which a framework's layer has no default: it demands them, says them by the mode of a model, takes
#: another's, or is told at each call.
WITHOUT_DEFAULT = {
    "pytorch": {
        ("activations.softmax", "axis"),
        ("normalization.batch_norm", "training"),
        ("normalization.batch_norm", "batches"),
        ("pooling.max_pool2d", "size"),
        ("pooling.max_pool2d", "stride"),
        ("attention.multi_head", "heads"),
        ("schedules.cosine_decay", "steps"),
        ("regularization.dropout", "training"),
        ("regularization.gaussian_noise", "training"),
        ("regularization.gaussian_noise", "deviation"),
        ("attention.multi_head", "scale"),
        ("attention.multi_head", "causal"),
        ("attention.multi_head", "need_weights"),
    },
    "keras": {
        *(("optimizers.momentum", setting) for setting in ("dampening", "weight_decay", "maximize")),
        *(("optimizers.adam", setting) for setting in ("weight_decay", "maximize")),
        *(("optimizers.gradient_descent", setting) for setting in ("weight_decay", "maximize")),
        ("normalization.batch_norm", "training"),
        ("normalization.batch_norm", "batches"),
        *(("pooling.max_pool2d", setting) for setting in ("stride", "dilation", "ceil_mode")),
        ("attention.multi_head", "heads"),
        ("schedules.cosine_decay", "steps"),
        ("regularization.dropout", "rate"),
        ("regularization.dropout", "training"),
        ("regularization.gaussian_noise", "training"),
        ("regularization.gaussian_noise", "deviation"),
        ("schedules.cosine_decay", "floor"),
        ("attention.multi_head", "scale"),
        ("attention.multi_head", "causal"),
        ("attention.multi_head", "training"),
        ("attention.multi_head", "need_weights"),
    },
}


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
    assert {key for key in PINNED if load(key[0]).kind != "training run"} - compared == (
        WITHOUT_DEFAULT[framework]
    )


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
