"""What both frameworks call a piece of glue: one word, and its settings under one name each."""

from typing import Any

#: Other names for one thing; names are told without underscores at their ends and in small letters.
_SAME = {
    "adaptiveavgpool": "mean", "adaptive_avg_pool": "mean", "globalaveragepooling": "mean",
    "reduce_mean": "mean", "adaptivemaxpool": "max", "adaptive_max_pool": "max", "globalmaxpooling": "max",
    "amax": "max", "reduce_max": "max", "reduce_sum": "sum", "hardtanh": "relu6", "swish": "silu",
    "hardswish": "hard_silu", "hard_swish": "hard_silu", "hardsigmoid": "hard_sigmoid",
    "leakyrelu": "leaky_relu", "logsoftmax": "log_softmax", "iadd": "add", "radd": "add", "__add__": "add",
    "addv2": "add", "sub": "subtract", "isub": "subtract", "rsub": "subtract", "mul": "multiply",
    "imul": "multiply", "rmul": "multiply", "truediv": "divide", "div": "divide", "true_divide": "divide",
    "rtruediv": "divide", "neg": "negative", "cat": "concatenate", "concat": "concatenate",
    "maxpool": "max_pool", "boolean_dispatch": "max_pool", "maxpooling": "max_pool",
    "avgpool": "average_pool", "avg_pool": "average_pool", "averagepooling": "average_pool",
    "upsample": "upsampling", "interpolate": "upsampling", "upsamplingnearest": "upsampling",
    "upsamplingbilinear": "upsampling", "zeropadding": "pad", "zeropad": "pad", "constantpad": "pad",
    "reflectionpad": "pad", "replicationpad": "pad", "constant_pad_nd": "pad", "view": "reshape",
    "flatten": "reshape", "unflatten": "reshape", "permute": "transpose", "movedim": "transpose",
    "moveaxis": "transpose", "swapaxes": "transpose", "t": "transpose", "bmm": "matmul",
    "rmatmul": "matmul", "dot": "matmul", "getitem": "slice", "get_item": "slice", "strided_slice": "slice",
    "slice_helper": "slice", "narrow": "slice", "select": "slice",
    "scaled_dot_product_attention": "attention", "dot_product_attention": "attention",
    "dropout1d": "dropout", "spatialdropout": "dropout",
    "feature_dropout": "dropout", "alphadropout": "dropout", "alpha_dropout": "dropout", "clamp": "clip",
    "clip_by_value": "clip", "pow": "power", "stopgradient": "stop_gradient", "zero_padding": "pad",
    "globalaveragepool": "mean",
}  # fmt: skip

#: Ends of names of what drops out whole branches of some samples; frameworks have none, libraries many.
PATHS = ("droppath", "drop_path", "stochasticdepth", "stochastic_depth")

#: Glue that changes no number: it says where a number stands, or nothing at all.
NEUTRAL = {
    "reshape", "transpose", "identity", "contiguous", "cast", "to", "dropout", "expand", "squeeze", "unsqueeze",
    "expand_dims", "linear", "convert_to_tensor", "float", "chunk", "split", "unbind", "stop_gradient", "activation",
    "type", "broadcast_to", "permute", "clone", "copy", "inputlayer", "attribute", "multihead",
}  # fmt: skip


def word(name: str) -> str:
    """Return the word for a class, function or method: ``MaxPool2d`` and ``MaxPooling2D`` are ``max_pool``."""
    plain = name.strip("_").lower()
    for end in ("1d", "2d", "3d"):
        plain = plain.removesuffix(end)
    plain = _SAME.get(plain, plain)
    plain = _SAME.get(plain.removesuffix("_"), plain.removesuffix("_"))
    return "dropout" if plain.endswith(PATHS) else plain


def told(name: str, given: dict[str, Any]) -> str:
    """Return the word for a call, where its settings make it another: a ReLU that is cut at 6 is a ReLU6."""
    plain = word(name)
    if plain == "relu" and given.get("max_value") == 6:
        return "relu6"
    if (
        plain == "relu6"
        and name.strip("_").lower() == "hardtanh"
        and (given.get("min_val"), given.get("max_val")) != (0, 6)
    ):
        return "hard_tanh"
    return plain


def settings(kind: str, given: dict[str, Any], rank: int) -> dict[str, Any]:
    """Return a piece of glue's settings under the names that both frameworks share, as far as they are known.

    ``rank`` is the number of axes of its output.
    """

    def first(*names, default=None):
        return next((given[name] for name in names if given.get(name) is not None), default)

    told: dict[str, Any] = {}
    if kind == "leaky_relu":
        told["negative_slope"] = round(float(first("negative_slope", "_1", default=0.01)), 7)
    elif kind in ("elu", "celu"):
        told["alpha"] = float(first("alpha", "_1", default=1.0))
    elif kind == "relu":
        told |= {
            name: float(given[name])
            for name in ("negative_slope", "max_value", "threshold")
            if given.get(name)
        }
    elif kind == "relu6":
        pass
    elif kind == "gelu":
        told["approximate"] = first("approximate", default=False) not in (False, "none")
    elif kind in ("softmax", "log_softmax", "concatenate", "mean", "sum", "max"):
        axis = first("axis", "dim", "_1", default=None if kind in ("mean", "sum", "max") else -1)
        told["axis"] = (
            axis % rank if type(axis) is int and rank and kind.endswith(("softmax", "concatenate")) else axis
        )
    elif kind in ("max_pool", "average_pool"):
        size = first("pool_size", "kernel_size", "_1")
        told |= dict(
            pool_size=in_short(size), strides=in_short(first("strides", "stride", "_2", default=size)),
            padding=0 if first("padding", "_3") == "valid" else in_short(first("padding", "_3", default=0)),
        )  # fmt: skip
        if kind == "average_pool" and told["padding"] != 0:
            told["count_include_pad"] = given.get("count_include_pad", "pool_size" not in given)
    elif kind == "attention":
        told |= dict(causal=bool(given.get("is_causal")), mask=given.get("mask") is not None)
    elif kind == "upsampling":
        told["interpolation"] = first("interpolation", "mode", default="nearest")
        if first("align_corners"):
            told["align_corners"] = True
    elif kind == "dropout":
        told["rate"] = first("rate", "p", "drop_prob", "drop_path_rate", "_1", default=0.5)
    elif kind == "pad":
        told["padding"] = first("padding", "pad", "pad_width", "_1")
        told["mode"] = first("mode", default="constant")
    elif kind == "slice":
        told["part"] = _index(first("key", "idx", "index", "_1", "slices", default=""))
    elif kind == "rescaling":
        told |= dict(scale=given.get("scale"), offset=given.get("offset"))
    else:
        numbers = [
            each for each in given.values() if isinstance(each, int | float) and not isinstance(each, bool)
        ]
        if numbers:
            told["number"] = numbers[0] if len(numbers) == 1 else tuple(numbers)
    return told


def in_short(value: Any) -> Any:
    """Return the number that a setting has along all axes, else all of them."""
    if isinstance(value, list | tuple) and value and all(each == value[0] for each in value):
        return value[0]
    return tuple(value) if isinstance(value, list) else value


def _index(key) -> str:
    """Write an index as Python has it: ``:, -1``."""
    if isinstance(key, slice):
        text = f"{'' if key.start is None else key.start}:{'' if key.stop is None else key.stop}"
        return text if key.step is None else f"{text}:{key.step}"
    if isinstance(key, list | tuple):
        return ", ".join(map(_index, key))
    return "..." if key is Ellipsis else str(key)
