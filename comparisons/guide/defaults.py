"""The default values of what a reference calls, read from the installed framework: it must be imported here."""

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

import numpy as np

from comparisons.declaring.catalogue import load
from comparisons.declaring.concept import Concept
from comparisons.guide.vocabulary import forms, helpers
from comparisons.judging.question import Question
from comparisons.processes.workshop import Workshop

_DOTTED = re.compile(r"[\w.]+")


def told(workshop: Workshop, name: str) -> list[dict]:
    """Return the defaults of what a concept's reference calls, and what its weights are before training."""
    concept = load(name)
    return [*defaults(concept, workshop.adapter.name), *first_weights(concept, workshop.adapter)]


def defaults(concept: Concept, framework: str) -> list[dict]:
    """Return the defaults of all parameters for which a reference passes one of scratch's settings, or a constant.

    A dict each of setting ("" for a constant), framework, callee, parameter, default, passed, and ``same``: whether to
    leave it away means scratch's default, or the constant. Scratch's own defaults are rows too. What a reference puts
    beside the one name that is the concept does not speak for it: a setting that it gives to such a helper has the
    default of the concept's own parameter of that name, if there is one. A training run's settings are of its data, and
    no rows; nor is a default of None, which leaves the value to something else, or of a function, which is no value.
    """
    settings = {} if concept.kind == "training run" else concept.defaults
    if framework == "scratch":
        return [_row(name, framework, "", name, repr(value), name, True) for name, value in settings.items()]
    rows, own = [], {}
    for callee, given, optional in _calls(concept.reference(framework)):
        if _is_called(callee, helpers(concept.name, framework)):
            continue
        if _is_called(callee, forms(concept.name, framework)):
            own |= {name: (callee, optional[name]) for name in settings if _is_value(optional.get(name))}
        for parameter, default, passed in _passed(given, optional):
            text = ast.unparse(passed)
            names = {node.id for node in ast.walk(passed) if isinstance(node, ast.Name)}
            if not _is_value(default):
                continue
            if len(names) == 1 and names <= settings.keys():
                same = eval(text, {}, dict(settings)) == _one(default)
                rows.append(_row(*names, framework, callee, parameter, repr(default), text, same))
            elif isinstance(passed, ast.Constant):
                same = passed.value == _one(default)
                rows.append(_row("", framework, callee, parameter, repr(default), text, same))
    told = {row["setting"] for row in rows}
    for name, (callee, default) in own.items():
        if name not in told:
            rows.append(
                _row(name, framework, callee, name, repr(default), "", settings[name] == _one(default))
            )
    return rows


def _is_value(default) -> bool:
    return default is not None and not inspect.isfunction(default)


def _is_called(callee: str, names: Iterable[str]) -> bool:
    """Return whether a module's word for what it calls means one of some full names."""
    return any(f".{name}".endswith(f".{callee}") for name in names)


def first_weights(concept: Concept, adapter: type) -> list[dict]:
    """Return the rows of a layer's weights as a framework draws them at the timing size: their range and spread."""
    if concept.kind != "operation" or adapter.name == "scratch":
        return []
    drawn = adapter(Question.draw(concept, concept.timing, "float32")).drawn()
    return [
        _row(f"{name} before training", adapter.name, "", "", _spread(array), "", False)
        for name, array in drawn.items()
    ]


def _spread(array: np.ndarray) -> str:
    low, high = array.min(), array.max()
    return f"{low:g}" if low == high else f"{low:.2g} to {high:.2g}, σ = {array.std():.2g}"


def _one(default):
    """Return the number that a tuple repeats: Keras writes a stride of 1 as (1, 1)."""
    return default[0] if isinstance(default, tuple) and len(set(default)) == 1 else default


def _row(setting, framework, callee, parameter, default, passed, same) -> dict:
    return dict(
        setting=setting, framework=framework, callee=callee, parameter=parameter,
        default=default, passed=passed, same=same,
    )  # fmt: skip


def _calls(module: ModuleType) -> Iterator[tuple[str, dict[str, ast.expr], dict[str, Any]]]:
    """Yield (callee, what it is given by parameter, the defaults of its parameters) for all that a module calls."""
    tree = ast.parse(inspect.getsource(module))
    variables = {
        ast.unparse(node.targets[0]): node.value for node in ast.walk(tree) if isinstance(node, ast.Assign)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name, callee = _callee(call.func, module, variables)
        if callee is None or getattr(callee, "__module__", "") == module.__name__:
            continue
        positional, optional = _parameters(callee)
        given = dict(zip(positional, call.args, strict=False))
        yield name, given | {word.arg: word.value for word in call.keywords}, optional


def _passed(given: dict[str, ast.expr], optional: dict[str, Any]) -> Iterator[tuple[str, Any, ast.expr]]:
    """Yield (parameter, default, what is passed) for all that is given to a parameter with a default."""
    for parameter, passed in given.items():
        if parameter not in optional:
            continue
        default = optional[parameter]
        if isinstance(passed, ast.Tuple) and isinstance(default, tuple):
            for number, pair in enumerate(zip(default, passed.elts, strict=False)):
                yield f"{parameter}[{number}]", *pair
        else:
            yield parameter, default, passed


def _callee(
    function: ast.expr, module: ModuleType, variables: dict[str, ast.expr]
) -> tuple[str, Callable | None]:
    """Return name and object of what is called: a name of the module's, a method of ``model``, or the first name that
    a local variable can stand for; None if it is not known before the code runs."""
    known = vars(module) | ({"model": module.keras.Model} if hasattr(module, "keras") else {})
    for node in ast.walk(variables.get(ast.unparse(function), function)):
        name = ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""
        if _DOTTED.fullmatch(name):
            root, *rest = name.split(".")
            found = known.get(root)
            for part in rest:
                found = getattr(found, part, None)
            if callable(found):
                return name, found
    return "", None


def _parameters(callee: Callable) -> tuple[list[str], dict[str, Any]]:
    """Return the parameters that can be given by position, and the defaults by name.

    A class that hands all on, as torch.nn.LSTM does, has the defaults of the class that it hands them to.
    """
    signatures = []
    handed_to = [base.__init__ for base in inspect.getmro(callee)] if inspect.isclass(callee) else []
    for each in (callee, *handed_to):
        try:
            signatures.append(inspect.signature(each).parameters.values())
        except ValueError:  # built in, and silent about its parameters
            continue
    kinds = inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD
    positional = [each.name for each in (signatures or [()])[0] if each.kind in kinds]
    every = [each for signature in reversed(signatures) for each in signature]
    return positional, {each.name: each.default for each in every if each.default is not each.empty}
