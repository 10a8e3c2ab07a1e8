"""What the page of a concept tells beside its figures: its title, its portrait, what a unit is, what differs."""

from types import SimpleNamespace

import pandas as pd
import pytest
from markupsafe import Markup

from reports.numbers import minus, powers, with_power
from reports.prose import phrase, untitled
from reports.report import Report
from reports.verdicts import DIFFERS
from reports.write import write
from tests.made_tables import INF, NAN, check, concept, whole, with_checks

PORTRAIT = SimpleNamespace(
    svg=Markup('<svg role="img" aria-label="a line"><path d="M 0 0"/></svg>'), title="a line"
)


def page(folder, tables=None, portraits=None, name="linear.dense"):
    write(tables or whole(), {}, folder, portraits=portraits)
    return (folder / "concepts" / f"{name}.html").read_text("utf-8")


def titled(name, title):
    return concept(name, title=title, idea=f"{title}\n\nMore of it.")


@pytest.mark.parametrize("title, called", [
    ("Multi-head attention: asks in several ways.", "Multi-head attention"),
    ("A sentence that goes on for longer than any title would: it is none.", "Dense"),
    ("No colon.", "Dense"),
])  # fmt: skip
def test_a_title_is_made_of_the_first_words_of_the_docstring(title, called):
    assert Report(dict(concepts=pd.DataFrame([titled("linear.dense", title)])), {}).titles == {
        "linear.dense": called
    }


def test_a_page_has_its_title_and_says_it_once(tmp_path):
    named = [titled("linear.dense", "Dense layer: weighs."), titled("recurrent.lstm", "Long memory: keeps.")]
    html = page(tmp_path, whole() | dict(concepts=pd.DataFrame(named)))
    assert "<title>Dense layer · Triptych</title>" in html and "<h1>Dense layer</h1>" in html
    assert "<p>Weighs.</p>" in html and "Long memory&nbsp;→" in html
    assert 'name="description" content="Dense layer: weighs. By hand' in html
    assert (
        untitled("Dense: sums.\n\nMore.", "Dense") == "Sums.\n\nMore."
        and untitled("Sums.", "Dense") == "Sums."
    )


def test_a_portrait_stands_beside_the_idea_and_in_a_file(tmp_path):
    html = page(tmp_path, portraits={"linear.dense": PORTRAIT})
    assert html.count(str(PORTRAIT.svg)) == 1 and html.index(str(PORTRAIT.svg)) < html.index('id="sources"')
    alone = (tmp_path / "concepts/linear.dense/portrait.svg").read_text("utf-8")
    assert "prefers-color-scheme" in alone and "M 0 0" in alone
    assert 'class="portrait"' not in (tmp_path / "concepts/recurrent.lstm.html").read_text("utf-8")
    assert not (tmp_path / "concepts/recurrent.lstm/portrait.svg").exists()


def test_the_unit_is_explained_where_it_is_used(tmp_path):
    html = page(tmp_path)
    told = html[html.index('id="agreement"') :]
    assert told.index("<em>roundings</em>") < told.index("<table") and "32 are allowed" in told


def test_a_declared_difference_has_a_row_a_case(tmp_path):
    why = "Keras rounds elsewhere."
    rows = [
        check(
            framework="keras",
            case=case,
            units=units,
            verdict=verdict,
            reason=why if verdict == DIFFERS else "",
        )
        for case, units, verdict in (
            ("n=1", 8.6e12, DIFFERS),
            ("n=2", 15996.0, DIFFERS),
            ("n=3", 2.5, "agrees"),
        )
    ]
    html = page(tmp_path, with_checks(*rows))
    told = html[html.index('id="differs"') :]
    for case, number in (("n=1", "8.6·10¹²"), ("n=2", "1.6·10⁴"), ("n=3", "2.5")):
        row = told[told.index(f"{case} (float64)") :]
        assert number in row[: row.index("</tr>")]


def test_a_difference_in_one_way_alone_is_told_of_that_way(tmp_path):
    why = "It rounds elsewhere, compiled."
    said = dict(case="n=1", verdict=DIFFERS, reason=why)
    rows = [check(mode="compile", units=640.0, **said), check(mode="eager", case="n=1", units=0.5)]
    differs = [dict(framework="pytorch", ways=["under compile"], why=why)]
    differs.append(dict(framework="pytorch", ways=["in float16", "in bfloat16"], why="ε is 0 there"))
    tables = with_checks(*rows)
    tables["concepts"] = pd.DataFrame([concept("linear.dense", differs=differs)])
    html = page(tmp_path, tables)
    seen, unseen = html[html.index('id="differs"') :].split("Declared, and not seen in this run")
    assert "PyTorch under compile" in seen and "640" in seen and "0.5" not in seen
    unseen = unseen[: unseen.index("</ul>")]
    assert "PyTorch in float16 and in bfloat16: ε is 0 there." in unseen and "compile" not in unseen


def test_numbers_of_every_size_are_written_alike():
    assert [with_power(x) for x in (0, 0.31, 27.4, 9999, 12345, 8.6e12, -3e-7, NAN, -INF)] == [
        "0", "0.31", "27", "9,999", "1.2·10⁴", "8.6·10¹²", "−3.0·10⁻⁷", "–", "−∞",
    ]  # fmt: skip


def test_a_hyphen_that_stands_for_a_minus_is_one_on_a_page_and_no_other():
    said = minus("apart -0.3, at most 1e-05; of fan-in 64 (-2); from [-inf to 3]; on 2026-11-26, x-1, W[i]-1")
    assert (
        said == "apart −0.3, at most 1e−05; of fan-in 64 (−2); from [−inf to 3]; on 2026-11-26, x-1, W[i]-1"
    )
    assert (
        powers("h 1e-05; -4.4e-12, 2e+16 of Re1 and 3 e5") == "h 1·10⁻⁵; −4.4·10⁻¹², 2·10¹⁶ of Re1 and 3 e5"
    )


def test_scores_that_all_panels_share_are_folded(tmp_path):
    html = page(tmp_path)
    told = html[html.index('id="accuracy"') :]
    assert "1 score is the same in all panels" in told and told.index("<details") < told.index("0.9688")


def test_the_pass_whose_cost_is_drawn_is_named_once(tmp_path):
    from tests.made_tables import grown

    html = page(tmp_path, whole() | dict(timings=pd.DataFrame(grown("scratch", "numpy", 1.0, 2.0, 4.0, 9.0))))
    drawn = html[html.index('id="growth"') :]
    assert (
        'aria-label="Cost against size, forward and backward' in drawn
        and "<h3" not in drawn[: drawn.index("</figure>")]
    )


def test_what_a_concept_has_nothing_of_is_not_told(tmp_path):
    lonely = whole() | dict(
        concepts=pd.DataFrame([concept("linear.dense", uses=[]), concept("recurrent.lstm", uses=[])])
    )
    assert 'id="related"' not in page(tmp_path, lonely)


def test_a_script_in_a_sentence_is_typeset_and_code_is_not():
    html = phrase("From w_{t−1} *on*, ``h_t`` and weight_decay: x_i.")
    assert html.count("<math") == 2 and "<em>on</em>" in html
    assert "<code>h_t</code>" in html and "weight_decay" in html
