"""What a reference calls things: the framework's names in it, where each is documented, which concepts they stand for.

All is read from source, and no framework is imported.
"""

import ast
from functools import cache
from typing import NamedTuple

from comparisons.declaring.catalogue import describe, names, source
from comparisons.errors import Mistake

FRAMEWORKS = ("pytorch", "keras")

#: Where the classes live that can be one framework's whole form of a concept.
_FORMS = (
    "torch.nn.",
    "torch.optim.",
    *(f"keras.{each}." for each in ("layers", "losses", "optimizers", "initializers")),
)

#: What holds a model together, whatever it computes.
_SCAFFOLDING = {
    "torch.nn.Module", "torch.nn.ModuleList", "torch.nn.Sequential", "torch.nn.Parameter",
    "keras.Input", "keras.Layer", "keras.Model", "keras.Sequential",
}  # fmt: skip

#: What lays something around an image, for whatever comes after it, in a layer of its own.
_PADDING = {
    "torch.nn.functional.pad",
    *(f"torch.nn.{kind}Pad{axes}d" for kind in ("Zero", "Constant") for axes in (1, 2, 3)),
}

#: Namespaces of PyTorch that are documented on one page, not on one page a name.
_PAGES = {"torch.nn.init": "nn.init", "torch.utils.data": "data", "torch.special": "special"}


class Use(NamedTuple):
    """A framework's name as a source uses it: its full name, and the call if it is called."""

    name: str
    call: ast.Call | None

    @property
    def shape(self) -> tuple:
        """How many arguments the call has by position, and which by keyword."""
        call = self.call or ast.Call(None, [], [])
        return len(call.args), *sorted(keyword.arg or "" for keyword in call.keywords)

    @property
    def arguments(self) -> ast.Tuple:
        """All that the call is given."""
        call = self.call or ast.Call(None, [], [])
        return ast.Tuple([*call.args, *(keyword.value for keyword in call.keywords)])


def uses(text: str) -> list[Use]:
    """Return every use of a framework's name in a source, in its order; the bases of classes are left out.

    A source that is no Python uses none.
    """
    tree = _tree(text)
    short = _imported(tree)
    bases = {id(base) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases}
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in bases | inner:
            root, _, rest = ast.unparse(node).partition(".")
            if root in short and rest.replace(".", "").isidentifier():
                found.append(
                    (node.lineno, node.col_offset, Use(f"{short[root]}.{rest}", calls.get(id(node))))
                )
    return [use for *_, use in sorted(found, key=lambda each: each[:2])]


def documentation(name: str) -> str:
    """Return the address of a name's documentation, by the rule by which PyTorch and TensorFlow name their pages.

    Keras's own site sorts its pages by subject, which names do not tell; TensorFlow's has the same texts by name.
    """
    if name.startswith("keras."):
        return f"https://www.tensorflow.org/api_docs/python/tf/{name.replace('.', '/')}"
    page = _PAGES.get(name.rpartition(".")[0])
    return "https://docs.pytorch.org/docs/stable/" + (
        f"{page}.html#{name}" if page else f"generated/{name}.html"
    )


def documents(concept: str) -> list[dict]:
    """Return a dict of framework, name and address for every name that a concept's references use to compute."""
    return [
        dict(framework=framework, name=name, address=documentation(name))
        for framework in FRAMEWORKS
        for name in dict.fromkeys(use.name for use in uses(_text(concept, framework)) if _documented(use))
    ]


@cache
def form(concept: str, framework: str) -> Use | None:
    """Return the framework's one name for a concept, as its reference uses it; None if it takes several, or none."""
    found = [use for use in uses(_text(concept, framework)) if _is_form(use.name)]
    return found[0] if len({use.name for use in found}) == 1 else None


@cache
def forms(concept: str, framework: str) -> frozenset[str]:
    """Return the names that are the concept, one for the other: all that a reference uses but its helpers."""
    found = {use.name for use in uses(_text(concept, framework)) if _is_form(use.name)}
    return frozenset(found - helpers(concept, framework))


@cache
def helpers(concept: str, framework: str) -> frozenset[str]:
    """Return the names that a reference uses beside the one that is the concept: to pad for it, or to sift after it.

    They are those that are given settings and constants alone, where another name is given sizes too. A training run
    has none: it is made of all that it names.
    """
    settings, alone = set(settings_of(concept)), {}
    for use in uses(_text(concept, framework)):
        if _is_form(use.name) and describe(concept)["kind"] != "training run":
            given = [node.id for node in ast.walk(use.arguments) if isinstance(node, ast.Name)]
            alone[use.name] = (
                alone.get(use.name, True) and use.call is not None and settings.issuperset(given)
            )
    return frozenset(name for name in alone if alone[name]) if not all(alone.values()) else frozenset()


@cache
def settings_of(concept: str) -> list[str]:
    """Return the names of a concept's settings: what scratch takes by keyword alone."""
    short = concept.split(".")[-1]
    for node in ast.walk(_tree(_text(concept, "scratch"))):
        if isinstance(node, ast.FunctionDef) and node.name == short:
            return [argument.arg for argument in node.args.kwonlyargs]
    return []


@cache
def used(concept: str) -> list[str]:
    """Return the concepts that a concept is made of: those scratch imports, and those whose names its references use.

    Where several concepts have one name, as SGD with and without momentum, the call tells which is meant.
    """
    found = {name for name in names() if f"from scratch.{name} import" in _text(concept, "scratch")}
    for framework in FRAMEWORKS:
        text = _text(concept, framework)
        for use in uses(text):
            meant = _meanings(framework).get(use.name, {})
            same = [name for name, shape in meant.items() if len(meant) == 1 or shape == use.shape]
            found |= set(same if len(same) == 1 else ())
        found |= {name for name in names() if f'activation="{name.removeprefix("activations.")}"' in text}
    return [name for name in names() if name in found - {concept}]


@cache
def _meanings(framework: str) -> dict[str, dict[str, tuple]]:
    """Return which concepts a framework's name can mean, with the shape of the call: {name: {concept: shape}}."""
    forms = {}
    for concept in names():
        kind = describe(concept)["kind"]
        if kind != "training run" and (use := form(concept, framework)):
            forms.setdefault(use.name, {})[concept] = use.shape
    return forms


def _text(concept: str, panel: str) -> str:
    """Return a source, "" if it is missing: one concept's gap must not hide what others use."""
    try:
        return source(concept, panel)
    except Mistake:
        return ""


def _tree(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError:
        return ast.Module([], [])


def _imported(tree: ast.Module) -> dict[str, str]:
    """Return what the imported names of a source stand for: {"nn": "torch.nn"}."""
    short = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            short |= {alias.asname or alias.name.split(".")[0]: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            short |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return {name: full for name, full in short.items() if full.split(".")[0] in ("torch", "keras")}


def _is_form(name: str) -> bool:
    return (
        name.startswith(_FORMS)
        and not name.startswith("torch.nn.init.")
        and name not in _SCAFFOLDING | _PADDING
    )


def _documented(use: Use) -> bool:
    return (use.call is not None and use.name not in _SCAFFOLDING) or _is_form(use.name)
