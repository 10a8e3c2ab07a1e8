"""Docstrings as pages show them: paragraphs, equations in indented blocks, *emphasis* and ``code``."""

import re
from textwrap import dedent

from markupsafe import Markup, escape

from reports.equations import typeset

_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
_CODE = re.compile(r"``(.+?)``|:\w+:`(.+?)`")


def prose(docstring: str) -> Markup:
    """Return the docstring as HTML. Everything in it is text; no tag of its own survives."""
    blocks = re.split(r"\n\s*\n", docstring.strip("\n"))
    html = []
    for block in filter(str.strip, blocks):
        if all(line.startswith("    ") for line in block.splitlines()):
            html.append(typeset(dedent(block)) or Markup("<pre>{}</pre>").format(dedent(block)))
        else:
            html.append(Markup("<p>{}</p>").format(phrase(block.strip())))
    return Markup("\n").join(html)


def phrase(text: str) -> Markup:
    """Return a line of a docstring as HTML."""
    html = _CODE.sub(r"<code>\1\2</code>", str(escape(text)))
    return Markup(_EMPHASIS.sub(r"<em>\1</em>", html))


def breakable(name: str) -> Markup:
    """Return a name as HTML that may go on in the next line after an underscore."""
    return Markup("_<wbr>").join(name.split("_"))
