"""Stories: which there are, found by their files, told without importing any of them.

A story is a module here: its docstring is what learners read, beginning with ``Name: a sentence.``; ``PLACE`` is its
place in the course; ``tell(panels, telling, quick)`` runs the experiment. ``panels`` are those of
:mod:`comparisons.telling.panels`, ``telling`` gathers what comes out, see :mod:`comparisons.telling.telling`;
``quick`` asks for a size that fits a test. The concepts that a story uses are those that its file names. Where a
picture or a table belongs, the docstring has its name in brackets, see :mod:`reports.weaving`. A picture with frames,
``telling.frames``, has a slider under it; what the text says of it must be true of the first frame alone. The last
paragraph sets an exercise; ``exercise(panels, telling, quick)`` does it, and its docstring is the answer. If both
take ``data`` as well, which gives a data set, the story can be told on others, see :mod:`comparisons.telling.chosen`.
"""

import ast
import importlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from comparisons.declaring import catalogue
from comparisons.errors import Mistake, unknown

FOLDER = Path(__file__).parent


@cache
def names() -> list[str]:
    """Return all stories in the order of the course."""
    found = [path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__"]
    return sorted(found, key=lambda name: (describe(name)["place"], name))


def select(words: Iterable[str] = ()) -> list[str]:
    """Return the stories that are named, all if none is. Raises Mistake with the nearest names for an unknown one."""
    words = list(words)
    for word in words:
        if word not in names():
            raise unknown("story", word, names(), "triptych list --stories shows all")
    return [name for name in names() if not words or name in words]


def about(concepts: Iterable[str]) -> list[str]:
    """Return the stories that use no other concepts than these."""
    return [name for name in names() if set(describe(name)["concepts"]) <= set(concepts)]


def load(name: str):
    """Import a story's module and return it. Raises Mistake if it cannot be told."""
    module = importlib.import_module(f"comparisons.stories.{name}")
    if not callable(getattr(module, "tell", None)):
        raise Mistake(f"{module.__name__} has no function tell(panels, telling, quick)")
    return module


@cache
def describe(name: str) -> dict:
    """Return story, place, title, text, concepts, the exercise's answer, whether it takes data, and source.

    Of a file that is no Python the title says so; it comes last.
    """
    source = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
    told = dict.fromkeys(("title", "text", "answer"), "") | dict(concepts=[], takes_data=False, source=source)
    told |= dict(story=name, place=float("inf"))
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return told | dict(title=f"cannot be read: {error}")
    text = ast.get_docstring(tree) or ""
    written = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return told | dict(
        place=_constant(tree, "PLACE", told["place"]),
        title=" ".join(text.split("\n\n")[0].split()),
        text=text,
        answer=next((ast.get_docstring(node) or "" for node in tree.body if _is(node, "exercise")), ""),
        takes_data=any(
            each.arg == "data" for node in tree.body if _is(node, "tell") for each in node.args.args
        ),
        concepts=[concept for concept in catalogue.names() if concept in written],
    )


def _is(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


def _constant(tree: ast.Module, name: str, otherwise):
    """Return what a module assigns to a name, if it is a literal."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.literal_eval(node.value)
    return otherwise
