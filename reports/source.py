"""Source code, highlighted, every line with an address."""

import ast

from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_LINE = (
    '<span class="line" id="{0}-{1}">'
    '<a href="#{0}-{1}" data-line="{1}" tabindex="-1" aria-label="line {1}"></a>{2}\n</span>'
)


def highlighted(source: str, panel: str) -> Markup:
    """Return source as HTML whose line 12 has the address ``#scratch-12`` in the panel ``scratch``.

    A module's docstring is left out, since the page shows it as prose; lines keep their numbers in the file. The
    numbers are no text of the page, so that what is copied is the code alone.
    """
    code, first = _without_docstring(source)
    lines = highlight(code, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)).rstrip("\n").split("\n")
    html = "".join(_LINE.format(escape(panel), first + number, line) for number, line in enumerate(lines))
    return Markup(f'<div class="code"><pre>{html}</pre></div>')


def highlighting() -> str:
    """Return the CSS of the highlighting, for light pages and for dark ones."""
    styles = (HtmlFormatter(style=style, nobackground=True) for style in ("default", "github-dark"))
    light, dark = (style.get_style_defs(".code") for style in styles)
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def docstring(source: str) -> str:
    """Return a module's docstring, "" if it has none or is no Python."""
    try:
        return ast.get_docstring(ast.parse(source)) or ""
    except SyntaxError:
        return ""


def _without_docstring(source: str) -> tuple[str, int]:
    """Return the code after the module's docstring, and the number of its first line."""
    end = ast.parse(source).body[0].end_lineno if docstring(source) else 0
    lines = source.splitlines(keepends=True)
    while end < len(lines) and not lines[end].strip():
        end += 1
    return "".join(lines[end:]), end + 1
