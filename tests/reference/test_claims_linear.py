"""What is said of linear layers is so in the frameworks."""

import keras
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
