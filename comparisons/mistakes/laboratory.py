"""A laboratory: scratch's functions behind one concept, loaded a second time, so that one can be changed and no other
reader of scratch sees it.
"""

import ast
import builtins
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from comparisons.declaring.catalogue import HOUSE
from comparisons.declaring.concept import Concept

#: What stands before a concept and is no part of it: the gate, and the words of a signature.
GATE = {f"scratch.{name}" for name in ("checked", "admission", "arguments", "settings", "signature")}

#: How often the condition of a ``while`` may be asked in a changed function.
TURNS = 10_000


class Endless(Exception):
    """A changed function did not come to an end."""


@dataclass(frozen=True)
class Part:
    """A function of scratch behind a concept, with the text of its file: what can be changed.

    ``tree`` is its syntax, ``name`` how it is reached in its module, ``Window.count`` where it belongs to a class.
    """

    module: ModuleType
    name: str
    tree: ast.FunctionDef
    text: str

    @property
    def file(self) -> str:
        """Where it stands, seen from the house."""
        return str(Path(self.module.__file__).relative_to(HOUSE))

    @property
    def function(self) -> FunctionType:
        """The function itself, without the gate before it."""
        found = self.module.__dict__
        for step in self.name.split("."):
            found = found[step] if isinstance(found, dict) else vars(found)[step]
        return inspect.unwrap(found.fget if isinstance(found, property) else found)

    @cached_property
    def offsets(self) -> list[int]:
        """Where each line of the file begins."""
        return [0, *_ends(self.text)]

    @cached_property
    def limits(self) -> list[tuple[int, int, str]]:
        """What ends its ``while`` loops at last, whatever they wait for."""
        tests = [self.span(node.test) for node in ast.walk(self.tree) if isinstance(node, ast.While)]
        before = [(start, start, "turn() and (") for start, _ in tests]
        return before + [(end, end, ")") for _, end in tests]

    def place(self, line: int, column: int) -> int:
        """Return where a line and a column, counted in bytes as syntax trees have it, stand in the text."""
        start = self.offsets[line - 1]
        row = self.text[start : self.offsets[line]]
        return start + len(row.encode()[:column].decode())

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return from where to where a node of the syntax stands in the text."""
        return self.place(node.lineno, node.col_offset), self.place(node.end_lineno, node.end_col_offset)

    def said(self, node: ast.AST) -> str:
        """Return a node as it is written."""
        start, end = self.span(node)
        return self.text[start:end]

    def changed(self, edits: list[tuple[int, int, str]]) -> CodeType | None:
        """Return the code of the function in which pieces of the text read otherwise, None if that is no Python."""
        start, _ = self.span(self.tree)
        start -= self.tree.col_offset
        end = self.offsets[self.tree.end_lineno]
        text = self.text[start:end]
        for first, last, new in sorted([*edits, *self.limits], reverse=True):
            text = text[: first - start] + new + text[last - start :]
        if self.tree.col_offset:
            text = f"if True:\n{text}"
        try:
            code = compile(text, f"<{self.file}, changed>", "exec")
        except (SyntaxError, ValueError):
            return None
        return next(each for each in code.co_consts if isinstance(each, CodeType))

    @contextmanager
    def reading(self, code: CodeType) -> Iterator[None]:
        """Let the function be this code for a while."""
        function = self.function
        self.module.turn.left = TURNS
        before, function.__code__ = function.__code__, code
        try:
            yield
        finally:
            function.__code__ = before


class Laboratory:
    """Scratch's modules behind a concept, loaded anew; ``parts`` are the functions that it calls, nearest first."""

    def __init__(self, module: str, name: str):
        self.modules: dict[str, ModuleType] = {}
        self.texts: dict[str, str] = {}
        self.concept = getattr(self._load(module), name)
        self.parts = list(self._reached(module, name))

    @classmethod
    def of(cls, concept: Concept) -> "Laboratory":
        """Return the laboratory of a concept."""
        return cls(f"scratch.{concept.name}", concept.name.split(".")[-1])

    def _load(self, name: str) -> ModuleType:
        if name in self.modules:
            return self.modules[name]
        path = HOUSE.joinpath(*name.split(".")).with_suffix(".py")
        text = path.read_text(encoding="utf-8")
        module = ModuleType(name)
        module.__file__ = str(path)
        module.__dict__["__builtins__"] = vars(builtins) | dict(__import__=self._import)
        self.modules[name], self.texts[name] = module, text
        exec(compile(text, str(path), "exec"), module.__dict__)
        module.__dict__["turn"] = _Turns()
        return module

    def _import(self, name, globals=None, locals=None, fromlist=(), level=0):
        """Import as Python does, but scratch's modules from here."""
        if name.startswith("scratch.") and name not in GATE and fromlist:
            return self._load(name)
        return __import__(name, globals, locals, fromlist, level)

    def _reached(self, module: str, name: str) -> Iterator[Part]:
        """Yield the function of a concept, and those that it calls, and those that these call."""
        waiting, seen = [(module, name)], set()
        while waiting:
            module, name = waiting.pop(0)
            if (module, name) in seen or module not in self.modules:
                continue
            seen.add((module, name))
            for node in _tree(self.texts[module]).body:
                if getattr(node, "name", None) != name:
                    continue
                methods = [("", node)] if isinstance(node, ast.FunctionDef) else []
                if isinstance(node, ast.ClassDef):
                    methods = [(f"{name}.", each) for each in node.body if isinstance(each, ast.FunctionDef)]
                for owner, tree in methods:
                    yield Part(self.modules[module], owner + tree.name, tree, self.texts[module])
                waiting += self._called(module, node)

    def _called(self, module: str, node: ast.AST) -> Iterator[tuple[str, str]]:
        """Yield which functions and classes of scratch are named in a piece of syntax."""
        known = self.modules[module].__dict__
        for each in ast.walk(node):
            if isinstance(each, ast.Name) and each.id in known:
                there = known[each.id]
                there = there if isinstance(there, type) else _unwrapped(there)
                if isinstance(there, FunctionType | type) and there.__module__ in self.modules:
                    yield there.__module__, there.__name__


class _Turns:
    """What counts how often the loops of a changed function turn."""

    def __init__(self):
        self.left = TURNS

    def __call__(self) -> bool:
        self.left -= 1
        if self.left < 0:
            self.left = TURNS
            raise Endless
        return True


@cache
def _tree(text: str) -> ast.Module:
    return ast.parse(text)


def _ends(text: str) -> list[int]:
    ends, at = [], 0
    for line in text.split("\n"):
        at += len(line) + 1
        ends.append(at)
    return ends


def _unwrapped(value):
    return inspect.unwrap(value) if callable(value) else value
