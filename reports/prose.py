"""Docstrings as pages show them: paragraphs, lists, equations in indented blocks, *emphasis* and ``code``."""

import re
from textwrap import dedent

from markupsafe import Markup, escape

from reports.equations import typeset
from reports.mathml import math, tokens

_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
_CODE = re.compile(r"``(.+?)``|:\w+:`(.+?)`")
#: A letter with a script, in the middle of a text: h_t, dz_t, w_{t−1}; a word under a Greek one, λ_max.
_SCRIPTED = re.compile(
    r"(?<![\w`])d?(?:[^\W\d_][\u0300-\u036f]*_(?:\{[^{}]*\}|[^\W_](?!\w))|[Α-ω]_[a-z]+(?![\w]))"
)


def prose(docstring: str) -> Markup:
    """Return the docstring as HTML. Everything in it is text; no tag of its own survives."""
    blocks = re.split(r"\n\s*\n", docstring.strip("\n"))
    html = []
    for block in filter(str.strip, blocks):
        if all(line.startswith("    ") for line in block.splitlines()):
            html.append(typeset(dedent(block)) or Markup("<pre>{}</pre>").format(dedent(block)))
        elif block.startswith("- "):
            items = (phrase(item.strip()) for item in re.split(r"^- ", block, flags=re.MULTILINE)[1:])
            html.append(Markup("<ul>{}</ul>").format(Markup().join(map(Markup("<li>{}</li>").format, items))))
        else:
            html.append(Markup("<p>{}</p>").format(phrase(block.strip())))
    return Markup("\n").join(html)


def phrase(text: str) -> Markup:
    """Return a line of a docstring as HTML."""
    text, maths = str(text), []

    def taken(found: re.Match) -> str:
        maths.append(math(tokens(found[0])))
        return f"\0{len(maths) - 1}\0"

    parts = re.split(r"(``.+?``)", text.replace("\0", ""))
    text = "".join(part if part.startswith("``") else _SCRIPTED.sub(taken, part) for part in parts)
    html = _CODE.sub(r"<code>\1\2</code>", str(escape(text)))
    html = _EMPHASIS.sub(r"<em>\1</em>", html)
    return Markup(re.sub("\0(\\d+)\0", lambda found: maths[int(found[1])], html))


def untitled(docstring: str, title: str) -> str:
    """Return a docstring without the title with which it begins, where that stands above it already."""
    rest = docstring.removeprefix(f"{title}:").lstrip()
    return docstring if rest == docstring.lstrip() else rest[:1].upper() + rest[1:]


def breakable(name: str) -> Markup:
    """Return a name as HTML that may go on in the next line after an underscore."""
    return Markup("_<wbr>").join(name.split("_"))
