"""Models of two libraries that should be one and the same, with weights drawn anew; nothing is downloaded.

Each function returns a PyTorch module as after some batches, the Keras model, and the inputs as PyTorch takes them.
"""

import keras
import numpy as np
import torch
from torch import nn

#: Which of torchvision's models belongs to which of keras.applications', and what the latter is told besides.
APPLICATIONS = dict(
    vgg16=("VGG16", {}),
    resnet50=("ResNet50", {}),
    densenet121=("DenseNet121", {}),
    mobilenet_v2=("MobileNetV2", {}),
    mobilenet_v3_large=("MobileNetV3Large", dict(include_preprocessing=False)),
    efficientnet_b0=("EfficientNetB0", {}),
    convnext_tiny=("ConvNeXtTiny", dict(include_preprocessing=False)),
    inception_v3=("InceptionV3", {}),
)

#: KerasHub's backbones, and whose they should be.
HUB = ("timm_resnet18", "timm_vit", "transformers_bert", "transformers_gpt2")

NAMES = (*APPLICATIONS, *HUB)


def build(name: str) -> tuple[nn.Module, keras.Model, tuple]:
    """Return a pair by name."""
    torch.manual_seed(0)
    keras.utils.set_random_seed(0)
    return application(name) if name in APPLICATIONS else globals()[name]()


def application(name: str) -> tuple[nn.Module, keras.Model, tuple]:
    """Return a model of torchvision's and of keras.applications', both without a softmax at the end."""
    import torchvision

    size = 299 if name == "inception_v3" else 224
    x = images(size)
    more = dict(init_weights=True, transform_input=False) if name == "inception_v3" else {}
    model = getattr(torchvision.models, name)(weights=None, **more)
    called, settings = APPLICATIONS[name]
    port = getattr(keras.applications, called)(weights=None, classifier_activation=None, **settings)
    return used(model, x), port, (x,)


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


def timm_resnet18() -> tuple[nn.Module, keras.Model, tuple]:
    """Return the features of a ResNet-18."""
    import keras_hub
    import timm

    port = keras_hub.models.ResNetBackbone(
        input_conv_filters=[64],
        input_conv_kernel_sizes=[7],
        stackwise_num_filters=[64, 128, 256, 512],
        stackwise_num_blocks=[2, 2, 2, 2],
        stackwise_num_strides=[1, 2, 2, 2],
        block_type="basic_block",
        image_shape=(224, 224, 3),
    )
    x = images(224)
    return used(timm.create_model("resnet18", num_classes=0, global_pool=""), x), port, (x,)


def timm_vit() -> tuple[nn.Module, keras.Model, tuple]:
    """Return the tokens of a small vision transformer."""
    import keras_hub
    import timm

    port = keras_hub.models.ViTBackbone(
        image_shape=(32, 32, 3),
        patch_size=8,
        num_layers=2,
        num_heads=4,
        hidden_dim=32,
        mlp_dim=128,
        layer_norm_epsilon=1e-6,
    )
    model = timm.models.VisionTransformer(
        img_size=32, patch_size=8, embed_dim=32, depth=2, num_heads=4, num_classes=0, global_pool=""
    )
    x = images(32)
    return used(model, x), port, (x,)


class First(nn.Module):
    """A model of transformers' that returns its last hidden state alone; ``order`` names its inputs."""

    def __init__(self, model: nn.Module, *order: str):
        super().__init__()
        self.model, self.order = model, order

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        """Return the last hidden state."""
        return self.model(**dict(zip(self.order, inputs, strict=True))).last_hidden_state


def transformers_bert() -> tuple[nn.Module, keras.Model, tuple]:
    """Return the encoder of a small BERT; the inputs are padding, segments and words."""
    import keras_hub
    from transformers import BertConfig, BertModel

    port = keras_hub.models.BertBackbone(
        vocabulary_size=50,
        num_layers=2,
        num_heads=4,
        hidden_dim=32,
        intermediate_dim=64,
        max_sequence_length=16,
    )
    of = BertConfig(
        vocab_size=50,
        num_hidden_layers=2,
        num_attention_heads=4,
        hidden_size=32,
        intermediate_size=64,
        max_position_embeddings=16,
    )
    words, padding = ids()
    model = First(BertModel(of, add_pooling_layer=False), "attention_mask", "token_type_ids", "input_ids")
    return model.eval(), port, (padding, np.zeros_like(words), words)


def transformers_gpt2() -> tuple[nn.Module, keras.Model, tuple]:
    """Return the decoder of a small GPT-2; the inputs are padding and words."""
    import keras_hub
    from transformers import GPT2Config, GPT2Model

    port = keras_hub.models.GPT2Backbone(
        vocabulary_size=50,
        num_layers=2,
        num_heads=4,
        hidden_dim=32,
        intermediate_dim=128,
        max_sequence_length=16,
    )
    of = GPT2Config(vocab_size=50, n_layer=2, n_head=4, n_embd=32, n_positions=16)
    words, padding = ids()
    return First(GPT2Model(of), "attention_mask", "input_ids").eval(), port, (padding, words)


def ids() -> tuple[np.ndarray, np.ndarray]:
    """Return three texts of twelve words, and which of them are no padding."""
    words, padding = np.random.default_rng(0).integers(1, 50, (3, 12)), np.ones((3, 12), "int64")
    words[0, 9:], padding[0, 9:] = 0, 0
    return words, padding
