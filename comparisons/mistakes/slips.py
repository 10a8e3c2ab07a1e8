"""The small changes of a piece of source that people make: every one of them, found in its syntax, none by hand.

Each is a piece of text in the place of another: a term or a factor is missing, two are exchanged, an operation is
another, ε is in or out of the root, a number is one off, an axis is another, a gate is taken for its complement, a
statement is not there or comes a line too early.
"""

import ast
import itertools
from collections.abc import Iterator

from comparisons.mistakes.expressions import OPERATORS, OTHER_OPERATOR, Expressions
from comparisons.mistakes.laboratory import Part
from comparisons.mistakes.readings import Piece, is_expression

#: How often an expression may stand in a function for all its places to be changed together.
TOGETHER = 8


def slips(part: Part) -> Iterator[list[Piece]]:
    """Yield every slip in a function of scratch, as the pieces of its file that read otherwise."""
    return _Slips(part).all()


class _Slips(Expressions):
    """The slips in one function."""

    def all(self) -> Iterator[list[Piece]]:
        seen = set()
        for pieces in self._every():
            if (key := tuple(pieces)) not in seen and any(map(self.changes, pieces)):
                seen.add(key)
                yield pieces

    def _every(self) -> Iterator[list[Piece]]:
        for node in self.nodes:
            if isinstance(node, ast.expr) and not isinstance(node, ast.Starred | ast.Slice):
                for new in filter(is_expression, self.otherwise(node)):
                    yield [self.piece(node, new)]
                    alike = self.places[self.said(node)]
                    if (
                        1 < len(alike) <= TOGETHER
                        and alike[0] is node
                        and not isinstance(node, ast.Name | ast.Constant)
                    ):
                        yield [self.piece(each, new) for each in alike]
        for node in self.nodes:
            if isinstance(node, ast.stmt):
                yield from self._statement(node)
        yield from self._exchanged_lines(self.part.tree)
        for node in self.nodes:
            yield from self._exchanged_lines(node)

    def _statement(self, node: ast.stmt) -> Iterator[list[Piece]]:
        span = self.part.span(node)
        if isinstance(node, ast.AugAssign | ast.Assign | ast.Expr):
            yield [(*span, "pass")]
        if isinstance(node, ast.Expr) and self.said(node.value).startswith("np.add.at("):
            target, places, values = map(self.said, node.value.args)
            yield from ([(*span, f"{target}[{places}] {sign} {values}")] for sign in ("=", "+="))
        if isinstance(node, ast.AugAssign):
            target, value, sign = self.said(node.target), self.said(node.value), OPERATORS.get(type(node.op))
            yield [(*span, f"{target} = {value}")]
            yield [(*span, f"{target}[...] = {value}")]
            if sign in OTHER_OPERATOR:
                yield [(*span, f"{target} {OTHER_OPERATOR[sign]}= {value}")]
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            target = node.targets[0]
            names = list(map(self.said, target.elts))
            if 1 < len(names) <= 4:
                for order in itertools.permutations(names):
                    if list(order) != names:
                        yield [(*self.part.span(target), ", ".join(order))]
        if isinstance(node, ast.If):
            for test in ("True", "False", f"not ({self.said(node.test)})"):
                yield [(*self.part.span(node.test), test)]
        if isinstance(node, ast.For) and isinstance(node.iter, ast.Call):
            yield [(*self.part.span(node.iter), f"reversed({self.said(node.iter)})")]

    def _exchanged_lines(self, node: ast.AST) -> Iterator[list[Piece]]:
        """A statement that comes too early: each with the one that follows it."""
        for name in ("body", "orelse"):
            body = getattr(node, name, None)
            for one, other in itertools.pairwise(body if isinstance(body, list) else []):
                simple = isinstance(one, ast.Assign | ast.AugAssign | ast.Expr)
                if simple and isinstance(other, ast.Assign | ast.AugAssign | ast.Expr):
                    yield [
                        (*self.part.span(one), self.said(other)),
                        (*self.part.span(other), self.said(one)),
                    ]
