"""What a layer computes with beside its weights, for the code that carries these: a rate, a number of heads, a stride.

Which attribute keeps a setting is read from the references: they hand it on by keyword, and both frameworks call the
attribute as they call the keyword. A real number can be carried over. A whole number decides shapes, and must be the
same in both models, as must what a layer hands to another inside it when it is built. What a reference spreads over
several layers can be read off none of them.
"""

import ast
from types import NoneType
from typing import get_args

from comparisons.declaring.catalogue import source
from comparisons.declaring.concept import Concept
from comparisons.guide.vocabulary import FRAMEWORKS, helpers, uses
from reports.panels import PANELS
from scratch.arguments import setting_kinds

_LAYERS = {"pytorch": "pytorch_model.modules()", "keras": 'getattr(keras_model, "layers", [keras_model])'}

_LAYER = '''def layer(layers, *names):
    """Return the one layer that has attributes of these names."""
    (found,) = [each for each in layers if all(hasattr(each, name) for name in names)]
    return found'''

_COMPILED = [
    "# What Keras compiled before would go on with the old settings.",
    "keras_model.train_function = keras_model.test_function = keras_model.predict_function = None",
]

#: Real numbers that a layer hands to another inside it.
_HANDED_ON = ("dropout",)

_MODES = "# Keras infers unless it is told to train, PyTorch trains until it is told to infer: pytorch_model.eval()."


def carry(concept: Concept, origin: str, target: str) -> list[list[str]]:
    """Return code in blocks: a helper, and the lines that carry or compare the settings of two models' layers."""
    kept = {framework: _attributes(concept, framework) for framework in FRAMEWORKS}
    shared = read_off(concept)
    lines = [_MODES] if "training" in concept.defaults else []
    if not shared:
        return [lines]
    for framework in FRAMEWORKS:
        names = ", ".join(f'"{kept[framework][name][0]}"' for name in shared)
        lines.append(f"{framework}_layer = layer({_LAYERS[framework]}, {names})")
    real = [name for name in shared if isinstance(concept.defaults[name], float) and name not in _HANDED_ON]
    kinds = setting_kinds(concept.function)
    for name in shared:
        (mine, read), (theirs, write) = kept[origin][name], kept[target][name]
        if name in real and read == "{}" != write and NoneType in get_args(kinds[name]):
            said = f"{name} is None in {PANELS[origin].title}; {PANELS[target].title} has no such rule"
            lines += [f"if {origin}_layer.{mine} is None:", f'    raise ValueError("{said}")']
        value, place = write.format(read.format(f"{origin}_layer.{mine}")), f"{target}_layer.{theirs}"
        if name in real:
            lines.append(f"{place} = {value}")
        else:
            here, there = PANELS[origin].title, PANELS[target].title
            said = f"{name}: {{{value}}} in {here}, {{{place}}} in {there}: build both alike"
            lines += [f"if {place} != {value}:", f'    raise ValueError(f"{said}")']
    return [[_LAYER], lines + _COMPILED if real and target == "keras" else lines]


def read_off(concept: Concept) -> list[str]:
    """Return the settings that can be read off a layer in both frameworks."""
    kept = [_attributes(concept, framework) for framework in FRAMEWORKS]
    return [name for name in concept.defaults if all(name in each for each in kept)]


def spread(concept: Concept) -> list[str]:
    """Return the settings that some reference hands to a helper: to a layer beside the one that is the concept."""
    handed = {
        node.id
        for framework in FRAMEWORKS
        for use in uses(source(concept.name, framework))
        if use.name in helpers(concept.name, framework)
        for node in ast.walk(use.arguments)
        if isinstance(node, ast.Name)
    }
    return [name for name in concept.defaults if name in handed]


def _attributes(concept: Concept, framework: str) -> dict[str, tuple[str, str]]:
    """Return the attribute that keeps each setting, and the code between the two, in which {} stands for either."""
    kept, elsewhere = {}, spread(concept)
    for node in ast.walk(ast.parse(source(concept.name, framework))):
        match node:
            case ast.keyword(arg=attribute, value=ast.Name(id=name)):
                code = "{}"
            case ast.keyword(arg=attribute, value=ast.BinOp(ast.Constant(one), ast.Sub(), ast.Name(id=name))):
                code = f"{one} - {{}}"  # its own inverse
            case _:
                continue
        if name in concept.defaults and name not in elsewhere:
            kept[name] = attribute, code
    return kept
