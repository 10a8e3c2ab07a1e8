"""One expression, written in Unicode as docstrings have it, as MathML: a tokenizer, and a reader that descends.

Known are scripts (``x_n``, ``e^{x/α}``, ``f^(t / T)``, x², β₁ᵗ), primes, hats and arrows over a letter, Σ with its
limits, roots, bars, brackets and differentials. A fraction stays with its slash, as it stands in a line. A converter
from another notation, such as LaTeX, is of no help: to read Unicode is all that there is to do.
"""

import re
import unicodedata
from dataclasses import dataclass
from xml.etree import ElementTree as Xml


def _in_form(form: str) -> str:
    """Return all characters that are another one in a form, ``super`` or ``sub``."""
    signs = map(chr, range(0x80, 0x2E80))
    return "".join(sign for sign in signs if unicodedata.decomposition(sign).startswith(f"<{form}>"))


#: Names that stand before what they are of, and those whose scripts are limits, below.
FUNCTIONS = frozenset((
    "log", "exp", "tanh", "cosh", "sinh", "cos", "sin", "max", "min", "mean", "sign", "softmax", "argmax", "erfc",
    "diag", "Var", "clip",
))  # fmt: skip
_LIMITS = frozenset(("max", "min", "mean", "argmax", "Σ"))

_LATIN = "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ][\u0300-\u036f]*"
_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in dict(
            code=r":\w+:`[^`]+`|``.+?``|\"[^\"]*\"|[a-z]{3,}_[a-z]{4,}",
            space=r"\s+",
            superscript=f"[{_in_form('super')}]+",
            subscript=f"[{_in_form('sub')}]+",
            number=r"\d+(?:\.\d+)?|[½¼¾]",
            differential=rf"d(?=log\b|[Α-ω]|(?!o\b){_LATIN}(?!{_LATIN}))",
            word=rf"(?:{_LATIN}){{2,}}(?:\d+|(?:[-'’](?:{_LATIN})+)*)|{_LATIN}['’](?:{_LATIN})+",
            sum="Σ",
            letter=f"{_LATIN}|[Α-ωϕ][\u0300-\u036f]*|[∞∇∂…]",
            prime=r"′+|'(?=\()",
            script="[_^]",
            open=r"[(\[{⌊⌈⟨]",
            close=r"[)\]}⌋⌉⟩]",
            bar=r"[|‖]",
            stop="[.,;:!?'’]",
            operator=r"\+=|.",
        ).items()
    )
)
_SHOWN = {"*": "∗", "~": "∼", "'": "′", "Σ": "∑"}
_ACCENTS = {"\u0302": "^", "\u0303": "~", "\u0304": "¯"}
_SIGNS = "−+∓±"

#: Words that are an index letter by letter, like the jk of x_jk.
_INDICES = frozenset("ijkn")


@dataclass(frozen=True)
class Token:
    """A piece of a line, and its kind, one of the names in the tokenizer; ``prose`` is a word of plain language."""

    kind: str
    text: str


def tokens(text: str) -> list[Token]:
    """Return the pieces of a line; together they are the line."""
    return [Token(found.lastgroup, found[0]) for found in _TOKEN.finditer(text)]


def math(pieces: list[Token], display: bool = False) -> str:
    """Return pieces as a ``math`` element, whose alternative text is their source; limits stand below in a display."""
    source = "".join(piece.text for piece in pieces)
    root = Xml.Element("math", dict(alttext=source) | (dict(displaystyle="true") if display else {}))
    root.extend(_Reader(pieces, display).row())
    for sign, outwards in ((root[0], "lspace"), (root[-1], "rspace")):  # words around it have their own room
        if sign.tag == "mo" and sign.get("form") != "prefix":
            sign.attrib |= {"form": "infix", outwards: "0"}
    return Xml.tostring(root, encoding="unicode")


class _Reader:
    """Reads pieces from left to right."""

    def __init__(self, pieces: list[Token], display: bool):
        self.pieces, self.display, self.at = pieces, display, 0

    def peek(self, ahead: int = 0) -> Token:
        at = self.at + ahead
        return self.pieces[at] if 0 <= at < len(self.pieces) else Token("end", "")

    def take(self) -> Token:
        self.at += 1
        return self.peek(-1)

    def row(self, end: str = "") -> list[Xml.Element]:
        """Read up to a closing sign, which is taken too, or to the end."""
        children, gap = [], False
        while self.peek().kind != "end":
            if self.peek().text == end and not (self.peek().kind == "bar" and self._opens()):
                self.take()
                break
            if self.peek().kind == "space":
                gap = bool(self.take())
                continue
            after, child = children[-1] if children else None, self._scripted()
            operand = _core(child).tag != "mo" or _core(child).get("form") == "prefix"
            if (after is None or _core(after).tag == "mo") and _core(child).text == _SHOWN["Σ"]:
                _core(child).set("lspace", "0")
            if gap and operand and after is not None and _core(after).tag != "mo":
                wide = "0.28em" if "mtext" in (after.tag, child.tag) else "0.17em"
                children.append(Xml.Element("mspace", dict(width=wide)))
            children.append(child)
            gap = False
        return children

    def _scripted(self) -> Xml.Element:
        """Read something with all scripts, primes and arrows that hang on it."""
        name = self.peek()
        base, scripts, limits = self._atom(), {}, self.display and name.text in _LIMITS
        while True:
            piece, place = self.peek(), "sup"
            if piece.kind in ("subscript", "superscript"):
                place, read = piece.kind[:3], _raised(self.take().text)
            elif piece.kind == "script":
                place = "sub" if self.take().text == "_" else "sup"
                read = self._script(place, name.kind == "word")
            elif piece.text == "*" and not self._reaches():
                read = [_element("mo", _SHOWN[self.take().text])]
            elif piece.kind == "prime" or (piece.text in ("→", "←") and not self._reaches()):
                base, scripts = _with_scripts(base, scripts, limits), {}
                base = _marked(base, self.take())
                continue
            else:
                return _with_scripts(base, scripts, limits)
            if place in scripts and piece.kind != "superscript":
                base, scripts = _with_scripts(base, scripts, limits), {}
            scripts[place] = scripts.get(place, []) + read

    def _atom(self) -> Xml.Element:
        piece = self.take()
        match piece.kind:
            case "letter":
                return _letter(piece.text)
            case "number":
                return _element("mn", piece.text)
            case "word":
                return _element("mi", piece.text)
            case "prose" | "code":
                return _element("mtext", piece.text)
            case "sum":
                return _element("mo", _SHOWN[piece.text])
            case "differential":
                return _element("mrow", _element("mi", "d", mathvariant="normal"), self._scripted())
            case "open":
                return self._group(piece.text, ")]}⌋⌉⟩"["([{⌊⌈⟨".index(piece.text)])
            case "bar" if self._opens(-1):
                return self._group(piece.text, piece.text)
        if piece.text == "√":
            return _element("msqrt", *self._radicand())
        if piece.kind == "stop":
            return _element(
                "mo", piece.text, **({} if piece.text in ",;" else dict(lspace="0", rspace="0.28em"))
            )
        if piece.text == "/" and "space" not in (self.peek().kind, self.peek(-2).kind):
            return _element("mo", "/", lspace="0", rspace="0")
        unary = piece.text in _SIGNS and self.peek().kind != "space" and not self._follows(-2)
        return _element("mo", _SHOWN.get(piece.text, piece.text), **(dict(form="prefix") if unary else {}))

    def _group(self, start: str, end: str) -> Xml.Element:
        inside = self.row(end)
        closed = self.peek(-1).text == end
        marks = [(start, "prefix"), (end, "postfix")][: 1 + closed]
        first, *last = (_element("mo", mark, form=form, stretchy="false") for mark, form in marks)
        return _element("mrow", first, *inside, *last)

    def _radicand(self) -> list[Xml.Element]:
        if self.peek().text in ("(", "["):  # the root's bar stands for these
            return self.row(dict(zip("([", ")]", strict=True))[self.take().text])
        if self.peek().kind != "sum":
            return [self._scripted()]
        total = self._scripted()
        while self.peek().kind == "space":
            self.take()
        return [total, self._scripted()]

    def _script(self, place: str, of_word: bool) -> list[Xml.Element]:
        """Read what an underscore or a caret lowers or raises: a group, or what follows without a space."""
        display, self.display = self.display, False
        if self.peek().text == "{" or (self.peek().text == "(" and place == "sup"):
            read = self.row("}" if self.take().text == "{" else ")")
        else:
            read = [self._atom()] if self.peek().text in _SIGNS else []
            while self.peek().kind in ("number", "letter", "word", "prose", "differential", "bar", "open"):
                if (place == "sub" and self.peek().kind == "open") or (
                    self.peek().kind == "bar" and not self._opens()
                ):
                    break
                piece = self.peek()
                if piece.kind in ("word", "prose") and not of_word and _is_indices(piece.text):
                    read += [_element("mi", letter) for letter in self.take().text]
                elif piece.kind in ("word", "prose"):
                    read.append(_element("mi", self.take().text, **_upright(piece.text)))
                else:
                    read.append(self._atom())
        self.display = display
        return read

    def _follows(self, ahead: int) -> bool:
        """Whether something ends there that an operator could stand behind."""
        before = self.peek(ahead).kind
        return before not in ("end", "space", "open", "operator", "script", "stop", "sum")

    def _opens(self, ahead: int = 0) -> bool:
        """Whether the bar there is the first of two."""
        before, after = self.peek(ahead - 1), self.peek(ahead + 1)
        if before.kind == "bar":
            return self._opens(ahead - 1) and after.kind not in ("end", "space", "close")
        return after.kind not in ("end", "space", "close", "stop") and not self._follows(ahead - 1)

    def _reaches(self) -> bool:
        """Whether an arrow or a star here stands between two things; else it hangs on one."""
        return self.peek(1).kind in ("letter", "word", "number", "open", "differential") or (
            self.peek(-1).kind in ("space", "end", "operator")
        )


def _raised(scripts: str) -> list[Xml.Element]:
    """Read raised or lowered signs as they are on the line: ⁻¹ is −1. The T of what is transposed stands upright."""
    if scripts == "ᵀ":
        return [_element("mi", "T", **_upright("T"))]
    return _Reader(tokens(unicodedata.normalize("NFKD", scripts)), False).row()


def _is_indices(word: str) -> bool:
    return word not in FUNCTIONS and (len(word) == 2 or set(word) <= _INDICES)


def _upright(name: str) -> dict[str, str]:
    return dict(mathvariant="normal") if len(name) == 1 else {}


def _letter(text: str) -> Xml.Element:
    base, *marks = unicodedata.normalize("NFD", text)
    element = _element("mi", base)
    for mark in marks:
        accent = _element("mo", _ACCENTS.get(mark, mark), stretchy="false")
        element = _element("mover", element, accent, accent="true")
    return element


def _marked(base: Xml.Element, mark: Token) -> Xml.Element:
    """Return something with a prime behind it, or an arrow over it."""
    if mark.kind == "prime":
        prime = {"class": "prime", "lspace": "0", "rspace": "0"}
        return _element("mrow", base, _element("mo", _SHOWN.get(mark.text, mark.text), **prime))
    return _element("mover", base, _element("mo", mark.text, stretchy="false"), accent="true")


def _with_scripts(base: Xml.Element, scripts: dict[str, list[Xml.Element]], limits: bool) -> Xml.Element:
    """Return something with what is lowered (``sub``) and raised (``sup``) beside it, or below and above as limits."""
    there = [place for place in ("sub", "sup") if scripts.get(place)]
    if not there:
        return base
    tag = "m" + "".join(there)
    if limits:
        tag = dict(msub="munder", msup="mover", msubsup="munderover")[tag]
    rows = [scripts[place] for place in there]
    return _element(tag, base, *(row[0] if len(row) == 1 else _element("mrow", *row) for row in rows))


def _core(element: Xml.Element) -> Xml.Element:
    """Return what scripts hang on, or the element itself if none do."""
    return (
        element[0] if element.tag in ("munder", "mover", "munderover", "msub", "msup", "msubsup") else element
    )


def _element(tag: str, *content, **attributes: str) -> Xml.Element:
    element = Xml.Element(tag, attributes)
    if content and isinstance(content[0], str):
        element.text = content[0]
    else:
        element.extend(content)
    return element
