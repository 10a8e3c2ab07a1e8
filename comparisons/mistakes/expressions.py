"""What an expression would be with one slip: every way that people have."""

import ast
import inspect
import itertools
from collections.abc import Iterator

from comparisons.mistakes.readings import Reading

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
COUNTERS = ("t", "step", "i")
RANGES = ("range", "arange", "tri", "tril", "triu", "eye")
NUMBERS = {0: ("1",), 1: ("0", "2"), 2: ("1", "3", "4", "0.5"), 0.5: ("1", "0.25"), 3: ("2", "4")}
AXES = ("0", "1", "-1", "None")


class Expressions(Reading):
    """The expressions of a function, each as it may read otherwise: a method for each kind of syntax."""

    def otherwise(self, node: ast.expr) -> Iterator[str]:
        """Yield what an expression may read."""
        kind = type(node).__name__
        yield from getattr(self, f"_{kind}", lambda node: ())(node)
        parent = self.parents.get(node)
        valued = isinstance(parent, ast.Assign | ast.AugAssign | ast.keyword) and parent.value is node
        if valued and not isinstance(node, ast.UnaryOp | ast.Constant | ast.Tuple):
            yield f"-{self.tight(node)}"
            yield f"0 * {self.tight(node)}"

    def _BinOp(self, node):
        left, right, sign = self.tight(node.left), self.tight(node.right), OPERATORS.get(type(node.op))
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
            yield f"{self.said(call.func)}({before}{self.tight(call.args[0])}{after})"

    def _UnaryOp(self, node):
        yield self.said(node.operand)

    def _Compare(self, node):
        if len(node.ops) == 1 and type(node.ops[0]) in COMPARISONS:
            for other in COMPARISONS[type(node.ops[0])][1]:
                yield f"{self.tight(node.left)} {other} {self.tight(node.comparators[0])}"

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
        counted = isinstance(parent, ast.Call) and node in parent.args and node.id in COUNTERS
        if counted or (isinstance(parent, ast.Subscript) and parent.slice is node):
            yield from (f"{node.id} - 1", f"{node.id} + 1")

    def _IfExp(self, node):
        yield self.said(node.body)
        yield self.said(node.orelse)

    def _BoolOp(self, node):
        yield from map(self.said, node.values)
        word = " or " if isinstance(node.op, ast.And) else " and "
        yield word.join(map(self.tight, node.values))

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
        if name == "vecdot":
            axis = dict(keywords).get("axis", "-1")
            yield from (f"np.sum({each}, axis={axis})" for each in arguments[:2])
        if name == "sum" and isinstance(node.func, ast.Attribute) and self.said(node.func.value) != "np":
            yield from (f"{self.said(node.func.value)}{first}" for first in ("[0]", "[:1]"))
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
                for axis in (each for each in AXES if each != value):
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
                yield f"{function}({', '.join([self.said(inner.left), *rest])}) {sign} {self.tight(inner.right)}"

    def _takes_an_axis(self, function: str) -> bool:
        """Return whether a function of scratch has an axis to choose."""
        there = vars(self.part.module).get(function)
        return callable(there) and "axis" in (getattr(inspect.unwrap(there), "__kwdefaults__", None) or {})
