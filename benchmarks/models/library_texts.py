"""Encoders and decoders of KerasHub's, and transformers' that they should be: small, with weights drawn anew.

transformers takes attention apart here ("eager"), so that what it drops out is seen.
"""

import keras
import numpy as np
from torch import Tensor, nn

SIZES = dict(vocabulary_size=50, num_layers=2, num_heads=4, hidden_dim=32, max_sequence_length=16)

NAMES = ("hub_bert", "hub_distilbert", "hub_vit", "hub_gpt2")


def build(name: str) -> tuple[nn.Module, keras.Model, tuple]:
    """Return a pair by name."""
    return globals()[name]()


class Outputs(nn.Module):
    """A model of transformers' that returns some of its outputs as a tuple; ``order`` names its inputs."""

    def __init__(self, model: nn.Module, order: tuple[str, ...], returned: tuple[str, ...]):
        super().__init__()
        self.model, self.order, self.returned = model, order, returned

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """Return the outputs in order."""
        made = self.model(**dict(zip(self.order, inputs, strict=True)))
        return tuple(getattr(made, name) for name in self.returned)


def hub_bert() -> tuple[nn.Module, keras.Model, tuple]:
    """Return BERT's encoder and pooler; the inputs are padding, segments and words."""
    import keras_hub
    from transformers import BertConfig, BertModel

    of = BertConfig(
        vocab_size=50,
        num_hidden_layers=2,
        num_attention_heads=4,
        hidden_size=32,
        intermediate_size=64,
        max_position_embeddings=16,
        attn_implementation="eager",
    )
    words, padding = ids()
    order = ("attention_mask", "token_type_ids", "input_ids")
    model = Outputs(BertModel(of), order, ("last_hidden_state", "pooler_output"))
    port = keras_hub.models.BertBackbone(**SIZES, intermediate_dim=64)
    return model.eval(), port, (padding, np.zeros_like(words), words)


def hub_distilbert() -> tuple[nn.Module, keras.Model, tuple]:
    """Return DistilBERT's encoder; the inputs are padding and words."""
    import keras_hub
    from transformers import DistilBertConfig, DistilBertModel

    of = DistilBertConfig(
        vocab_size=50,
        n_layers=2,
        n_heads=4,
        dim=32,
        hidden_dim=64,
        max_position_embeddings=16,
        attn_implementation="eager",
    )
    words, padding = ids()
    model = Outputs(DistilBertModel(of), ("attention_mask", "input_ids"), ("last_hidden_state",))
    return model.eval(), keras_hub.models.DistilBertBackbone(**SIZES, intermediate_dim=64), (padding, words)


def hub_vit() -> tuple[nn.Module, keras.Model, tuple]:
    """Return the tokens of a small vision transformer."""
    import keras_hub
    from transformers import ViTConfig, ViTModel

    of = ViTConfig(
        image_size=32,
        patch_size=8,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        attn_implementation="eager",
    )
    port = keras_hub.models.ViTBackbone(
        image_shape=(32, 32, 3), patch_size=8, num_layers=2, num_heads=4, hidden_dim=32, mlp_dim=64
    )
    model = Outputs(ViTModel(of, add_pooling_layer=False), ("pixel_values",), ("last_hidden_state",))
    x = np.random.default_rng(0).normal(size=(2, 3, 32, 32)).astype("float32")
    return model.eval(), port, (x,)


def hub_gpt2() -> tuple[nn.Module, keras.Model, tuple]:
    """Return GPT-2's decoder; the inputs are padding and words."""
    import keras_hub
    from transformers import GPT2Config, GPT2Model

    of = GPT2Config(
        vocab_size=50,
        n_layer=2,
        n_head=4,
        n_embd=32,
        n_positions=16,
        bos_token_id=0,
        eos_token_id=0,
        attn_implementation="eager",
    )
    words, padding = ids()
    model = Outputs(GPT2Model(of), ("attention_mask", "input_ids"), ("last_hidden_state",))
    return model.eval(), keras_hub.models.GPT2Backbone(**SIZES, intermediate_dim=128), (padding, words)


def ids() -> tuple[np.ndarray, np.ndarray]:
    """Return three texts of twelve words, and which of them are no padding."""
    words, padding = np.random.default_rng(0).integers(1, 50, (3, 12)), np.ones((3, 12), "int64")
    words[0, 9:], padding[0, 9:] = 0, 0
    return words, padding
