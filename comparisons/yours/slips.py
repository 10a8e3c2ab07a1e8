"""The small changes of a piece of source that people make: every one of them, found in its syntax, none by hand.

Each is a piece of text in the place of another: a term or a factor is missing, two are exchanged, an operation is
another, ε is in or out of the root, a number is one off, an axis is another, a gate is taken for its complement, a
statement is not there or comes a line too early.
"""

import ast
import inspect
import itertools
from collections.abc import Iterator
from functools import lru_cache

from comparisons.yours.laboratory import Part

#: A piece of a file from one place to another, and what stands there instead.
Piece = tuple[int, int, str]

OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@", ast.Pow: "**"}
OTHER_OPERATOR = {"+": "-", "-": "+", "*": "/", "/": "*"}
COMPARISONS = {
    ast.Gt: (">", (">=", "<", "<=")),
    ast.GtE: (">=", (">", "<", "<=")),
    ast.Lt: ("<", ("<=", ">", ">=")),
    ast.LtE: ("<=", ("<", ">", ">=")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
}

#: What people write for one another.
MISTAKEN = [
    ("sum", "mean"), ("max", "min"), ("maximum", "minimum"), ("exp", "expm1"), ("log", "log1p"), ("sin", "cos"),
    ("sinh", "cosh"), ("floor", "ceil"), ("argmax", "argmin"), ("zeros_like", "ones_like"), ("any", "all"),
    ("sigma", "np.tanh"), ("sum", "max"), ("sqrt", "square"), ("abs", "square"),
    ("max", "mean"), ("repeat", "tile"),
]  # fmt: skip
RANGES = ("range", "arange", "tri", "tril", "triu", "eye")
NUMBERS = {0: ("1",), 1: ("0", "2"), 2: ("1", "3", "4", "0.5"), 0.5: ("1", "0.25"), 3: ("2", "4")}
AXES = ("0", "1", "-1", "None")

#: Syntax that binds less tightly than what may stand around it.
LOOSE = ast.BinOp | ast.UnaryOp | ast.Compare | ast.IfExp | ast.BoolOp | ast.Lambda | ast.NamedExpr
TIGHT = ast.BinOp | ast.UnaryOp | ast.Compare | ast.Attribute | ast.Subscript | ast.BoolOp | ast.Starred

#: How often an expression may stand in a function for all its places to be changed together.
TOGETHER = 8

#: How many names a function may have for each of them to be taken for any other.
FEW = 8


def slips(part: Part) -> Iterator[list[Piece]]:
    """Yield every slip in a function of scratch, as the pieces of its file that read otherwise."""
    return _Slips(part).all()


class _Slips:
    """The slips in one function."""

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

    def all(self) -> Iterator[list[Piece]]:
        seen = set()
        for pieces in self._every():
            if (key := tuple(pieces)) not in seen:
                seen.add(key)
                yield pieces

    def _every(self) -> Iterator[list[Piece]]:
        for node in self.nodes:
            if isinstance(node, ast.expr) and not isinstance(node, ast.Starred | ast.Slice):
                for new in filter(_is_expression, self._expression(node)):
                    yield [self._piece(node, new)]
                    alike = self.places[self.said(node)]
                    if 1 < len(alike) <= TOGETHER and alike[0] is node and not isinstance(node, ast.Name):
                        yield [self._piece(each, new) for each in alike]
        for node in self.nodes:
            if isinstance(node, ast.stmt):
                yield from self._statement(node)
        yield from self._exchanged_lines(self.part.tree)
        for node in self.nodes:
            yield from self._exchanged_lines(node)

    def _piece(self, node: ast.AST, new: str) -> Piece:
        loose = isinstance(_parsed(new), LOOSE)
        parent = self.parents.get(node)
        tight = isinstance(parent, TIGHT) and not (isinstance(parent, ast.Subscript) and parent.slice is node)
        start, end = self.part.span(node)
        text = self.part.text
        if not loose and text[start - 1] == "(" and text[end] == ")" and text[start - 2] in " ([-~":
            return start - 1, end + 1, new  # the parentheses go with what stood in them
        return start, end, f"({new})" if loose and tight else new

    def _tight(self, node: ast.AST) -> str:
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
        if len(known) <= FEW:
            yield sorted(known)

    # Expressions.

    def _expression(self, node: ast.expr) -> Iterator[str]:
        kind = type(node).__name__
        yield from getattr(self, f"_{kind}", lambda node: ())(node)
        parent = self.parents.get(node)
        valued = isinstance(parent, ast.Assign | ast.AugAssign | ast.keyword) and parent.value is node
        if valued and not isinstance(node, ast.UnaryOp | ast.Constant | ast.Tuple):
            yield f"-{self._tight(node)}"
            yield f"0 * {self._tight(node)}"

    def _BinOp(self, node):
        left, right, sign = self._tight(node.left), self._tight(node.right), OPERATORS.get(type(node.op))
        yield self.said(node.left)
        yield f"-{right}" if sign == "-" else f"1 / {right}" if sign == "/" else self.said(node.right)
        if sign in ("-", "/"):
            yield self.said(node.right)
        if sign in OTHER_OPERATOR:
            yield f"{left} {OTHER_OPERATOR[sign]} {right}"
        if sign in ("-", "/", "@", "**"):
            yield f"{right} {sign} {left}"
        if sign == "@":
            yield f"{left} @ {right}.T"
        if sign in ("+", "-"):
            for term in (f"2 * {left} {sign} {right}", f"{left} {sign} 2 * {right}"):
                yield term
                yield term.replace("2 * ", "0.5 * ", 1)
            yield from self._into_the_call(node.left, f" {sign} {right}", "")
            yield from self._into_the_call(node.right, "", f"{left} {sign} ")
        if sign == "/":
            if isinstance(node.right, ast.Name | ast.Call):
                yield from (f"{left} / ({right} {by})" for by in ("- 1", "+ 1"))
            if isinstance(node.left, ast.BinOp) and isinstance(node.left.op, ast.Mult):
                yield self.said(node.left.left)  # m / (m − 1) belong together
            yield f"{left} / {right} ** 2"
            yield f"{left} / np.sqrt({right})"
        if sign == "*":
            yield f"{left} * {right} ** 2"
        if sign == "**":
            if isinstance(node.right, ast.Name):
                yield from (f"{left} ** ({right} {by})" for by in ("- 1", "+ 1"))
            yield f"{left} ** -{right}"
            yield f"np.abs({self.said(node.left)})"

    def _into_the_call(self, call, after: str, before: str) -> Iterator[str]:
        """√v + ε reads √(v + ε)."""
        if isinstance(call, ast.Call) and len(call.args) == 1:
            yield f"{self.said(call.func)}({before}{self._tight(call.args[0])}{after})"

    def _UnaryOp(self, node):
        yield self.said(node.operand)

    def _Compare(self, node):
        if len(node.ops) == 1 and type(node.ops[0]) in COMPARISONS:
            for other in COMPARISONS[type(node.ops[0])][1]:
                yield f"{self._tight(node.left)} {other} {self._tight(node.comparators[0])}"

    def _Constant(self, node):
        if isinstance(node.value, bool):
            yield str(not node.value)
        elif isinstance(node.value, int | float):
            yield from (each for each in NUMBERS.get(node.value, ("0", "1")) if not self._neutral(node, each))

    def _neutral(self, node, number: str) -> bool:
        """Return whether a number in its place is as good as none, and so has been seen."""
        parent = self.parents.get(node)
        if not isinstance(parent, ast.BinOp):
            return False
        sums, products = ast.Add | ast.Sub, ast.Mult | ast.Div | ast.Pow
        kinds = {"0": sums, "1": products}
        return number in kinds and isinstance(parent.op, kinds[number])

    def _Attribute(self, node):
        if node.attr == "inf":
            yield "1e9"
        if node.attr == "T":
            yield self.said(node.value)
        if node.attr == "pi":
            yield from ("2 * np.pi", "np.pi / 2")

    def _Name(self, node):
        if not isinstance(node.ctx, ast.Load):
            return
        others = set().union(*(group for group in self.groups if node.id in group)) - {node.id}
        yield from sorted(others)
        if f"1 - {node.id}" in self.places:
            yield f"1 - {node.id}"
        parent = self.parents.get(node)
        if isinstance(parent, ast.Subscript) and parent.slice is node:
            yield from (f"{node.id} - 1", f"{node.id} + 1")

    def _IfExp(self, node):
        yield self.said(node.body)
        yield self.said(node.orelse)

    def _BoolOp(self, node):
        yield from map(self.said, node.values)
        word = " or " if isinstance(node.op, ast.And) else " and "
        yield word.join(map(self._tight, node.values))

    def _Subscript(self, node):
        if isinstance(node.ctx, ast.Load):
            yield self.said(node.value)
        inside, other = (
            self.said(node.slice),
            {"1:": ":-1", ":-1": "1:", "0": "-1", "-1": "0", "0::2": "1::2"},
        )
        inside = inside.replace(" ", "")
        if inside in other:
            yield f"{self.said(node.value)}[{other[inside]}]"
        for old, new in ((":, 1:", ":, :-1"), (":, :-1", ":, 1:"), ("0::2", "1::2"), ("1::2", "0::2")):
            if old in self.said(node.slice):
                yield f"{self.said(node.value)}[{self.said(node.slice).replace(old, new)}]"

    def _Call(self, node):
        function, arguments = self.said(node.func), list(map(self.said, node.args))
        keywords = [(each.arg, self.said(each.value)) for each in node.keywords]
        name = function.rpartition(".")[2]

        def called(function=function, arguments=arguments, keywords=keywords):
            named = [f"{key}={value}" if key else f"**{value}" for key, value in keywords]
            return f"{function}({', '.join([*arguments, *named])})"

        yield from arguments[:4]
        if isinstance(node.func, ast.Attribute) and self.said(node.func.value) not in ("np", "math"):
            yield self.said(node.func.value)
        for one, other in [*MISTAKEN, *((b, a) for a, b in MISTAKEN)]:
            if "." in one + other:
                if function == one:
                    yield called(other)
            elif name == one:
                yield called(function.removesuffix(name) + other)
        if name == "sum" and isinstance(node.func, ast.Attribute) and self.said(node.func.value) != "np":
            yield f"{self.said(node.func.value)}[0]"
        if name in RANGES:
            for place, each in enumerate(arguments):
                for other in (f"{each} - 1", f"{each} + 1"):
                    yield called(arguments=[*arguments[:place], other, *arguments[place + 1 :]])
        if name == "clip" and len(arguments) == 3 and arguments[2] == "np.inf":
            yield f"{arguments[0]} + {arguments[1]}"
        if name in ("maximum", "hypot") and len(arguments) == 2:
            yield " + ".join(arguments)
        if isinstance(self.parents.get(node), ast.Assign) and name in ("sqrt", "exp", "abs", "square"):
            yield f"{arguments[0]}.copy()"
        if self._takes_an_axis(function) and not any(key == "axis" for key, _ in keywords):
            yield from (called(keywords=[*keywords, ("axis", axis)]) for axis in ("0", "-2"))
        if function == "sigma":
            yield f"np.tanh({arguments[0]})"
        if name == "tanh" and arguments:
            yield f"(1 / (1 + np.exp(-({arguments[0]}))))"
        for place in range(len(arguments) - 1):
            swapped = [*arguments]
            swapped[place : place + 2] = swapped[place + 1], swapped[place]
            yield called(arguments=swapped)
        for place in range(1, len(arguments)):
            yield called(arguments=arguments[:place] + arguments[place + 1 :])
            yield called(arguments=[*arguments[: place + 1], *arguments[place:]])
        for place, (key, value) in enumerate(keywords):
            yield called(keywords=keywords[:place] + keywords[place + 1 :])
            if key == "axis":
                for axis in set(AXES) - {value}:
                    yield called(keywords=[*keywords[:place], (key, axis), *keywords[place + 1 :]])
        for (place, one), (other_place, other) in itertools.combinations(enumerate(keywords), 2):
            if len(keywords) <= 4:
                swapped = [*keywords]
                swapped[place], swapped[other_place] = (one[0], other[1]), (other[0], one[1])
                yield called(keywords=swapped)
        if len(node.args) == 1 and isinstance(node.args[0], ast.BinOp):
            inner = node.args[0]
            if (sign := OPERATORS.get(type(inner.op), "")) in ("+", "-"):
                rest = [f"{key}={value}" for key, value in keywords]
                yield f"{function}({', '.join([self.said(inner.left), *rest])}) {sign} {self._tight(inner.right)}"

    def _takes_an_axis(self, function: str) -> bool:
        """Return whether a function of scratch has an axis to choose."""
        there = vars(self.part.module).get(function)
        return callable(there) and "axis" in (getattr(inspect.unwrap(there), "__kwdefaults__", None) or {})

    # Statements.

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


@lru_cache
def _parsed(text: str) -> ast.expr | None:
    """Return the syntax of an expression, None if a text is none."""
    try:
        return ast.parse(f"({text}\n)", mode="eval").body
    except SyntaxError:
        return None


def _is_expression(text: str) -> bool:
    return _parsed(text) is not None


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
