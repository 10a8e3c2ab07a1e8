"""What is said of linear layers is so in the frameworks."""

import keras
import numpy as np
import torch
from torch import nn

from tests.claims import sees_to


@sees_to("PyTorch has a layer for it, whose weight has the outputs first; a Keras user writes one.")
def test_a_bilinear_layer_has_its_outputs_first():
    assert nn.Bilinear(2, 3, 4).weight.shape == torch.Size([4, 2, 3])
    assert not hasattr(keras.layers, "Bilinear")


@sees_to(
    "Keras's Dense layer has it built in: enable_lora stops the kernel from learning, but not the bias.",
    "enable_lora keeps A and B in float32, whatever the layer computes in.",
    "enable_lora leaves it to learn",
)
def test_low_ranks_of_keras_are_float32_and_the_bias_goes_on_learning():
    layer = keras.layers.Dense(3, dtype="float64")
    layer.build((None, 4))
    layer.enable_lora(2, lora_alpha=1.0)
    learning = {weight.name: weight.dtype for weight in layer.trainable_weights}
    assert learning == dict(bias="float64", lora_kernel_a="float32", lora_kernel_b="float32")


@sees_to("In mixed precision the labels are float32, and the scores are not.")
def test_what_a_metric_is_given_in_mixed_precision():
    seen = set()

    def scores(y, z):
        seen.add(tuple(map(keras.backend.standardize_dtype, (y.dtype, z.dtype))))
        return z

    policy = keras.config.dtype_policy()
    try:
        keras.config.set_dtype_policy("mixed_bfloat16")
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        model.compile("sgd", "mse", metrics=[scores])
        model.fit(np.ones((3, 2)), np.ones((3, 1)), verbose=0)
    finally:
        keras.config.set_dtype_policy(policy)
    assert seen == {("float32", "bfloat16")}
