"""What to change: in PyTorch's model, so that it is what Keras's is, or in Keras's, so that it is what PyTorch's is.

It is read off the sentence that gives the reason, and so off what was tried.
"""

import re

from comparisons.aligning import findings as of
from comparisons.aligning.findings import Finding

#: What PyTorch calls a setting of Keras; others have no name of their own there, or are of no layer of PyTorch's.
_TORCH = dict(
    epsilon="eps", strides="stride", dilation_rate="dilation", use_bias="bias", groups="groups", rate="p",
    pool_size="kernel_size", negative_slope="negative_slope", alpha="alpha",
)  # fmt: skip

#: What glue is told by in words of both, and is written in Keras in several ways or in none.
_UNWRITTEN = ("number", "count_include_pad", "align_corners", "causal", "mask")

#: A reason as a pattern, and what to do about it in PyTorch and in Keras; "" if there is nothing to do there.
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    (
        r"momentum is (?P<share>\S+) in Keras, .* PyTorch's \S+ is the share of the new batch: write (?P<b>\S+)",
        "write momentum={rest}",
        "write momentum={b}",
    ),
    (
        r"padding: PyTorch pads (?P<p>.+?) on every side(?: \(.+\))?, Keras 'same', "
        r"which is (?P<f>.+) in front and (?P<b>.+) behind",
        "pad {f} in front and {b} behind before the layer (functional.pad), and write padding=0",
        "pad {p} on every side before the layer (ZeroPadding), and write padding='valid'",
    ),
    (
        r"padding: PyTorch pads (?P<p>.+?) on every side(?: \(.+\))?, Keras 'valid'",
        "write padding=0",
        "pad {p} on every side before the layer (ZeroPadding)",
    ),
    (r"Keras does (?P<k>.+) where PyTorch does nothing", "do {k} here", "leave {k} out"),
    (r"PyTorch does (?P<p>.+) where Keras does nothing", "leave {p} out", "do {p} here"),
    (r"Keras does nothing where PyTorch does (?P<p>.+)", "leave {p} out", "do {p} here"),
    (r"Keras does (?P<k>.+) where PyTorch does (?P<p>.+)", "do {k} in the place of {p}", "do {p} in the place of {k}"),
    (r"Keras does (?P<k>.+) once more than PyTorch", "do {k} once more", "do {k} once less"),
    (
        r"in another order: Keras does (?P<a>.+) before (?P<b>.+), PyTorch after it",
        "do {a} before {b}",
        "do {b} before {a}",
    ),
    (
        r"(?:\w+: )?Keras takes (?:what PyTorch has at )?(?P<k>.+?),? where PyTorch takes (?P<p>.+)",
        "take {k}",
        "take what is {p} in PyTorch",
    ),
    (r"Keras computes it in (?P<k>\w+), PyTorch in (?P<p>\w+)", "compute it in {k}", "write dtype='{p}'"),
    (r"Keras drops out here \(rate=(?P<r>.+)\), PyTorch does not", "drop out here: p={r}", "leave the dropout out"),
    (r"PyTorch drops out here \(p=(?P<r>.+)\), Keras does not", "leave the dropout out", "drop out here: rate={r}"),
    (r"use_causal_mask: Keras hides .*", "hide the future, by attn_mask", "leave use_causal_mask out"),
    (r"use_causal_mask: PyTorch hides .*", "leave the causal attn_mask out", "call it with use_causal_mask=True"),
    (r"mask: Keras skips .*", "skip them as well: pack_padded_sequence", "write mask_zero=False"),
    (r"training=True: .*|dropout acts in Keras: .*", "", "do not call it with training=True"),
    (r"key and value are exchanged: .*", "", "call it with query, value, key in this order"),
    (r"initial_state: .*", "leave the states out", "call it with initial_state"),
    (r"go_backwards: .*", "reverse the steps before the layer: x.flip(1)", "write go_backwards=False"),
    (r"stop_gradient: .*", "do detach() there", "leave stop_gradient out"),
    (r"flip: the same numbers, reversed along axis (?P<n>\d+)", "", "leave the reversal along axis {n} out"),
    (r"padding_idx: .*", "leave padding_idx out", ""),
    (r"Keras has no such layer", "leave it out", "add it"),
    (r"PyTorch has no such layer left", "add it", "leave it out"),
    (r"\w+: its inputs are exchanged, (?P<o>.+) is PyTorch's order", "", "give it its inputs in the order {o}"),
    (r"PyTorch uses one layer for (?P<n>.+) of Keras, which .*", "use one layer for each", "use one layer for {n}"),
    (r"Keras uses one layer for (?P<n>.+) of PyTorch", "use one layer for {n}", "use one layer for each"),
    (r"(?P<n>.+ and .+) are (?P<a>.+) in Keras, (?P<b>.+) in PyTorch", "", "write {b} for {n}"),
    (r"Keras trains by (?P<k>\w+), PyTorch by (?P<p>\w+)", "train by {k}", "train by {p}"),
)  # fmt: skip

_SETTING = re.compile(
    r"(?:[a-z_0-9]+: )?(?P<name>[a-z_0-9]+) is (?P<mine>.+?) in Keras, "
    r"(?:(?P<other>[a-z_]+) is )?(?P<its>.+) in PyTorch"
)

#: Where one reason ends and the next begins.
_APART = re.compile(r"; (?!PyTorch's \S+ is the share)")


def advice(finding: Finding) -> dict[str, str]:
    """Return what to change, by framework; what cannot be said is left out."""
    if finding.what == of.WEIGHTS and not finding.why.startswith(("shapes", "Keras holds no", "Keras uses")):
        return dict(keras="carry the weights anew: triptych port … --out writes them")
    if finding.why.startswith("not explained"):
        return {}
    every = [_of(each) for each in _APART.split(finding.why.removesuffix("; without effect on these inputs"))]
    return {
        framework: "; ".join(dict.fromkeys(filter(None, said)))
        for framework, said in zip(("pytorch", "keras"), zip(*every, strict=True), strict=True)
        if any(said)
    }


def _of(sentence: str) -> tuple[str, str]:
    if found := _SETTING.fullmatch(sentence):
        return _setting(**found.groupdict())
    for pattern, ours, theirs in _SENTENCES:
        if found := re.fullmatch(pattern, sentence):
            words = found.groupdict()
            if "share" in words:
                words["rest"] = f"{1 - float(words['share']):g}"
            return ours.format(**words), theirs.format(**words)
    return "", ""


def _setting(name: str, mine: str, other: str | None, its: str) -> tuple[str, str]:
    if name in _UNWRITTEN:
        return "", ""
    if name == "padding":
        ours = f"write padding={mine}" if mine.isdigit() else ""
        return ours, f"pad {its} on every side before it, and write padding='valid'" if its.isdigit() else ""
    if name == "axis":
        return (
            f"take the axis that is {mine} in Keras's order",
            f"take the axis that is {its} in PyTorch's order",
        )
    if name == "part":
        return f"take [{mine}]", f"take [{its}]"
    called = other or _TORCH.get(name, "")
    return called and f"write {called}={_value(mine)}", f"write {name}={_value(its)}"


def _value(text: str) -> str:
    return f"'{text}'" if text.isidentifier() and text not in ("True", "False", "None") else text
