"""Why a layer of Keras differs from its partner: a repair that was tried. What then agrees is proven."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from comparisons.aligning import kinds
from comparisons.aligning.layers import Met
from comparisons.aligning.words import in_short

#: So many settings are changed at once.
TOGETHER = 3

#: Weights of Keras's that a port leaves without effect where PyTorch has none.
NEUTRAL = ("use_bias", "center", "scale")

Reason = tuple[str, bool]


def reason(met: Met, answer: Mapping[str, np.ndarray]) -> Reason:
    """Return why a layer's outputs differ, and whether that has been proven; "" if no repair was found."""
    changes = differing(met)
    if met.layer.compute_dtype != met.pytorch.dtype:
        changes["dtype"] = (
            met.pytorch.dtype,
            f"Keras computes it in {met.layer.compute_dtype}, PyTorch in {met.pytorch.dtype}",
        )
    for number in range(TOGETHER + 1):
        for names in itertools.combinations(changes, number):
            changed = {name: changes[name][0] for name in names}
            said = [changes[name][1] for name in names]
            if number and met.tried(changed):
                return "; ".join(said), True
            for text, trial in _tricks(met, changed):
                if trial():
                    return "; ".join([*said, text]), True
    shown = [said for _, said in changes.values()]
    first = answer.get("output 0")
    right = met.truth.arrays["output 0"]
    if first is not None and first.shape != right.shape:
        shown.insert(0, f"its output has the shape {first.shape} in Keras, {right.shape} in PyTorch")
    return ("not explained; what differs: " + "; ".join(shown)) if shown else "", False


def differing(met: Met) -> dict[str, tuple[Any, str]]:
    """Return the settings that differ, by Keras's name: what PyTorch has, and a sentence."""
    config = dict(met.layer.get_config())
    if type(met.layer).__name__ == "Bidirectional":
        config |= config["layer"]["config"]
    found: dict[str, tuple[Any, str]] = {}
    if kinds.of_torch(met.module) != met.family:
        return found  # a convolution of one pixel and a dense layer have no settings in common
    for name, of in kinds.FAMILIES[met.family].settings.items():
        if name not in config:
            continue
        mine, theirs = config[name], of(met.module)
        if name == "groups" and met.family == "group_norm" and mine == -1:
            mine = met.pytorch.inputs[0].shape[1]
        if name == "axis":
            rank = len(met.keras.inputs[0].shape)
            mine, theirs = in_short(mine) % rank, theirs % rank
        if name == "activation" and not isinstance(mine, str):
            mine = getattr(met.layer.activation, "__name__", str(mine))
        if type(met.layer).__name__ == "DepthwiseConv2D" and name == "groups":
            continue
        if name in NEUTRAL and mine and not theirs:
            continue  # what Keras has more has no effect, as its weight is such
        if in_short(mine) != in_short(theirs):
            found[name] = theirs, f"{name} is {in_short(mine)} in Keras, {in_short(theirs)} in PyTorch"
    return found


def _tricks(met: Met, changed: dict) -> Iterator[tuple[str, Callable[[], bool]]]:
    """Yield causes that are no setting of the same name in both frameworks, with what takes each away."""
    module, layer, inputs = met.module, met.layer, met.inputs
    if met.family == kinds.of_torch(module) and met.family in ("conv", "separable_conv"):
        yield _padding(met), lambda: met.tried(changed | dict(padding="valid"), inputs=_bordered(met))
    if met.family == "conv_transpose":
        low, high = zip(*_cut(module), strict=True)
        said = (
            f"padding: PyTorch cuts {in_short(low)} in front and {in_short(high)} behind "
            f"(padding={in_short(module.padding)}, "
            f"output_padding={in_short(module.output_padding)}), Keras's padding='{layer.padding}' cuts otherwise"
        )
        yield (
            said,
            lambda: met.tried(
                changed | dict(padding="valid", output_padding=None), after=lambda a: _cropped(a, met)
            ),
        )
    if met.kwargs.get("training"):
        yield (
            "training=True: Keras calls the layer as in training",
            lambda: met.tried(changed, training=False),
        )
    if any(getattr(each, "_keras_mask", None) is not None for each in _tensors(met)) or "mask" in met.kwargs:
        yield (
            "mask: Keras skips the steps that are masked (mask_zero), PyTorch reads them too",
            lambda: met.tried(changed, masked=False),
        )
    if met.family in kinds.RECURRENT and len(met.pytorch.inputs) > 1 and len(inputs) == 1:
        states = [each.reshape(-1, each.shape[-1]) for each in met.pytorch.inputs[1:]]
        yield (
            "initial_state: PyTorch starts from states that it is given, Keras from 0",
            lambda: met.tried(changed, initial_state=states if len(states) > 1 else states[0]),
        )
    if met.family in kinds.RECURRENT:
        flipped = [np.flip(inputs[0], 1), *inputs[1:]]
        yield (
            "go_backwards: Keras reads the steps in reverse order",
            lambda: met.tried(changed, inputs=flipped),
        )
    if met.family == "attention":
        if len(inputs) == 3:
            swapped = [inputs[0], inputs[2], inputs[1]]
            yield (
                "key and value are exchanged: Keras takes (query, value, key)",
                lambda: met.tried(changed, inputs=swapped),
            )
        causal = bool(met.kwargs.get("use_causal_mask"))
        text = (
            "Keras hides the future, PyTorch does not"
            if causal
            else "PyTorch hides the future, Keras does not"
        )
        yield f"use_causal_mask: {text}", lambda: met.tried(changed, use_causal_mask=not causal)
        if met.kwargs.get("attention_mask") is not None:
            yield (
                "attention_mask: Keras has a mask that PyTorch has not",
                lambda: met.tried(changed, attention_mask=None),
            )
            yield (
                "attention_mask: True means seen in Keras and hidden in PyTorch",
                lambda: met.tried(changed, attention_mask=~np.array(met.kwargs["attention_mask"], bool)),
            )
        elif (mask := _mask(met)) is not None:
            yield (
                "attention_mask: PyTorch has a mask (attn_mask) that Keras has not",
                lambda: met.tried(changed, attention_mask=mask),
            )


def _tensors(met: Met):
    from comparisons.aligning.trees import leaves

    return leaves([met.args, met.kwargs], object)


def _mask(met: Met) -> np.ndarray | None:
    """Return who may see whom in PyTorch's attention, as Keras writes it; None if all may see all."""
    masks = [each for each in met.pytorch.inputs[3:] if each.dtype == bool or each.ndim == 2]
    if not masks:
        return None
    mask = masks[0]
    return ~mask if mask.dtype == bool else mask > -1


def _padding(met: Met) -> str:
    module, layer = met.module, met.layer
    mine = f"'{layer.padding}'"
    if layer.padding == "same":
        pads = [
            _same(n, k, s, d)
            for n, k, s, d in zip(
                met.inputs[0].shape[1:-1], layer.kernel_size, layer.strides, layer.dilation_rate, strict=True
            )
        ]
        before, behind = zip(*pads, strict=True)
        mine += f", which is {in_short(before)} in front and {in_short(behind)} behind"
    if met.relation.name == "padded":
        inside = np.argwhere(met.relation.to(np.ones(met.pytorch.inputs[0].shape)))
        before, behind = inside.min(0)[1:-1], np.array(met.inputs[0].shape[1:-1]) - 1 - inside.max(0)[1:-1]
        mine += f" after a border of zeros, {in_short(before.tolist())} in front and {in_short(behind.tolist())} behind"
    mode = "" if module.padding_mode == "zeros" else f" (padding_mode='{module.padding_mode}')"
    return f"padding: PyTorch pads {in_short(module.padding)} on every side{mode}, Keras {mine}"


def _same(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    total = max((-(-n // s) - 1) * s + (k - 1) * d + 1 - n, 0)
    return total // 2, total - total // 2


def _bordered(met: Met) -> list[np.ndarray]:
    """Return PyTorch's input with PyTorch's border around it."""
    module, bare = met.module, np.moveaxis(met.pytorch.inputs[0], 1, -1)
    if isinstance(module.padding, str):
        around = [
            ((k - 1) * d // 2, (k - 1) * d - (k - 1) * d // 2) if module.padding == "same" else (0, 0)
            for k, d in zip(module.kernel_size, module.dilation, strict=True)
        ]
    else:
        around = [(p, p) for p in module.padding]
    mode = dict(zeros="constant", reflect="reflect", replicate="edge", circular="wrap")[module.padding_mode]
    return [np.pad(bare, [(0, 0), *around, (0, 0)], mode=mode)]


def _cut(module) -> list[tuple[int, int]]:
    return [(p, p - o) for p, o in zip(module.padding, module.output_padding, strict=True)]


def _cropped(array: np.ndarray, met: Met) -> np.ndarray:
    if array.ndim != met.inputs[0].ndim:
        return array
    for axis, (low, high) in enumerate(_cut(met.module), start=1):
        array = np.take(array, range(low, array.shape[axis] - max(high, 0)), axis)
        if high < 0:
            array = np.pad(array, [(0, -high if n == axis else 0) for n in range(array.ndim)])
    return array
