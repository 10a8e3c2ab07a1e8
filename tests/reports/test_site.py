"""The site in a real browser: sort and copy, by keyboard too; nothing is wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from comparisons.declaring.catalogue import HOUSE
from comparisons.guide.explaining import concept_rows
from reports.panels import PANELS
from tests.reports.made_site import NAMES, shown

PAGES = ["index.html", "idioms.html", "history.html", "concepts/recurrent.gru.html",
         "concepts/normalization.batch_norm.html", "stories/perceptron.html", "align.html"]  # fmt: skip
WIDTHS = (390, 820, 1440)


def test_a_matrix_is_sorted_worst_first_and_then_best_first(open_page):
    page = open_page()
    header = page.locator("#matrix th", has_text="Keras").last
    header.click()
    assert shown(page)[:2] == ["gru", "lstm"] and header.get_attribute("aria-sort") == "descending"
    header.press("Enter")
    assert shown(page)[-2:] == ["lstm", "gru"] and header.get_attribute("aria-sort") == "ascending"
    page.locator("#matrix th", has_text="Concept").click()
    names = page.locator("#matrix tbody th").all_inner_texts()
    assert names == sorted(names)
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
    for name, style in (("recurrent.gru", "fails"), ("linear.dense", "lacks"), ("recurrent.lstm", "lacks")):
        assert page.locator(f".path [data-concept='{name}'] a.{style}").count() == 1, name


def test_the_front_page_is_quick_to_open_since_it_asks_for_little(open_page, site):
    page = open_page()
    asked = page.evaluate(
        "[...document.querySelectorAll('script, link[rel=stylesheet]')].map(each => each.src || each.href)"
    )
    asked = [url.rpartition("/")[2] for url in asked]
    assert sorted(asked) == ["find.js", "site.js", "style.css", "tablesort.min.js"]
    assert page.locator("img").count() == page.locator("img[loading=lazy]").count() > 1
    assert sum((site / name).stat().st_size for name in ("index.html", *asked)) < 500_000


def test_numbers_of_a_story_are_sorted_and_its_sources_open(open_page):
    page = open_page("stories/perceptron.html")
    header, cells = page.locator("#tables ~ .wide th").nth(1), page.locator("#tables ~ .wide td:nth-child(2)")
    assert cells.all_inner_texts() == ["4", "1024", "0"]
    for order in (["0", "4", "1024"], ["1024", "4", "0"]):
        header.click()
        assert cells.all_inner_texts() == order
    assert not page.get_by_text("class Dense").is_visible()
    page.get_by_text("Dense layer in three panels").click()
    assert page.locator(".panel.scratch .code").is_visible()
