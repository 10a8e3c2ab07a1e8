"""Models of two libraries that should be one and the same, with weights drawn anew; nothing is downloaded.

Images are held against each other here, texts in :mod:`benchmarks.models.library_texts`. Each pair is a PyTorch module
as after some batches, the Keras model, and the inputs as PyTorch takes them. Images are small, which changes no layer.
"""

from dataclasses import dataclass, field
from importlib import import_module

import keras
import numpy as np
import torch
from torch import nn

from benchmarks.models import library_texts

Built = tuple[nn.Module, keras.Model, tuple]


@dataclass(frozen=True)
class Images:
    """One pair that takes images: who makes it in PyTorch and what it is told, the same in Keras, and the size."""

    pytorch: str
    keras: str
    told: dict = field(default_factory=dict)
    keras_told: dict = field(default_factory=dict)
    size: int = 128


_BARE = dict(include_preprocessing=False)

#: By torchvision and timm, and by keras.applications, both without a softmax at the end.
APPLICATIONS = dict(
    resnet50=Images("torchvision:resnet50", "ResNet50"),
    densenet121=Images("torchvision:densenet121", "DenseNet121"),
    mobilenet_v2=Images("torchvision:mobilenet_v2", "MobileNetV2"),
    mobilenet_v3_large=Images("torchvision:mobilenet_v3_large", "MobileNetV3Large", {}, _BARE),
    efficientnet_b0=Images("torchvision:efficientnet_b0", "EfficientNetB0"),
    tf_efficientnet_b0=Images("timm:tf_efficientnet_b0", "EfficientNetB0"),
    efficientnet_v2_s=Images("torchvision:efficientnet_v2_s", "EfficientNetV2S", {}, _BARE),
    inception_v3=Images(
        "torchvision:inception_v3",
        "InceptionV3",
        dict(init_weights=True, transform_input=False, aux_logits=False),
        size=139,
    ),
    xception=Images("timm:legacy_xception", "Xception"),
    convnext_tiny=Images("torchvision:convnext_tiny", "ConvNeXtTiny", {}, _BARE, 64),
    vgg16=Images("torchvision:vgg16", "VGG16", size=224),
)

#: In one model a layer is what several are in the other: align does not pair them, so they are run if named alone.
IN_PIECES = ("xception", "hub_gpt2")  # separable convolutions; query, key and value in one matrix

NAMES = (*APPLICATIONS, "hub_resnet18", *library_texts.NAMES)


def build(name: str) -> Built:
    """Return a pair by name."""
    torch.manual_seed(0)
    keras.utils.set_random_seed(0)
    if name in APPLICATIONS:
        return application(APPLICATIONS[name])
    return hub_resnet18() if name == "hub_resnet18" else library_texts.build(name)


def application(pair: Images) -> Built:
    """Return a model of torchvision's or timm's and of keras.applications'."""
    library, _, name = pair.pytorch.partition(":")
    if library == "timm":
        model = import_module("timm").create_model(name, **pair.told)
    else:
        model = getattr(import_module("torchvision").models, name)(weights=None, **pair.told)
    more = dict(input_shape=(pair.size, pair.size, 3), **pair.keras_told)
    port = getattr(keras.applications, pair.keras)(weights=None, classifier_activation=None, **more)
    x = images(pair.size)
    return used(model, x), port, (x,)


def hub_resnet18() -> Built:
    """Return the features of a ResNet-18, by timm and by KerasHub."""
    import keras_hub
    import timm

    port = keras_hub.models.ResNetBackbone(
        input_conv_filters=[64],
        input_conv_kernel_sizes=[7],
        stackwise_num_filters=[64, 128, 256, 512],
        stackwise_num_blocks=[2, 2, 2, 2],
        stackwise_num_strides=[1, 2, 2, 2],
        block_type="basic_block",
        image_shape=(128, 128, 3),
    )
    x = images(128)
    return used(timm.create_model("resnet18", num_classes=0, global_pool=""), x), port, (x,)


def images(size: int) -> np.ndarray:
    """Return two images of noise."""
    return np.random.default_rng(0).normal(size=(2, 3, size, size)).astype("float32")


def used(model: nn.Module, *inputs: np.ndarray) -> nn.Module:
    """Return the model in eval mode, with the running statistics of two batches."""
    model.train()
    with torch.no_grad():
        for _ in range(2):
            model(*(torch.as_tensor(each) for each in inputs))
    return model.eval()
