"""A reference's source as a script needs it: its imports apart, and nothing that is not used with these settings."""

import ast
from collections.abc import Collection, Mapping
from textwrap import dedent, indent
from typing import Any


def imports_and_code(source: str, used: Collection[str], build: Mapping[str, Any]) -> tuple[list[str], str]:
    """Return the lines that import, and the code of the functions that are ``used`` and of all that these use.

    ``build`` is what its function ``build`` is called with: of its branches those are left that are taken then.
    """
    source = _decided(source, build)
    tree, lines = ast.parse(source), source.splitlines()
    importing = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    parts = [node for node in tree.body if node not in importing and not _is_docstring(node)]
    defined = {name: node for node in parts for name in _names(node)}
    wanted, waiting = set(), [name for name in used if name in defined]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += [each for each in _read(defined[name]) if each in defined]
    kept = [node for node in parts if wanted & set(_names(node))]
    pieces = [_text(lines, node, before) for node, before in zip(kept, _ends(tree, kept), strict=True)]
    code = "\n\n\n".join(pieces)
    read = set().union(*map(_read, kept)) if kept else set()
    return [each for node in importing for each in _imported(node, read)], code


def _decided(source: str, build: Mapping[str, Any]) -> str:
    """Return the source in which the branches of ``build`` are decided, as far as its arguments tell."""
    lines = source.splitlines()
    function = next((n for n in ast.parse(source).body if getattr(n, "name", "") == "build"), None)
    for node in reversed(function.body if function else []):
        if not isinstance(node, ast.If) or any(isinstance(each, ast.Call) for each in ast.walk(node.test)):
            continue
        try:
            taken = eval(ast.unparse(node.test), {"__builtins__": {}}, dict(build))
        except (NameError, TypeError, AttributeError):  # it hangs on more than what is given
            continue
        branch = node.body if taken else node.orelse
        kept = lines[branch[0].lineno - 1 : branch[-1].end_lineno] if branch else []
        if branch and branch[0].lineno == node.lineno:
            continue  # in the line of its condition
        kept = indent(dedent("\n".join(kept)), " " * node.col_offset).splitlines()
        rest = lines[node.end_lineno :]
        if branch and isinstance(branch[-1], ast.Return):  # nothing below it is reached
            rest = lines[function.end_lineno :]
        lines = [*lines[: node.lineno - 1], *kept, *rest]
        function = next(n for n in ast.parse("\n".join(lines)).body if getattr(n, "name", "") == "build")
    return "\n".join(lines) + "\n"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _names(node: ast.stmt) -> list[str]:
    """Return what a statement defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    return [
        each.id for target in targets if target for each in ast.walk(target) if isinstance(each, ast.Name)
    ]


def _read(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _imported(node: ast.Import | ast.ImportFrom, read: Collection[str]) -> list[str]:
    """Return an import of those names alone that are read."""
    names = [each for each in node.names if (each.asname or each.name).split(".")[0] in read]
    if not names:
        return []
    said = (
        ast.ImportFrom(node.module, names, node.level)
        if isinstance(node, ast.ImportFrom)
        else ast.Import(names)
    )
    return [ast.unparse(said)]


def _ends(tree: ast.Module, kept: Collection[ast.stmt]) -> list[int]:
    """Return in which line ends what stands before each."""
    every = tree.body
    return [every[place - 1].end_lineno if (place := every.index(node)) else 0 for node in kept]


def _text(lines: list[str], node: ast.stmt, before: int) -> str:
    """Return a statement as it is written, with the comments above it that belong to it."""
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    while first - 2 >= before and lines[first - 2].startswith("#"):
        first -= 1
    return "\n".join(lines[first - 1 : node.end_lineno])
