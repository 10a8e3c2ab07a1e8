"""Source code, highlighted, every line with an address."""

import ast

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer


def highlighted(source: str, panel: str) -> Markup:
    """Return source as HTML whose line 12 has the address ``#scratch-12`` in the panel ``scratch``.

    A module's docstring is left out, since the page shows it as prose; lines keep their numbers in the file.
    """
    code, first = _without_docstring(source)
    formatter = HtmlFormatter(
        cssclass="code", linenos="inline", linenostart=first, lineanchors=panel, anchorlinenos=True
    )
    return Markup(highlight(code, PythonLexer(stripnl=False), formatter))


def highlighting() -> str:
    """Return the CSS of the highlighting, for light pages and for dark ones."""
    styles = (HtmlFormatter(style=style, nobackground=True) for style in ("tango", "github-dark"))
    light, dark = (style.get_style_defs(".code") for style in styles)
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def _without_docstring(source: str) -> tuple[str, int]:
    """Return the code after the module's docstring, and the number of its first line."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source, 1
    end = tree.body[0].end_lineno if ast.get_docstring(tree) is not None else 0
    lines = source.splitlines(keepends=True)
    while end < len(lines) and not lines[end].strip():
        end += 1
    return "".join(lines[end:]), end + 1
