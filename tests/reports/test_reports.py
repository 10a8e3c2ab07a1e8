"""What a report must hold, whatever tables it is made of: all files, no broken link, and nothing hidden."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from reports.files import put
from reports.panels import PANELS
from reports.prose import prose
from reports.tables import PUBLISHED
from reports.verdicts import DIFFERS, FAILS, judge
from reports.write import ASSETS, write
from tests.made_tables import (
    INF,
    NAN,
    check,
    concept,
    default,
    idiom,
    layout,
    timing,
    whole,
    with_checks,
)

EVIL = '<script>alert("x")</script> & <b>|'


def text(folder, name="index.html"):
    return (folder / name).read_text(encoding="utf-8")


class Page(HTMLParser):
    """The links and the addresses of a page."""

    def __init__(self, path):
        super().__init__()
        self.links, self.addresses = [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if attributes.get("class") == "documentation":
            return  # the only links that lead out of the report
        self.links += [attributes[name] for name in ("href", "src", "xlink:href") if name in attributes]
        self.addresses += [attributes["id"]] if "id" in attributes else []


def broken_links(folder):
    pages = {path.resolve(): Page(path) for path in folder.rglob("*.html")}
    for path, page in pages.items():
        for link in page.links:
            file, _, address = link.partition("#")
            file = file.partition("?")[0]  # what the filters ask for
            target = (path.parent / file).resolve() if file else path
            there = target.is_file() and (not address or address in pages[target].addresses)
            if not there and link != "data:,":
                yield f"{path.name}: {link}"


def test_a_report_has_all_of_its_files(tmp_path):
    folder = tmp_path / "new" / "out"
    assert write(whole(), dict(threads=2), folder) == folder
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    data = {f"{name}.{ending}" for name in PUBLISHED for ending in ("csv", "parquet")}
    data |= {f"concepts/linear.dense/{name}.csv" for name in ("checks", "timings", "accuracy", "layouts")}
    data |= {f"concepts/recurrent.lstm/{name}.csv" for name in ("checks", "layouts")}
    pages = {"index.html", "idioms.html", "concepts/linear.dense.html", "concepts/recurrent.lstm.html"}
    assets = {"style.css", *(path.name for path in ASSETS.iterdir())}
    assert files == data | pages | assets | {"environment.json", "summary.md"}


@pytest.mark.parametrize("name", PUBLISHED)
def test_tables_are_read_back_equal(tmp_path, name):
    failure = check(units=INF, verdict=FAILS, reason='says, "why"\nin two lines')
    table = with_checks(failure, check(units=NAN, array=""))[name]
    write({name: table}, {}, tmp_path)
    assert_frame_equal(pd.read_parquet(tmp_path / f"{name}.parquet"), table)
    blanks = {column: [""] for column in table.select_dtypes("number")}
    csv = pd.read_csv(tmp_path / f"{name}.csv", keep_default_na=False, na_values=blanks)
    assert_frame_equal(csv, table, check_dtype=False)


def test_the_environment_is_kept_and_shown(tmp_path):
    environment = dict(versions=dict(numpy="2.4.6"), devices=["cpu", "cuda"], date=pd.Timestamp("2025-11-22"))
    write(whole(), environment, tmp_path)
    assert json.loads(text(tmp_path, "environment.json"))["versions"] == dict(numpy="2.4.6")
    assert "2.4.6" in text(tmp_path) and "cpu, cuda" in text(tmp_path)


@pytest.mark.parametrize("lacking", [(), *combinations(whole(), 1), tuple(whole())])
def test_every_link_leads_somewhere_and_no_address_stands_twice(tmp_path, lacking):
    write({name: table for name, table in whole().items() if name not in lacking}, {}, tmp_path)
    assert list(broken_links(tmp_path)) == []
    for path in tmp_path.rglob("*.html"):
        addresses = Page(path).addresses
        assert len(addresses) == len(set(addresses)), path.name


@pytest.mark.parametrize("name", whole())
def test_tables_without_rows_or_columns_are_written(tmp_path, name):
    write(whole() | {name: whole()[name].head(0)}, {}, tmp_path / "no rows")
    write(whole() | {name: pd.DataFrame()}, {}, tmp_path / "no columns")
    assert list(broken_links(tmp_path)) == []


def test_pages_are_reached_one_after_the_other(tmp_path):
    write(whole(), {}, tmp_path)
    assert 'rel="next" href="recurrent.lstm.html"' in text(tmp_path, "concepts/linear.dense.html")
    assert 'rel="prev" href="linear.dense.html"' in text(tmp_path, "concepts/recurrent.lstm.html")


def test_a_failure_is_seen_everywhere(tmp_path):
    reason = "linear.dense keras float32: output z is 5e7 roundings off"
    failure = check("linear.dense", "keras", "float32", "z", 5e7, verdict=FAILS, reason=reason)
    write(with_checks(failure), {}, tmp_path)
    for name in ("index.html", "concepts/linear.dense.html", "summary.md"):
        assert reason in text(tmp_path, name), name
    for name in ("index.html", "concepts/linear.dense.html"):
        assert re.search(r'class="verdict fails"[^>]*>(<a [^>]*>)?FAILS 5.0e7<', text(tmp_path, name)), name
    assert re.search(r'<li class="bad"><a href="\?verdict=FAILS#agreement"><b>1</b> fail<', text(tmp_path))
    assert "| FAILS | 1 |" in text(tmp_path, "summary.md")


def test_a_hundred_failures_without_a_reason_are_counted(tmp_path):
    write(with_checks(*[check(array=f"a{n}", units=INF, verdict=FAILS) for n in range(100)]), {}, tmp_path)
    assert "<b>100</b> fail<" in text(tmp_path)
    assert "and 50 more" in text(tmp_path) and "and 50 more" in text(tmp_path, "summary.md")
    assert "FAILS ∞" in text(tmp_path)


def test_no_failure_is_said_in_so_many_words(tmp_path):
    write(whole(), {}, tmp_path)
    assert "<li><b>0</b> fail</li>" in text(tmp_path) and "| FAILS | 0 |" in text(tmp_path, "summary.md")
    assert "verdict fails" not in text(tmp_path) and "What fails" not in text(tmp_path)


def test_what_was_not_run_says_so(tmp_path):
    tables = whole()
    tables["checks"] = tables["checks"].query("concept != 'recurrent.lstm'")
    write(tables, dict(interrupted=True), tmp_path)
    assert text(tmp_path).count(">not run</td>") == 5 and "<b>5</b> cells not run" in text(tmp_path)
    assert "nothing was compared" in text(tmp_path, "concepts/recurrent.lstm.html")
    for name in ("index.html", "concepts/linear.dense.html", "summary.md"):
        assert "Interrupted" in text(tmp_path, name)


def test_what_nobody_is_asked_is_not_said_to_lack(tmp_path):
    tables = whole()
    cases = tables["checks"].query("concept == 'recurrent.lstm'")["case"].unique()
    asked = [dict(case=case, dtypes=["float32"]) for case in cases]
    tables["concepts"]["asked"] = [
        asked if name == "recurrent.lstm" else None for name in tables["concepts"]["concept"]
    ]
    tables["checks"] = tables["checks"].query("concept != 'recurrent.lstm' or dtype == 'float32'")
    write(tables, {}, tmp_path)
    assert text(tmp_path).count(">not asked</td>") > 1 and "not run" not in text(tmp_path)
    page = text(tmp_path, "concepts/recurrent.lstm.html")
    assert ">not asked</td>" in page and ">not run</td>" not in page


def test_a_framework_that_is_unavailable_says_why(tmp_path):
    tables = whole()
    tables["checks"] = tables["checks"].query("framework != 'keras'")
    write(tables, dict(unavailable=dict(keras="ImportError: no libtensorflow")), tmp_path)
    assert text(tmp_path).count(">unavailable</td>") == 4
    for name in ("index.html", "concepts/linear.dense.html", "summary.md"):
        assert "ImportError: no libtensorflow" in text(tmp_path, name)


def test_a_crash_covers_every_array_of_its_case(tmp_path):
    case, broken = dict(case="n=1 i=1"), dict(verdict="crashed", reason="IndexError: 7")
    crash = check("linear.dense", "keras", "float32", "", NAN, **case, **broken)
    write(with_checks(crash, check(**case), check(**case, array="W")), {}, tmp_path)
    assert text(tmp_path, "concepts/linear.dense.html").count(">crashed</td>") == 2
    assert "IndexError: 7" in text(tmp_path) and "IndexError: 7" in text(tmp_path, "summary.md")


def test_a_declared_difference_says_how_far_and_does_not_hide_how_exact_the_rest_is():
    differs = check(units=1e9, verdict=DIFFERS, reason="another epsilon")
    both = judge([check(units=2.5), differs])
    assert str(both) == "≠ 1.0e9" and both.units == 2.5
    assert both.told == "differs as declared: 1.0e9 roundings, the rest 2.5"
    assert str(judge([differs])) == "≠ 1.0e9"
    assert str(judge([dict(differs, units=NAN)])) == "≠"
    assert str(judge([check(units=7e8, verdict=FAILS), differs])) == "FAILS 7.0e8"
    assert str(judge([check(units=1), check(verdict="a word that is new")])) == "a word that is new"


def test_nothing_in_a_table_becomes_html(tmp_path):
    evil = concept("linear.dense", **dict.fromkeys(("title", "idea", "lesson", "kind", *PANELS), EVIL))
    evil["layouts"] = [
        layout(EVIL, "keras", EVIL, address=address, axes=EVIL, ours=EVIL, theirs=EVIL)
        for address in ("", EVIL)
    ]
    evil["differs"] = [dict(framework="keras", ways=[""], why=EVIL)]
    evil["loading"] = [dict(source="pytorch", target="keras", code=EVIL)]
    evil["documents"] = [dict(framework="keras", name=EVIL, address=EVIL)]
    evil["calls"] = [dict(framework="keras", call=EVIL, address=EVIL)]
    everywhere = dict(array=EVIL, case=EVIL, reason=EVIL)
    tables = with_checks(check(**everywhere, verdict=FAILS), check(**everywhere, verdict="crashed"))
    tables["concepts"] = pd.DataFrame([evil])
    tables["idioms"] = pd.DataFrame([dict.fromkeys(idiom(), EVIL)])
    tables["defaults"] = pd.DataFrame(
        [default(each, EVIL, parameter=EVIL, passed=EVIL) for each in ("", EVIL)]
    )
    tables["timings"] = pd.DataFrame([timing("keras", EVIL, size=EVIL), timing("keras", "xla", reason=EVIL)])
    tables["accuracy"] = tables["accuracy"].assign(story=EVIL, data=EVIL, setting=EVIL, metric=EVIL)
    write(tables, {EVIL: EVIL, "unavailable": {"keras": EVIL}}, tmp_path)
    for path in [*tmp_path.rglob("*.html"), tmp_path / "summary.md"]:
        assert "<script>alert" not in path.read_text("utf-8") and "<b>|" not in path.read_text("utf-8"), (
            path.name
        )
    assert "&lt;script&gt;alert" in text(tmp_path) and "&lt;script" in text(tmp_path, "summary.md")


def test_pages_ask_for_nothing_from_the_network(tmp_path):
    write(whole(), {}, tmp_path)
    vocabularies = r"http://www\.w3\.org/\S+"  # the names of SVG and XLink, which nobody fetches
    to_click = r'<a class="documentation" href="https://[^"]+">'
    for path in [*tmp_path.rglob("*.html"), tmp_path / "style.css"]:
        page = re.sub(f"{vocabularies}|{to_click}", "", path.read_text("utf-8"))
        assert not re.search(r"https?:|//\w", page), path.name


def test_a_docstring_is_shown_as_prose():
    html = prose(
        "One *bold* idea with 4*h gates.\n\n    0 | 1 < 2\n\n    d = 1\n\nUse ``x*y``, :mod:`scratch.x`."
    )
    head, equation, foot = html.partition('<div class="equations"')
    assert head == "<p>One <em>bold</em> idea with 4*h gates.</p>\n<pre>0 | 1 &lt; 2</pre>\n"
    assert equation and foot.endswith("<p>Use <code>x*y</code>, <code>scratch.x</code>.</p>")


def test_a_line_of_source_has_the_address_that_it_has_in_its_file(tmp_path):
    write(whole(), {}, tmp_path)
    page = text(tmp_path, "concepts/linear.dense.html")
    assert re.search(r'id="scratch-7"[^\n]*import', page) and 'id="scratch-1"' not in page
    assert re.search(r'id="keras-11"[^\n]*return', page)


def test_both_pictures_are_drawn_in_the_colours_of_the_panels(tmp_path):
    write(whole(), {}, tmp_path)
    page = text(tmp_path, "concepts/linear.dense.html")
    assert page.count("<svg ") - page.count('<svg class="box') == 2 and "currentColor" in page
    for panel in PANELS.values():
        assert panel.colour.lower() in page and panel.colour in text(tmp_path, "style.css")


def test_numbers_that_no_axis_has_are_drawn(tmp_path):
    odd = [check(array=f"{units}", units=units, allowed=NAN) for units in (0, INF, NAN, 1e308, 1e-300)]
    medians = [timing("scratch", "numpy", median, NAN) for median in (0, NAN, 1e-9)]
    write(with_checks(*odd) | dict(timings=pd.DataFrame(medians)), {}, tmp_path / "some")
    write(dict(checks=pd.DataFrame(odd[:1])), {}, tmp_path / "one")
    assert "∞" in text(tmp_path / "some", "concepts/linear.dense.html")


def test_a_folder_that_cannot_be_written_raises_and_leaves_nothing(tmp_path):
    (tmp_path / "taken").write_text("a file")
    for folder in (tmp_path / "taken", tmp_path / "taken" / "out"):
        with pytest.raises(OSError, match="taken"):
            write(whole(), {}, folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["taken"] and text(tmp_path, "taken") == "a file"


def test_a_write_that_breaks_off_leaves_the_old_file(tmp_path, monkeypatch):
    def break_off(path, target):
        raise KeyboardInterrupt

    put(tmp_path / "page", b"old")
    monkeypatch.setattr(Path, "replace", break_off)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path / "page", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["page"] and text(tmp_path, "page") == "old"


def test_text_among_numbers_is_refused(tmp_path):
    timings = pd.DataFrame([timing("keras", "eager") | dict(median_ms="fast")])
    with pytest.raises(ValueError, match="fast"):
        write(dict(timings=timings), {}, tmp_path)


def test_importing_the_package_imports_no_library():
    program = "import sys, reports; print({'pandas', 'matplotlib', 'jinja2', 'pygments'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert answer.stdout.strip() == "set()", answer.stderr
