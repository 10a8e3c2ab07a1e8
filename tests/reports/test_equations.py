"""Equations as they are typeset: nothing of a docstring is lost, columns stay, and what is none is left alone."""

import ast
import re
import unicodedata
from inspect import cleandoc
from textwrap import dedent
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as some

from comparisons.declaring.catalogue import HOUSE
from reports.equations import parts_of, typeset
from reports.mathml import math, tokens
from reports.prose import phrase, prose

FOLDERS = ("scratch", "comparisons/stories", "comparisons/concepts")


def texts():
    """Yield (path, text) of every docstring of a module, and of every other text that stands at its top."""
    for path in sorted(path for folder in FOLDERS for path in (HOUSE / folder).rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            value = getattr(node, "value", None)
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield path.relative_to(HOUSE).as_posix(), cleandoc(value.value)


def blocks():
    for path, text in texts():
        for block in re.split(r"\n\s*\n", text.strip("\n")):
            if block.strip() and all(line.startswith("    ") for line in block.splitlines()):
                yield path, dedent(block)


BLOCKS = [(path, block) for path, block in blocks() if typeset(block)]


def letters(text):
    """Return letters and digits alone, those that are raised, lowered or accented as plain ones."""
    signs = unicodedata.normalize("NFKD", text.replace("∑", "Σ"))
    return "".join(sign for sign in signs if sign.isalnum())


def html(source, display=False):
    return math(tokens(source), display).partition(">")[2].removesuffix("</math>")


def test_there_are_many_equations_and_few_blocks_of_something_else():
    rest = {path for path, block in blocks() if not typeset(block)}
    assert len(BLOCKS) > 300
    assert rest == {
        "scratch/chain.py", "scratch/signature.py", "comparisons/stories/forward_propagation.py",
        *(f"scratch/convolution/{kind}_pad.py" for kind in ("circular", "reflect", "replicate")),
    }  # fmt: skip


def test_no_letter_of_any_docstring_is_lost_and_the_alternative_text_is_its_source():
    for path, block in BLOCKS:
        tree = Xml.fromstring(typeset(block))
        assert letters("".join(tree.itertext())) == letters(re.sub(r":\w+:`", "", block)), path
        for each in tree.iter("math"):
            assert each.get("alttext") in re.sub(" +", " ", block), path
            assert letters(each.get("alttext")) == letters("".join(each.itertext())), path


def test_elements_have_as_many_children_as_they_need():
    needed = dict(msub=2, msup=2, msubsup=3, munder=2, mover=2, munderover=3)
    for path, block in BLOCKS:
        for each in Xml.fromstring(typeset(block)).iter():
            assert len(each) == needed.get(each.tag, len(each)), (path, block)
            assert not (each.tag in ("mi", "mn", "mo") and (len(each) or not each.text)), (path, block)


@pytest.mark.parametrize("source, element", [
    ("W_1i", '<msub><mi>W</mi><mrow><mn>1</mn><mi>i</mi></mrow></msub>'),
    ("xᵀ", '<msup><mi>x</mi><mi mathvariant="normal">T</mi></msup>'),
    ("e⁻ˣ", '<msup><mi>e</mi><mrow><mo form="prefix">−</mo><mi>x</mi></mrow></msup>'),
    ("β₁ᵗ", "<msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup>"),
    ("η_min", "<msub><mi>η</mi><mi>min</mi></msub>"),
    ("A_ijk", "<msub><mi>A</mi><mrow><mi>i</mi><mi>j</mi><mi>k</mi></mrow></msub>"),
    ("f^(t / T)", '<msup><mi>f</mi><mrow><mi>t</mi><mo>/</mo><mi>T</mi></mrow></msup>'),
    ("dW", '<mrow><mi mathvariant="normal">d</mi><mi>W</mi></mrow>'),
    ("√(1 + x)", "<msqrt><mn>1</mn><mo>+</mo><mi>x</mi></msqrt>"),
    ("√s_t", "<msqrt><msub><mi>s</mi><mi>t</mi></msub></msqrt>"),
    ("v̂", '<mover accent="true"><mi>v</mi><mo stretchy="false">^</mo></mover>'),
    ("log x", '<mi>log</mi><mspace width="0.17em" /><mi>x</mi>'),
    ("h→_t", '<msub><mover accent="true"><mi>h</mi><mo stretchy="false">→</mo></mover><mi>t</mi></msub>'),
])  # fmt: skip
def test_marks_become_elements(source, element):
    assert html(source) == element


def test_scripts_in_a_text_are_typeset_and_names_of_arguments_are_not():
    said = phrase("below 2/λ_max, h_t and w_{t−1}; v_max is an argument, x_train a name, ``λ_max`` code")
    assert said.count("<math") == 3 and "<mi>λ</mi><mi>max</mi>" in said
    assert "v_max is an argument, x_train a name, <code>λ_max</code> code" in said


def test_a_list_is_a_list():
    said = prose("Three of them:\n\n- one, which goes on\n  in a line;\n- w_t − 1.\n\nThat is all.")
    assert said.count("<li>") == 2 and "<li>one, which goes on\n  in a line;</li><li><math" in said
    assert said.endswith("</ul>\n<p>That is all.</p>")


def test_limits_stand_below_in_a_display_and_beside_in_a_line():
    assert html("Σ_n y", display=True).startswith('<munder><mo lspace="0">∑</mo><mi>n</mi></munder>')
    assert html("Σ_n y").startswith('<msub><mo lspace="0">∑</mo><mi>n</mi></msub>')


def test_bars_close_what_they_opened():
    nested = Xml.fromstring(math(tokens("|m − |i||²")))
    (power,) = nested
    outer, two = power
    assert (power.tag, two.text) == ("msup", "2") and [each.text for each in outer[:: len(outer) - 1]] == [
        "|",
        "|",
    ]
    assert [each.get("form") for each in Xml.fromstring(math(tokens("p(x | z)"))).iter("mo")].count(
        "prefix"
    ) == 1


def source_of(cell):
    return ["".join(piece.text for piece in pieces) for is_math, pieces in parts_of(cell) if is_math]


@pytest.mark.parametrize("cell, maths", [
    ("dx = dy where x > 0, else 0", ["dx = dy", "x > 0", "0"]),
    ("a is the first half of x", ["a", "x"]),
    ("with a border of p zeros", ["p"]),
    ("y is 1 if a should rank higher", ["y", "1", "a"]),
    ("K = what comes back from y", ["K =", "y"]),
    ("S = scale Q Kᵀ + bias", ["S = scale Q Kᵀ + bias"]),
    ("pre-norm, with norm_first", []),
    ("a row (of words)", []),
])  # fmt: skip
def test_words_are_told_from_names(cell, maths):
    assert source_of(cell) == maths
    assert "".join(piece.text for _, pieces in parts_of(cell) for piece in pieces) == cell


def test_columns_stay_where_they_were():
    tree = Xml.fromstring(
        typeset("ŷ = x         the first\nm̂_t = 2       the second\n              db   =  0")
    )
    assert tree.get("style") == "--columns: 2"
    rows = [[(cell.get("class"), cell.get("style")) for cell in line] for line in tree]
    first, second = "grid-column: 1 / 2", "grid-column: 2 / -1"
    assert rows == [[("equation", first), ("remark", second)]] * 2 + [[("equation", second)]]


def test_nothing_in_an_equation_becomes_html():
    assert "<b>" not in prose('    x < <b>"<b>"</b>  ``<b>`` <b> & :mod:`<b>`\n')


@given(some.text(alphabet="xσ1d_^{}()|‖√Σ²ᵀ₁ᵢ̂′→*−+=,. :", max_size=12))
def test_whatever_is_written_nothing_is_lost(text):
    block = f"y = {text}"
    if typeset(block):
        shown = "".join(Xml.fromstring(typeset(block)).itertext())
        assert sorted(letters(shown)) == sorted(letters(block))
