"""The front page: the course with its stories, cells that lead and say how far, what differs before what does not."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from markupsafe import Markup

from comparisons.telling.telling import Telling
from reports.course import course
from reports.panels import PANELS
from reports.report import Report
from reports.scores import parted
from reports.tints import of_judgement, of_ratio
from reports.titles import heading, sentence
from reports.verdicts import AGREES, DIFFERS, FAILS, Judgement
from reports.write import files, write
from tests.made_tables import INF, NAN, check, concept, score, timing, whole, with_checks
from tests.reports.test_reports import text

FAMILIES = ("linear", "losses", "convolution", "models")


def story(name, *concepts, place=1):
    title = f"{name.capitalize()}: it is told."
    told = dict(
        story=name, title=title, text=title, answer="", place=place, source="", concepts=list(concepts)
    )
    return Telling(told)


def of_families(*stories):
    tables = dict(concepts=pd.DataFrame([concept(f"{family}.one") for family in FAMILIES]))
    return Report(tables, {}, stories)


@pytest.mark.parametrize(
    ("concepts", "places"),
    [
        ([["linear.one"], ["losses.one"], ["convolution.one"]], ["linear", "losses", "convolution"]),
        ([["losses.one", "linear.one"], ["linear.one"], ["models.one"]], ["losses", "losses", "losses"]),
        ([["linear.one", "models.one"], ["convolution.one"]], ["linear", "convolution"]),
        ([["models.one"], ["attention.one"]], ["", ""]),
    ],
)
def test_a_story_stands_where_all_that_it_uses_is_known_and_after_those_before_it(concepts, places):
    stories = [story(f"s{number}", *names) for number, names in enumerate(concepts)]
    stages = course(of_families(*stories))
    assert [stage.family for stage in stages if stage.family] == list(FAMILIES)
    found = {each.name: stage.family for stage in stages for each in stage.stories}
    assert found == {each.name: place for each, place in zip(stories, places, strict=True)}


def test_a_story_is_shown_by_its_first_picture_its_title_and_a_sentence(tmp_path):
    told = story("bias", "linear.dense")
    for name in ("first", "second"):
        with told.picture(name, f"The {name} picture") as figure:
            figure.subplots()
    write(whole(), {}, tmp_path, [told, story("bare", "linear.dense")])
    page = text(tmp_path)
    (picture,) = re.findall(r"<img [^>]*>", page)
    assert 'src="stories/bias/first.svg"' in picture and 'alt="The first picture"' in picture
    assert re.search(r'width="\d+" height="\d+" loading="lazy"', picture)
    assert '<a href="stories/bias.html">Bias</a>' in page and "<p>It is told.</p>" in page
    assert (
        page.index('id="family-linear"')
        < page.index("stories/bias.html")
        < page.index('id="family-recurrent"')
    )


def test_a_story_is_found_by_every_word_of_its_text(tmp_path):
    told = story("bias", "linear.dense")
    told.told["text"] = "It diverges.\n\n[curves]\n\nIt *Diverges* where rates are large."
    write(whole(), {}, tmp_path, [told])
    assert 'data-find="bias: it is told. bias linear.dense diverges where rates large"' in text(tmp_path)


def test_a_story_is_called_by_its_title_on_its_page_and_wherever_it_is_linked(tmp_path):
    told = [story("real_case", "linear.dense"), story("drift", "linear.dense")]
    told[0].told["title"] = told[0].told["text"] = "A real case, end to end: from a file to a model."
    write(dict(concepts=pd.DataFrame([concept("linear.dense")])), {}, tmp_path, told)
    page, after, used = (
        (tmp_path / path).read_text(encoding="utf-8")
        for path in ("stories/real_case.html", "stories/drift.html", "concepts/linear.dense.html")
    )
    assert "<h1>A real case, end to end</h1>" in page and "<p>From a file to a model.</p>" in page
    assert "←&nbsp;A real case, end to end</a>" in after
    assert ">A real case, end to end</a>" in used


def test_titles_are_titles():
    assert heading("Multi-head attention: each asks all.", "attention.multi_head") == "Multi-head attention"
    assert heading("cannot be read", "attention.multi_head") == "Multi head"
    assert sentence("A sentence that is a good deal longer than any title would be: and goes on.").startswith(
        "A sentence"
    )
    assert sentence("Multi-head attention: each asks all.") == "Each asks all."
    assert sentence("") == ""


def test_small_pictures_of_concepts_are_shown_where_there_are_some():
    drawn = SimpleNamespace(svg=Markup('<svg viewBox="0 0 1 1"><path d="M 0 0"/></svg>'), title="a line")
    report = Report(whole(), {}, portraits={"linear.dense": drawn})
    written = dict(files(report))
    assert written["index.html"].count(b'<img src="concepts/linear.dense/portrait.svg" alt=""') == 2
    assert b"<style>" in written["concepts/linear.dense/portrait.svg"]
    assert "concepts/recurrent.lstm/portrait.svg" not in written


@pytest.mark.parametrize(("number", "folded"), [(40, False), (41, True)])
def test_families_are_folded_where_there_are_many_concepts(tmp_path, number, folded):
    names = [f"linear.c{place}" for place in range(number)]
    write(dict(concepts=pd.DataFrame(map(concept, names))), {}, tmp_path)
    assert ('<details id="family-linear">' in text(tmp_path)) is folded


def test_a_family_says_on_its_folded_side_what_is_wrong_in_it(tmp_path):
    write(
        with_checks(check(units=1e9, verdict=FAILS), check("recurrent.lstm", verdict="crashed")), {}, tmp_path
    )
    assert '<b class="fails">1 fail</b>' in text(tmp_path)
    assert '<b class="lacks">1 lack an answer</b>' in text(tmp_path)


def test_a_cell_leads_to_what_it_speaks_of(tmp_path):
    write(with_checks(check(units=8.6e12, verdict=DIFFERS, framework="keras")), {}, tmp_path)
    page = text(tmp_path)
    assert re.search(r'<a href="concepts/linear.dense.html#differs"[^>]*>≠ 8.6e12</a>', page)
    assert re.search(r'<a href="concepts/recurrent.lstm.html#agreement"[^>]*>1.5</a>', page)
    assert 'title="differs as declared: 8.6e12 roundings, the rest 1.5"' in page


def test_the_unit_is_explained_where_it_is_used_and_so_is_the_column_that_lacks(tmp_path):
    write(whole(), {}, tmp_path)
    assert "<dfn>rounding</dfn>" in text(tmp_path) and "Scratch in float64 has no column" in text(tmp_path)
    write(with_checks(check(framework="scratch", dtype="float64")), {}, tmp_path)
    assert "has no column" not in text(tmp_path)


@pytest.mark.parametrize(
    ("verdict", "units", "tint"),
    [(AGREES, 0.5, ""), (AGREES, 2, " far-1"), (AGREES, 32, " far-4"), (AGREES, NAN, ""), (FAILS, 1e9, ""),
     (DIFFERS, 0, ""), (DIFFERS, 1e4, " far-2"), (DIFFERS, INF, " far-4"), (DIFFERS, NAN, ""), ("not run", NAN, "")],
)  # fmt: skip
def test_the_farther_off_the_deeper_the_colour(verdict, units, tint):
    apart = units if verdict == DIFFERS else NAN
    assert of_judgement(Judgement(verdict, 0.5 if verdict == DIFFERS else units, "", apart)) == tint


@pytest.mark.parametrize(
    ("ratio", "tint"),
    [(1, ""), (1.3, " slower-1"), (100, " slower-4"), (0.4, " faster-2"), (NAN, ""), (0, "")],
)
def test_slower_and_faster_have_colours_of_their_own(ratio, tint):
    assert of_ratio(ratio) == tint


def test_scores_that_print_the_same_are_folded():
    what = ("iris", "dense", "", "test", "accuracy")
    same, apart = dict.fromkeys(PANELS, 0.96875), dict.fromkeys(PANELS, 0.5) | dict(keras=0.5001)
    scores = {"one": {what: same | dict(keras=0.9687500001)}, "two": {what: apart}}
    assert parted(scores) == ({"two": scores["two"]}, {"one": scores["one"]}, {})
    of_keras = {"one": {what: dict(keras=1.0)}}
    assert parted(of_keras) == ({}, {}, of_keras), "one sees that it is Keras's alone"
    assert parted({"one": {what: dict.fromkeys(PANELS, NAN)}})[1] != {}


def test_the_front_page_shows_scores_that_differ_and_folds_the_others(tmp_path):
    rows = [score(name) for name in PANELS]
    rows += [
        dict(score(name), split="train", value=value)
        for name, value in zip(PANELS, (0.5, 0.5, 0.75), strict=True)
    ]
    write(whole() | dict(accuracy=pd.DataFrame(rows)), {}, tmp_path)
    section = text(tmp_path).partition('id="accuracy"')[2]
    seen, _, folded = section.partition("<details")
    assert "0.7500" in seen and "0.9688" not in seen
    assert (
        "0.9688" in folded
        and "1 score is the same in all panels" in folded
        and "<details open" not in section
    )


def test_the_table_of_speed_shows_the_longest_pass_and_what_has_no_time(tmp_path):
    long = [timing("scratch", "numpy", 9.0) | {"pass": "forward and backward"}]
    crashed = timing("keras", "xla", NAN, NAN, reason="crashed: no fixed shape")
    for rows, passes in (
        ([timing("scratch", "numpy"), *long], ["forward and backward"]),
        ([timing("scratch", "numpy"), crashed, *long], ["forward", "forward and backward"]),
        ([timing("scratch", "numpy")], ["forward"]),
    ):
        write(whole() | dict(timings=pd.DataFrame(rows)), {}, tmp_path)
        table = text(tmp_path).partition('id="speed"')[2].partition("<tfoot>")[0]
        assert re.findall(r"</a> <small>(.*?)</small>", table) == passes


def test_every_page_has_a_title_and_a_description_of_its_own(tmp_path):
    write(whole(), dict(date="2026-11-26T09:00:00+00:00"), tmp_path, [story("bias", "linear.dense")])
    for name, title in (
        ("index.html", "Triptych: deep learning"),
        ("history.html", "History · "),
        ("stories/bias.html", "Bias · "),
    ):
        assert f"<title>{title}" in text(tmp_path, name)
    for path in tmp_path.rglob("*.html"):
        assert re.search(r'<meta name="description" content="[^"]{9,}">', path.read_text("utf-8")), path
