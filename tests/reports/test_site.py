"""The site in a real browser: search, filter, sort and copy, by keyboard too; the network is asked for nothing."""

import os
import shutil

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from comparisons.declaring.catalogue import HOUSE
from comparisons.guide.explaining import concept_rows
from comparisons.guide.idioms import idiom_rows
from comparisons.portraits.gallery import portraits
from comparisons.telling.telling import Telling
from reports.panels import PANELS
from reports.picture import BROWSERS
from reports.verdicts import DIFFERS, FAILS
from reports.write import write
from tests.made_tables import check, default, grown, score, timing, whole

#: Set where a browser must be there, so that these tests cannot be skipped unseen.
DEMANDED = "TRIPTYCH_BROWSER"

NAMES = [
    "linear.dense", "losses.mean_squared_error", "optimizers.adam", "normalization.batch_norm", "recurrent.gru",
    "recurrent.lstm",
]  # fmt: skip
PAGES = ["index.html", "idioms.html", "concepts/recurrent.gru.html", "concepts/normalization.batch_norm.html",
         "stories/perceptron.html"]  # fmt: skip
WIDTHS = (390, 820, 1440)
WAYS = [("pytorch", "float64"), ("pytorch", "float32"), ("keras", "float64"), ("keras", "float32")]


@pytest.fixture(scope="session")
def browser():
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        (pytest.fail if os.environ.get(DEMANDED) else pytest.skip)(
            f"none of {', '.join(BROWSERS)} is installed"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--disable-background-networking"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Real concepts with made-up figures: an array fails, a panel crashed, a concept was not run."""
    rows = [
        check(name, *way, array, units, case="n=3")
        for number, name in enumerate(NAMES[:-1])
        for way in WAYS
        for array, units in (("y", 0.5 + number), ("W", 20.0 - number))
    ]
    rows += [
        check("recurrent.gru", *WAYS[3], "h", 3e7, verdict=FAILS, reason="recurrent.gru keras: h is off"),
        check("linear.dense", "pytorch", "float64", "", verdict="crashed", reason="RuntimeError: no memory"),
        check("normalization.batch_norm", *WAYS[2], "var", 1e9, verdict=DIFFERS, reason="biased variance"),
    ]
    timings = [*grown("scratch", "numpy", 0.1, 0.4, 2.0, 9.0), *grown("pytorch", "eager", 0.4, 0.5, 1.0, 3.0)]
    timings += [timing("keras", "xla", reason="crashed: no fixed shape")]
    tables = whole() | dict(
        checks=pd.DataFrame(rows),
        timings=pd.DataFrame(timings),
        accuracy=pd.DataFrame([score(name) for name in PANELS]),
        concepts=pd.DataFrame(concept_rows(NAMES)),
        idioms=pd.DataFrame(idiom_rows()),
        defaults=pd.DataFrame(
            [default("eps", "1e-05"), default("", "True", parameter="bias", passed="False")]
        ),
    )
    title = "The perceptron: it learns."
    told = dict(story="perceptron", title=title, text=f"{title}\n\n    z = x w\n", answer="")
    story = Telling(told | dict(place=1, concepts=["linear.dense"], source='"""It learns."""\n\nPLACE = 1\n'))
    story.claim("It converges.", True, epochs=3)
    mistakes = [dict(epoch=epoch, framework="keras", value=value) for epoch, value in enumerate((4, 1024, 0))]
    story.table("mistakes", "Mistakes in each epoch", mistakes)
    with story.picture("boundary", "The line turns") as figure:
        figure.subplots().plot([0, 1], [1, 0])
    return write(tables, dict(threads=2), tmp_path_factory.mktemp("site"), [story], portraits(NAMES))


@pytest.fixture
def open_page(browser, site):
    """Open a page of the site. At the end nothing may have been said on the console, or asked of the network."""
    contexts, said, asked = [], [], []

    def open_page(name="index.html", **how):
        contexts.append(browser.new_context(**how))
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        file, _, address = name.partition("#")
        page.goto((site / file).as_uri() + (f"#{address}" if address else ""))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def shown(page, table="#matrix"):
    """Return the names in the first column of the rows that are seen, in their order."""
    return page.locator(f"{table} tbody tr:visible th a").all_inner_texts()


def test_search_finds_concepts_by_name_and_by_what_they_are(open_page):
    page = open_page()
    assert len(shown(page)) == len(NAMES)
    page.get_by_label("Search").fill("LSTM")
    assert shown(page) == ["lstm"] and "1 of 6" in page.locator("output").inner_text()
    page.get_by_label("Search").fill("squared distances")
    assert shown(page) == ["mean_squared_error"]
    page.get_by_label("Search").fill("nothing is called so")
    assert shown(page) == [] and "0 of 6" in page.locator("output").inner_text()
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("document.querySelectorAll('#matrix tbody tr:not([hidden])').length === 6")


def test_filters_narrow_by_family_framework_and_verdict(open_page):
    page = open_page()
    page.get_by_label("Family").select_option("recurrent")
    assert shown(page) == ["gru", "lstm"]
    page.get_by_label("Verdict").select_option("FAILS")
    assert shown(page) == ["gru"]
    page.get_by_label("Framework").select_option("pytorch")
    assert shown(page) == []
    page.get_by_label("Framework").select_option("keras")
    assert shown(page) == ["gru"]
    assert set(page.locator("#matrix th[data-framework]:visible").all_inner_texts()) == {
        "■ Keras\nfloat64", "■ Keras\nfloat32",
    }  # fmt: skip
    page.get_by_label("Family").select_option("")
    page.get_by_label("Framework").select_option("")
    page.get_by_label("Verdict").select_option("not run")
    assert shown(page) == ["lstm"]


def test_a_matrix_is_sorted_worst_first_and_then_best_first(open_page):
    page = open_page()
    header = page.locator("#matrix th", has_text="Keras").last
    header.click()
    assert shown(page)[:2] == ["gru", "lstm"] and header.get_attribute("aria-sort") == "descending"
    header.press("Enter")
    assert shown(page)[-2:] == ["lstm", "gru"] and header.get_attribute("aria-sort") == "ascending"
    page.locator("#matrix th", has_text="Concept").click()
    assert shown(page) == sorted(shown(page))
    page.locator("#matrix th", has_text="Family").click()
    assert shown(page)[0] == "dense", "families stand in the order of the course"


def test_numbers_are_sorted_as_numbers_under_the_heading_of_their_case(open_page):
    page = open_page("concepts/optimizers.adam.html")
    table = page.locator("#agreement ~ .pair table")
    column = table.locator("th", has_text="Keras").first
    for order in (["W", "y"], ["y", "W"]):  # 18 and 2.5
        column.click()
        assert table.locator("tbody th code").all_inner_texts() == order
        assert table.locator("tbody tr").first.inner_text().strip() == "n=3"


def test_a_source_is_copied_without_its_line_numbers(open_page):
    page = open_page("concepts/recurrent.lstm.html", permissions=["clipboard-read", "clipboard-write"])
    (concept,) = concept_rows(["recurrent.lstm"])
    for panel in PANELS:
        page.locator(f".panel.{panel} .copy").click()
        page.locator(f".panel.{panel} .copy", has_text="Copied").wait_for()
        code = page.evaluate("navigator.clipboard.readText()")
        assert code.strip() and concept[panel].strip().endswith(code.strip())


def test_where_copying_is_forbidden_the_source_is_selected(open_page):
    page = open_page("concepts/recurrent.lstm.html")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')) }")
    page.locator(".panel.keras .copy").click()
    page.locator(".panel.keras .copy", has_text="Selected").wait_for()
    assert "keras.layers.LSTM" in page.evaluate("getSelection().toString()")


def test_a_link_leads_to_a_line_of_source(open_page):
    page = open_page("concepts/recurrent.gru.html#scratch-36")
    source = (HOUSE / "scratch" / "recurrent" / "gru.py").read_text("utf-8").splitlines()
    assert page.locator(":target").inner_text().strip() == source[35].strip() != ""
    page.wait_for_function("innerHeight > document.querySelector(':target').getBoundingClientRect().top")


def test_weights_can_be_loaded_by_code_that_opens_by_keyboard(open_page):
    page = open_page("concepts/recurrent.gru.html")
    summary = page.get_by_text("Load the weights of PyTorch into Keras")
    summary.press("Enter")
    code = page.locator("#load-keras-1").locator("..")
    assert code.is_visible() and "recurrent_kernel" in code.inner_text()


@pytest.mark.parametrize("name", PAGES)
def test_everything_is_reached_with_the_tab_key(open_page, name):
    page = open_page(name)
    wanted = page.locator(
        "a[href]:not([tabindex='-1']):visible, button:visible, input:visible, select:visible, summary:visible, "
        "th[tabindex]:visible"
    )
    number, reached = wanted.count(), 0
    wanted.evaluate_all("all => all.forEach(each => each.dataset.wanted = true)")
    for _ in range(number + 20):  # boxes that scroll are reached, too
        page.keyboard.press("Tab")
        reached += page.evaluate(
            "delete document.activeElement.dataset.wanted, document.activeElement !== document.body"
        )
    assert page.locator("[data-wanted]").count() == 0 and reached >= number


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_is_found(open_page, name):
    every = dict(preload=False)  # no style sheet lies elsewhere
    for scheme, rules in (("light", every), ("dark", every | dict(runOnly=["color-contrast"]))):
        found = Axe().run(open_page(name, color_scheme=scheme), options=rules).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], scheme


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_wide_as_the_screen(open_page, tmp_path, name):
    page = open_page(name)
    for width in WIDTHS:
        page.set_viewport_size(dict(width=width, height=900))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        picture = page.screenshot(path=tmp_path / f"{width}.png", full_page=True)
        assert len(picture) > 20_000, "there is something to be seen"


def test_without_scripts_everything_is_there_but_the_filter(open_page):
    page = open_page(java_script_enabled=False)
    assert len(shown(page)) == len(NAMES) and not page.locator("#filters").is_visible()
    assert page.get_by_text("recurrent.gru keras: h is off").is_visible()


def test_what_is_wrong_is_seen_at_once_and_in_the_course(open_page):
    page = open_page(viewport=dict(width=1440, height=900))
    for text in ("recurrent.gru keras: h is off", "RuntimeError: no memory"):
        assert page.get_by_text(text).first.bounding_box()["y"] < 900
    for name, style in (("gru", "fails"), ("dense", "lacks"), ("lstm", "lacks")):
        assert page.locator(f".path a.{style}", has_text=name).count() == 1, name


def test_the_front_page_is_quick_to_open_since_it_asks_for_little(open_page, site):
    asked = open_page().evaluate(
        "[...document.querySelectorAll('script, img, link[rel=stylesheet]')].map(each => each.src || each.href)"
    )
    asked = [url.rpartition("/")[2] for url in asked]
    assert sorted(asked) == ["site.js", "style.css", "tablesort.min.js"]
    assert sum((site / name).stat().st_size for name in ("index.html", *asked)) < 500_000


def test_numbers_of_a_story_are_sorted_and_its_sources_open(open_page):
    page = open_page("stories/perceptron.html")
    header, cells = page.locator("#tables ~ .wide th").nth(1), page.locator("#tables ~ .wide td:nth-child(2)")
    assert cells.all_inner_texts() == ["4", "1024", "0"]
    for order in (["0", "4", "1024"], ["1024", "4", "0"]):
        header.click()
        assert cells.all_inner_texts() == order
    assert not page.get_by_text("class Dense").is_visible()
    page.get_by_text("linear.dense in three panels").click()
    assert page.locator(".panel.scratch .code").is_visible()
