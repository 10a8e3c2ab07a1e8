"""What PyTorch keeps in one module and Keras in several is taken apart.

Such are stacked recurrences, attention, a dense layer that is several side by side, such as query, key and value, and a
normalization of a library's own that has an activation within it.
"""

import copy
import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn

from comparisons.aligning import kinds
from comparisons.aligning.torch_calls import at_rest


class Stack(nn.Module):
    """A recurrence of several layers, layer by layer; the weights are those of the whole."""

    def __init__(self, whole):
        super().__init__()
        self.batch_first, self.both = whole.batch_first, whole.bidirectional
        self.layers = nn.ModuleList()
        more = dict(nonlinearity=whole.nonlinearity) if isinstance(whole, nn.RNN) else {}
        width = (getattr(whole, "proj_size", 0) or whole.hidden_size) * (2 if whole.bidirectional else 1)
        for number in range(whole.num_layers):
            with torch.device("meta"):
                one = type(whole)(
                    whole.input_size if number == 0 else width, whole.hidden_size, bias=whole.bias,
                    batch_first=whole.batch_first, bidirectional=whole.bidirectional, **more,
                )  # fmt: skip
            for name, _ in list(one.named_parameters()):
                setattr(one, name, getattr(whole, name.replace("_l0", f"_l{number}")))
            self.layers.append(one)
        self.dropouts = nn.ModuleList(nn.Dropout(whole.dropout) for _ in range(whole.num_layers - 1))

    def forward(self, x, hx=None):
        """Return what the whole returns."""
        states = []
        for number, layer in enumerate(self.layers):
            both = 2 if self.both else 1
            start = None
            if hx is not None:
                part = slice(number * both, (number + 1) * both)
                start = tuple(each[part] for each in hx) if isinstance(hx, tuple) else hx[part]
            x, state = layer(x, start) if start is not None else layer(x)
            states.append(state)
            if number < len(self.dropouts) and self.dropouts[number].p:
                x = self.dropouts[number](x)
        if isinstance(states[0], tuple):
            return x, tuple(torch.cat(each) for each in zip(*states, strict=True))
        return x, torch.cat(states)


class Heads(nn.Module):
    """Attention taken apart into its four projections, for a Keras model that is written so."""

    def __init__(self, whole):
        super().__init__()
        self.heads, self.batch_first, self.dropout = (
            whole.num_heads,
            whole.batch_first,
            nn.Dropout(whole.dropout),
        )
        d, bias = whole.embed_dim, whole.in_proj_bias
        with torch.device("meta"):
            self.query, self.key, self.value, self.out_proj = (
                nn.Linear(d, d, bias is not None) for _ in range(4)
            )
        for number, third in enumerate((self.query, self.key, self.value)):
            part = slice(number * d, (number + 1) * d)
            third.weight = nn.Parameter(
                whole.in_proj_weight.detach()[part], whole.in_proj_weight.requires_grad
            )
            if bias is not None:
                third.bias = nn.Parameter(bias.detach()[part], bias.requires_grad)
        self.out_proj.weight, self.out_proj.bias = whole.out_proj.weight, whole.out_proj.bias

    def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, **more):
        """Return what the whole returns; of its weights, the mean over heads."""
        if not self.batch_first:
            query, key, value = (each.transpose(0, 1) for each in (query, key, value))
        q, k, v = (
            part(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)
            for part, x in ((self.query, query), (self.key, key), (self.value, value))
        )
        scores = q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5
        for mask in (attn_mask, None if key_padding_mask is None else key_padding_mask[:, None, None, :]):
            if mask is not None:
                scores = (
                    scores.masked_fill(mask, float("-inf")) if mask.dtype == torch.bool else scores + mask
                )
        used = torch.softmax(scores, -1)
        if self.dropout.p:
            used = self.dropout(used)
        joined = self.out_proj((used @ v).transpose(1, 2).flatten(-2))
        joined = joined if self.batch_first else joined.transpose(0, 1)
        return joined, used.mean(1) if need_weights else None


class Followed(nn.Module):
    """A library's own normalization: PyTorch's with its weights, then the modules within it, in order."""

    def __init__(self, whole: nn.Module, base: type[nn.Module]):
        super().__init__()
        self.norm = copy.copy(whole)
        self.norm.__class__, self.norm._modules = base, {}
        self.then = nn.Sequential(*whole.children())

    def forward(self, x):
        """Return what the whole returns."""
        return self.then(self.norm(x))


def _followed(whole: nn.Module) -> Followed | None:
    """Return a normalization of a library's own with what follows it apart, if that returns the same; else None."""
    base = next(each for each in type(whole).__mro__ if each.__module__.startswith("torch.nn"))
    channels = getattr(whole, "num_features", None) or getattr(whole, "num_channels", None)
    if base is type(whole) or not channels or not list(whole.children()):
        return None
    shape = 2, channels, *[3] * int(base.__name__[-2] if base.__name__.endswith("d") else 2)
    images = torch.rand(shape, generator=torch.Generator().manual_seed(0)) - 0.5
    made = Followed(whole, base)
    with at_rest(whole), at_rest(made), torch.no_grad():
        return made if torch.equal(made(images), whole(images)) else None


class Parts(nn.Module):
    """A dense layer as several side by side; the weights are those of the whole."""

    def __init__(self, whole, count):
        super().__init__()
        self.parts = nn.ModuleList()
        for number in range(count):
            part = slice(number * whole.out_features // count, (number + 1) * whole.out_features // count)
            with torch.device("meta"):
                one = nn.Linear(whole.in_features, part.stop - part.start, whole.bias is not None)
            for name, weight in whole.named_parameters():
                setattr(one, name, nn.Parameter(weight.detach()[part], weight.requires_grad))
            self.parts.append(one)

    def forward(self, x):
        """Return what the whole returns."""
        return torch.cat([part(x) for part in self.parts], -1)


def fused(model: nn.Module, keras_model: Any) -> dict[nn.Module, int]:
    """Return the dense layers of PyTorch that are several in Keras, and how many.

    Keras has none of that size, and so many more of a third, or of a half, than PyTorch.
    """
    kernels = [
        tuple(each.weights[0].shape)
        for each in keras_model._flatten_layers()
        if kinds.of_keras(each) == "dense" and each.weights
    ]
    theirs = Counter((first, math.prod(rest)) for first, *rest in kernels)
    modules = [
        each for each in model.modules() if kinds.of_torch(each) == "dense" and type(each) is nn.Linear
    ]
    spare = theirs - Counter((each.in_features, each.out_features) for each in modules)
    found = {}
    for each, count in itertools.product(modules, (3, 2)):
        size = each.in_features, each.out_features
        part = each.in_features, each.out_features // count
        whole = each not in found and size not in theirs and each.out_features % count == 0
        if whole and spare[part] >= count:
            spare[part] -= count
            found[each] = count
    return found


@contextmanager
def taken_apart(
    model: nn.Module, attention: bool, dense: Mapping[nn.Module, int] | None = None
) -> Iterator[nn.Module]:
    """Within, the model's stacked recurrences are single ones, and its attention is taken apart if asked.

    So are the ``dense`` layers, each into so many. It yields the model, or what stands for it if it is such a module.
    """
    dense = dense or {}
    replaced, yielded = [], _parted(model, attention, dense) or model
    try:
        for parent in list(model.modules()):
            for name, child in list(parent.named_children()):
                made = _parted(child, attention, dense)
                if made is not None:
                    replaced.append((parent, name, child))
                    setattr(parent, name, made.train(child.training))
        yield yielded
    finally:
        for parent, name, child in replaced:
            setattr(parent, name, child)


def _parted(module: nn.Module, attention: bool, dense: Mapping[nn.Module, int]) -> nn.Module | None:
    if module in dense:
        return Parts(module, dense[module])
    if isinstance(module, nn.modules.batchnorm._BatchNorm | nn.GroupNorm):
        return _followed(module)
    if isinstance(module, nn.LSTM | nn.GRU | nn.RNN) and module.num_layers > 1:
        return Stack(module)
    if attention and isinstance(module, nn.MultiheadAttention) and module.in_proj_weight is not None:
        return Heads(module) if module.bias_k is None else None
    return None
