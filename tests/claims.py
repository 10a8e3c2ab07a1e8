"""What pages say in words about a framework, sentence by sentence, and which test runs the framework to see to it.

A test says what it sees to: ``@sees_to("Nothing is recorded outside a tape.")``. :mod:`tests.reference.test_claims`
holds what is said against what is seen to, word by word: whoever changes a sentence must look at its test.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from comparisons.declaring.catalogue import DECLARATIONS, HOUSE
from reports.weaving import unmarked

#: The name of the test by sentence.
SEEN_TO: dict[str, str] = {}

_FRAMEWORKS = re.compile(r"PyTorch|Keras|TensorFlow|cuDNN|framework", re.IGNORECASE)


def sees_to(*sentences: str):
    """Return a decorator that says which sentences a test would fail for, if they were false."""

    def mark(test):
        SEEN_TO.update(dict.fromkeys(sentences, test.__name__))
        return test

    return mark


def said() -> dict[str, str]:
    """Return what pages say about frameworks: {sentence: the file in which it stands}."""
    found = {}
    for path, text in _texts():
        place = path.relative_to(HOUSE).as_posix()
        found |= dict.fromkeys(sentences(text), place)
    return found


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each in one line."""
    flat = " ".join(text.split())
    return [each for each in re.split(r"(?<=[.!?]) +(?=[A-Z`*])", flat) if each]


def _texts() -> Iterator[tuple[Path, str]]:
    """Yield what references say in docstrings and comments, the lessons, and what scratch and stories say of these."""
    for path in sorted((HOUSE / "reference").rglob("*.py")):
        if path.stem != "__init__":
            yield path, _docstring(path)
            yield from ((path, comment) for comment in _comments(path))
    for path in sorted(DECLARATIONS.glob("*/*.py")):
        yield path, _docstring(path)
    paths = [*(HOUSE / "scratch").glob("*/*.py"), *(HOUSE / "comparisons" / "stories").glob("[!_]*.py")]
    for path in sorted(paths):
        told = sentences(unmarked(_docstring(path)))
        yield path, " ".join(each for each in told if _FRAMEWORKS.search(each))


def _docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""


def _comments(path: Path) -> list[str]:
    """Return the comments of a file; lines of comment one below the other are one."""
    found, end = [], None
    for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
        if token.type == tokenize.COMMENT:
            text = token.string.lstrip("# ")
            if found and end == token.start[0] - 1:
                found[-1] += " " + text
            else:
                found.append(text)
            end = token.start[0]
    return found
