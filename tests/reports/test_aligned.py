"""The page of two models side by side, from rows made by hand."""

import re

import pytest

from reports.aligned import LONG, Row, files, folded
from tests.made_aligned import WHY, made_aligned

EVIL = '<script>alert("x")</script>'


def page(*made):
    return dict(files(*made))["align.html"].decode()


def rows(told):
    return [Row(line, told["causes"]) for line in told["lines"]]


def test_what_differs_stands_on_top_each_with_its_place_in_the_graphs():
    text = page(*made_aligned(5, wrong={1: "layer", 3: "glue", 4: "training"}))
    findings, graphs = text.index('id="findings"'), text.index('id="graphs"')
    assert text.index("First divergence") < text.index("epsilon is 0.001") < graphs
    for number, (why, place) in enumerate(
        [("epsilon is 0.001", "line-1"), (WHY["glue"], "line-3-before"), ("rate is 0.3", "line-4")], 1
    ):
        assert findings < text.index(why) < graphs
        assert f'href="#{place}"' in text[findings:graphs]
        row = re.search(rf'<tr [^>]*id="{place}".*?</tr>', text, re.DOTALL)[0]
        assert f'href="#cause-{number}"' in row and f'id="cause-{number}"' in text
    assert "change this" in text and "or that" in text


def test_a_right_port_is_said_to_be_one_with_the_figures_of_the_whole():
    text = page(*made_aligned())
    assert "They are the same model" in text and 'id="findings"' not in text
    assert "1.5</b> roundings from end to end" in text and "2.5</b> roundings at the worst gradient" in text
    assert (
        text.count('class="layer agrees') == 3 and "fails" not in text[text.index('<table class="graph">') :]
    )
    assert "Keras keeps the biased variance" in text
    told, tables = made_aligned()
    unknown = page(told | dict(whole=dict(output=1.5, allowed=32.0, gradient=None)), tables)
    assert "all gradients" in text and "all gradients" not in unknown and "each layer’s gradients" in unknown


def test_numbers_are_coloured_by_how_far_they_are_off():
    told, tables = made_aligned(20)
    text = page(told, tables)
    for number, tint in ((0, ""), (1, " far-1"), (5, " far-2"), (9, " far-3"), (17, " far-4")):
        row = re.search(rf'<tr [^>]*id="line-{number}">.*?</tr>', text, re.DOTALL)[0]
        assert f'class="verdict agrees{tint}"' in row, number


def test_what_has_no_partner_and_what_is_done_on_one_side_alone_is_shown_so():
    told, tables = made_aligned(3)
    told["lines"][1] |= dict(keras=None, pair=None)
    told["lines"][2]["before"]["keras"] = []
    text = page(told, tables)
    row = re.search(r'<tr [^>]*id="line-1">.*?</tr>', text, re.DOTALL)[0]
    assert "no partner" in row and "alone" in row
    glue = re.search(r'<tr [^>]*id="line-2-before">.*?</tr>', text, re.DOTALL)[0]
    assert glue.count("<li") == 1


@pytest.mark.parametrize("pairs", [3, 200])
def test_every_pair_is_on_the_page_and_a_long_graph_is_folded_but_for_what_was_found(pairs):
    told, tables = made_aligned(pairs, wrong={pairs // 2: "layer"})
    folds = list(folded(rows(told)))
    assert [row.line for fold in folds for row in fold.rows] == told["lines"]
    assert any(fold.closed for fold in folds) == (pairs > LONG)
    shown = [row for fold in folds if not fold.closed for row in fold.rows]
    assert any(row.causes for row in shown) and len(shown) <= LONG
    text = page(told, tables)
    assert all(f"dense_<wbr>{number}<" in text for number in range(pairs))
    assert text.count("<details") == text.count("</details>")


def test_findings_of_one_reason_are_told_once_with_all_places():
    told, tables = made_aligned(4, wrong={0: "layer"})
    place = told["causes"][0]["places"][0]
    told["causes"][0]["places"] = [place, place | dict(line="line-2", keras="dense_2")]
    text = page(told, tables)
    assert "1 more such" in text and text.count(WHY["layer"].replace("1e-05", "1·10⁻⁵")) == 1
    assert 'href="#line-2"' in text


def test_links_of_a_page_lead_somewhere_and_names_are_text():
    told, tables = made_aligned(60, wrong={7: "layer", 30: "glue"})
    told["names"]["keras"] = told["lines"][3]["keras"]["name"] = told["causes"][0]["why"] = EVIL
    written = dict(files(told, tables))
    text = written["align.html"].decode()
    assert EVIL not in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for address in re.findall(r'href="#([^"]+)"', text):
        assert address in ids, address
    for file in re.findall(r'(?:href|src)="([^#"]+)"', text):
        assert file in written or file.startswith("data:"), file
