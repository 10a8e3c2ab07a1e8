"""Code that carries weights from one framework to the other, generated from the layouts, for a person to paste.

It reads a model's weights into scratch's arrays and writes these into the other model: each layout serves both ways.
Of what else the layers compute with, :mod:`comparisons.guide.settings` says how it is carried. The code refuses a
weight without a counterpart, and a setting of the concept's that it cannot carry: another number of heads, another
padding. What no reference names, such as another activation, it does not look at.
"""

import re
from collections.abc import Mapping

from comparisons.declaring.concept import Concept
from comparisons.declaring.layout import Layout, block_moves, groups
from comparisons.guide.settings import carry, read_off, spread
from comparisons.judging.cases import given_in

#: What a model's weights are called by their addresses, and how one is read and written.
_DIALECTS = {
    "pytorch": dict(
        source='{{name.replace(".", "/"): tensor.numpy(force=True) for name, tensor in {model}.state_dict().items()}}',
        target='{{name.replace(".", "/"): tensor for name, tensor in {model}.state_dict().items()}}',
        write="{place}.copy_(torch.tensor({array}))",
    ),
    "keras": dict(
        source="{{weight.path: weight.numpy() for weight in {model}.weights}}",
        target="{{weight.path: weight for weight in {model}.weights}}",
        write="{place}.assign({array})",
    ),
}

_TAKE = '''def take(weights, end):
    """Take out the one weight whose address ends so."""
    found = [path for path in weights if f"/{path}".endswith(f"/{end}")]
    if len(found) != 1:
        raise ValueError(f"{len(found)} weights are called {end!r}, one is needed; there are {', '.join(weights)}")
    return weights.pop(found[0])'''

_REORDER = '''def reorder(array, order, axis):
    """Bring the equal blocks of an axis into another order."""
    blocks = np.split(array, len(order), axis)
    return np.concatenate([blocks[number] for number in order], axis)'''


_LEFT = """\
if left := [path for path, weight in {**source, **target}.items() if "float" in str(weight.dtype)]:
    raise ValueError(f"without a counterpart in the other model: {', '.join(left)}")
if source or target:
    print("left alone, as counters and seeds are:", *source, *target)"""


def snippet(concept: Concept, source: str, target: str) -> str:
    """Return code that loads the weights of the model ``<source>_model`` into ``<target>_model``.

    Both are models as the references build them, or single layers of theirs. "" where the two frameworks do not keep
    the same arrays as weights, where an array has a weight in every layer, and where a layout cuts an axis in a way
    that takes more than a reshape.
    """
    kept = {framework: _kept(concept, framework) for framework in (source, target)}
    if not kept[source] or kept[source].keys() != kept[target].keys():
        return ""
    if any(layout.is_series for layouts in kept.values() for layout in layouts.values()):
        return ""
    try:
        reads = [line for place in _places(kept[source]).items() for line in _read(*place)]
        writes = [line for place in _places(kept[target]).items() for line in _write(target, *place)]
    except NotImplementedError:
        return ""
    models = [
        f"{role} = " + _DIALECTS[framework][role].format(model=f"{framework}_model")
        for role, framework in (("source", source), ("target", target))
    ]
    helpers = [[_TAKE], *([[_REORDER]] if "reorder(" in "".join(reads + writes) else [])]
    *more_helpers, settings = carry(concept, source, target)
    blocks = [*helpers, *more_helpers, models, settings, reads, writes, [_LEFT], _tried(concept)]
    code = "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
    imports = {"np.": "import numpy as np\n", "torch.": "import torch\n"}
    imports = "".join(line for used, line in imports.items() if re.search(rf"\b{re.escape(used)}", code))
    return f"{imports}\n{code}" if imports else code


def _tried(concept: Concept) -> list[str]:
    """Return the lines that hold the answers of the models against each other, if settings cannot be read off them.

    Raises NotImplementedError where Keras wants what goes in, or what comes out, in another order.
    """
    if not spread(concept):
        return []
    compared = read_off(concept)
    settings = [name for name in concept.defaults if name not in compared]
    layouts = {framework: concept.layouts(framework) for framework in ("pytorch", "keras")}
    inward = {
        name: layouts["pytorch"].get(name, Layout())
        for name, argument in concept.arguments.items()
        if name not in concept.weights and not argument.optional
    }
    outward = [name for name in layouts["pytorch"] if name not in concept.arguments]
    if {*inward, *outward} & layouts["keras"].keys():
        raise NotImplementedError(f"{concept.name}: Keras takes its input in another order")
    known = {}
    for name in concept.weights:
        for place, axis in enumerate(concept.arguments[name].axes):
            whole, _, parts = axis.partition("//")  # parts is a setting, which layers have by its name
            known[whole] = f"{name}.shape[{place}]" + (f" * pytorch_layer.{parts}" if parts else "")
    weight, lines = min(concept.weights), []
    for name in inward:
        sizes = ", ".join(known.get(axis, "None") for axis in concept.arguments[name].axes)
        shape = f'getattr(keras_model, "input_shape", ({sizes}))' if len(inward) == 1 else f"({sizes})"
        lines.append(f"shape = {shape}")
        lines.append(
            f"{name} = np.random.default_rng(0).random([size or 32 for size in shape], {weight}.dtype)"
        )
    moved = [_moved(name, there.ours, there.theirs) for name, there in inward.items()]
    given = ", ".join(f"torch.tensor({each}, device=device)" for each in moved)
    answer = f"pytorch_model({given}).numpy(force=True)"
    back = layouts["pytorch"][outward[0]] if outward else Layout()
    names = ", ".join(inward)
    return [
        *lines,
        "device = next(pytorch_model.parameters()).device",
        f"ours = {_moved(answer, back.theirs, back.ours)}",
        f"theirs = np.array(keras_model({names if len(inward) == 1 else f'[{names}]'}))",
        "if ours.shape != theirs.shape or np.abs(ours - theirs).max() > 0.01 * np.abs(ours).max():",
        f'    raise ValueError("the models answer differently: build both with the same {" and ".join(settings)}")',
    ]


def _kept(concept: Concept, framework: str) -> dict[str, Layout]:
    """Return the layouts of the arguments that a framework keeps as weights, as a rule: where a concept is timed."""
    layouts, there = concept.layouts(framework).items(), given_in(concept, concept.timing)
    return {name: layout for name, layout in layouts if layout.address and name in there}


def _places(kept: Mapping[str, Layout]) -> dict[str, dict[str, Layout]]:
    """Return the arrays in every weight, in the order of its parts: {address: {array: layout}}."""
    places = {layout.address: {} for layout in kept.values()}
    for name, layout in sorted(kept.items(), key=lambda item: item[1].index or 0):
        places[layout.address][name] = layout
    return places


def _read(address: str, arrays: Mapping[str, Layout]) -> list[str]:
    """Return the lines that take a weight from ``source`` and make scratch's arrays of it."""
    weight, taken = _names(address, "source")
    if plus := [_names(each, "source")[1] for layout in arrays.values() for each in layout.plus]:
        taken = " + ".join([taken, *plus])
        taken = f"({taken})" if any(layout.ours for layout in arrays.values()) else taken
    direct = [_line(name, layout, taken) for name, layout in arrays.items()]
    if len(direct) == 1 and ".shape[" not in direct[0]:
        return direct
    return [f"{weight} = {taken}", *(_line(name, layout, weight) for name, layout in arrays.items())]


def _line(name: str, layout: Layout, weight: str) -> str:
    """Return the line that makes one of scratch's arrays of a weight."""
    part = weight if layout.index is None else f"{weight}[{layout.index}]"
    part = part if layout.parts is None else f"np.split({weight}, {layout.parts})[{layout.index}]"
    return f"{name} = {_moved(part, layout.theirs, layout.ours)}"


def _write(framework: str, address: str, arrays: Mapping[str, Layout]) -> list[str]:
    """Return the lines that put scratch's arrays into a weight of ``target``."""
    weight, taken = _names(address, "target")
    first = next(iter(arrays.values()))
    shape = f"{weight}.shape" if first.index is None else ""
    made = [_moved(name, layout.ours, layout.theirs, shape) for name, layout in arrays.items()]
    whole = made[0]
    if first.index is not None:
        whole = f"np.{'stack' if first.parts is None else 'concatenate'}([{', '.join(made)}])"
    write = _DIALECTS[framework]["write"]
    zeros = [
        write.format(place=_names(each, "target")[1], array=f"np.zeros_like({whole})")
        for layout in arrays.values()
        for each in layout.plus
    ]
    if f"{weight}.shape" in whole:
        return [f"{weight} = {taken}", write.format(place=weight, array=whole), *zeros]
    return [write.format(place=taken, array=whole), *zeros]


def _names(address: str, role: str) -> tuple[str, str]:
    """Return the variable that a weight is called by, and the code that takes it."""
    address = address.replace(".", "/")
    return re.sub(r"\W", "_", address), f'take({role}, "{address}")'


def _moved(array: str, before: str, after: str, shape: str = "") -> str:
    """Return code that brings an array from one side of a pattern to the other. ``shape`` is code for what it becomes.

    Raises NotImplementedError where a transpose and a reshape are not enough.
    """
    taken = array
    for axis, order in block_moves(before, after):
        array = f"reorder({array}, {tuple(order)}, axis={axis})"
    old, new = groups(before), groups(after)
    atoms = [atom for group in new for atom in group]
    order = list(range(len(old)))
    if [atom for group in old for atom in group] != atoms:
        order.sort(key=lambda axis: atoms.index(old[axis][0]) if old[axis] else len(atoms))
        array += ".T" if order == [1, 0] else f".transpose({', '.join(map(str, order))})"
    moved = [old[axis] for axis in order]
    if [atom for group in moved for atom in group] != atoms:
        raise NotImplementedError(f"{before} -> {after}")
    if moved == new:
        return array
    if len(atoms) > len(list(filter(None, old))):  # a merged axis is split: only the whole shape tells how
        if shape:
            return f"{array}.reshape({shape})"
        raise NotImplementedError(f"{before} -> {after}")
    alone = sum(map(bool, new)) == 1
    kept = {group: f"{taken}.shape[{axis}]" for axis, group in zip(order, moved, strict=True)}
    sizes = ["-1" if group and alone else kept.get(group, "-1") if group else "1" for group in new]
    return f"{array}.reshape({', '.join(sizes) or '()'})"
