"""A function of scratch as it is read for slips: its syntax, what stands around each piece, names that are alike."""

import ast
from collections.abc import Iterator
from functools import lru_cache

from comparisons.mistakes.laboratory import Part

#: A piece of a file from one place to another, and what stands there instead.
Piece = tuple[int, int, str]

#: Syntax that binds less tightly than what may stand around it.
LOOSE = ast.BinOp | ast.UnaryOp | ast.Compare | ast.IfExp | ast.BoolOp | ast.Lambda | ast.NamedExpr
TIGHT = ast.BinOp | ast.UnaryOp | ast.Compare | ast.Attribute | ast.Subscript | ast.BoolOp | ast.Starred

#: How many names a function may have for each of them to be taken for any other.
FEW = 10


class Reading:
    """The syntax of one function: ``nodes`` are what may be changed, ``places`` where each expression stands."""

    def __init__(self, part: Part):
        self.part, self.said = part, part.said
        body = [each for statement in part.tree.body for each in ast.walk(statement)]
        plain = {each for node in body if _is_no_mathematics(node) for each in ast.walk(node)}
        self.nodes = [each for each in body if hasattr(each, "lineno") and each not in plain]
        self.parents = {child: node for node in body for child in ast.iter_child_nodes(node)}
        self.groups = list(map(set, self._groups(body)))
        self.places = {}
        for node in self.nodes:
            if isinstance(node, ast.expr):
                self.places.setdefault(self.said(node), []).append(node)

    def piece(self, node: ast.AST, new: str) -> Piece:
        """Return what stands in the place of a node, in parentheses where it needs them."""
        loose = isinstance(parsed(new), LOOSE)
        parent = self.parents.get(node)
        tight = isinstance(parent, TIGHT) and not (isinstance(parent, ast.Subscript) and parent.slice is node)
        start, end = self.part.span(node)
        text = self.part.text
        if not loose and text[start - 1] == "(" and text[end] == ")" and text[start - 2] in " ([-~":
            return start - 1, end + 1, new  # the parentheses go with what stood in them
        return start, end, f"({new})" if loose and tight else new

    def changes(self, piece: Piece) -> bool:
        """Return whether a piece reads otherwise than what stands there."""
        start, end, new = piece
        return self.part.text[start:end] != new

    def tight(self, node: ast.AST) -> str:
        """Return an expression so that an operator may stand beside it."""
        return f"({self.said(node)})" if isinstance(node, LOOSE) else self.said(node)

    def _groups(self, body: list[ast.AST]) -> Iterator[list[str]]:
        """Yield names that may be taken for one another: told in one breath, or alike but for a number or an ending."""
        arguments = self.part.tree.args
        yield [each.arg for each in arguments.args]
        for node in body:
            if isinstance(node, ast.FunctionDef):
                yield [each.arg for each in node.args.args]
            elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store):
                yield [each.id for each in node.elts if isinstance(each, ast.Name)]
        every = {each.id for each in body if isinstance(each, ast.Name)}
        every |= {each.arg for each in ast.walk(arguments) if isinstance(each, ast.arg)}
        stems = {}
        for name in sorted(every):
            for stem in {name.rstrip("0123456789"), name.partition("_")[0], name.removeprefix("not_")}:
                stems.setdefault(stem, []).append(name)
        yield from (names for names in stems.values() if 1 < len(names) <= 4)
        known = {each.id for each in body if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
        known |= {each.arg for each in arguments.args}
        if len(known) <= FEW:
            yield sorted(known)


@lru_cache
def parsed(text: str) -> ast.expr | None:
    """Return the syntax of an expression, None if a text is none."""
    try:
        return ast.parse(f"({text}\n)", mode="eval").body
    except SyntaxError:
        return None


def is_expression(text: str) -> bool:
    """Return whether a text is an expression."""
    return parsed(text) is not None


def _is_no_mathematics(node: ast.AST) -> bool:
    """Return whether syntax does not compute: what refuses, what is said in words, and how arrays lie in memory."""
    if isinstance(node, ast.If):
        return all(isinstance(each, ast.Raise) for each in node.body)
    if isinstance(node, ast.Assign):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "shape"
    if isinstance(node, ast.keyword):
        return node.arg in ("shape", "dtype", "out")
    if isinstance(node, ast.Attribute):
        return node.attr in ("shape", "dtype", "ndim")
    if isinstance(node, ast.arguments | ast.JoinedStr | ast.Raise):
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
