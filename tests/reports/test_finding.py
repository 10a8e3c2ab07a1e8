"""Finding in a real browser: search and filters of the front page, and the address that remembers them."""

from tests.reports.made_site import NAMES, shown


def unfolded(page):
    """Return the families in the course that are seen, with the concepts of each that are."""
    return page.locator(".stage:visible").evaluate_all(
        """all => all.map(each => [each.querySelector("h3").textContent,
        [...each.querySelectorAll("[data-concept]")].filter(one => one.checkVisibility()).length])"""
    )


def fold(page):
    page.evaluate("document.querySelectorAll('.stage details').forEach(each => each.open = false)")


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


def test_search_unfolds_families_and_folds_them_again(open_page):
    page = open_page()
    fold(page)
    page.get_by_label("Search").fill("gated")
    assert unfolded(page) == [["Recurrent", 2]] and not page.locator(".told").is_visible()
    page.get_by_label("Search").fill("perceptron")
    assert unfolded(page) == [] and page.locator(".told").is_visible()
    page.get_by_label("Search").fill("")
    assert all(number == 0 for _, number in unfolded(page)) and len(unfolded(page)) == 5


def test_what_is_asked_for_stands_in_the_address_and_is_asked_again_on_load(open_page):
    page = open_page()
    page.get_by_label("Search").fill("gated")
    page.get_by_label("Framework").select_option("keras")
    assert page.url.endswith("index.html?words=gated&framework=keras")
    page.reload()
    assert page.get_by_label("Search").input_value() == "gated" and set(shown(page)) == {"gru", "lstm"}
    assert page.get_by_label("Framework").input_value() == "keras"
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("location.search === ''")


def test_the_way_back_leads_to_what_was_asked_before(open_page):
    page = open_page()
    page.get_by_label("Search").press_sequentially("lstm")
    page.get_by_label("Search").fill("gru")
    page.get_by_label("Verdict").select_option("FAILS")
    assert shown(page) == ["gru"]
    page.go_back()
    assert shown(page) == ["gru"] and page.get_by_label("Verdict").input_value() == ""
    page.go_back()
    assert len(shown(page)) == len(NAMES), "a word is one step, however many letters it has"
    page.go_forward()
    assert shown(page) == ["gru"]


def test_a_total_leads_to_what_it_counts(open_page):
    page = open_page()
    page.locator(".totals a", has_text="differ as declared").click()
    page.wait_for_url("**/index.html?verdict=differs+as+declared#agreement")
    assert shown(page) == ["batch_norm"]


def test_enter_opens_the_first_that_is_found(open_page):
    page = open_page()
    page.get_by_label("Search").fill("long short-term")
    page.get_by_label("Search").press("Enter")
    page.wait_for_url("**/concepts/recurrent.lstm.html")
    page.go_back()
    assert shown(page) == ["lstm"]


def test_a_cell_leads_to_what_it_speaks_of(open_page):
    page = open_page()
    page.locator("[data-concept='normalization.batch_norm'] .differs a").click()
    page.wait_for_url("**/concepts/normalization.batch_norm.html#differs")
    assert page.locator("#differs").is_visible()


def test_a_link_to_a_family_unfolds_it(open_page):
    page = open_page(viewport=dict(width=1440, height=900))
    fold(page)
    page.locator(".side a", has_text="optimizers").click()
    page.wait_for_function("document.getElementById('family-optimizers').open")
    assert unfolded(page)[2] == ["Optimizers", 1]


def test_on_a_phone_the_numbers_of_every_table_are_seen(open_page):
    page = open_page(viewport=dict(width=390, height=800))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for number in page.locator("#matrix td.verdict, .speed td.number, .scores td.number").all():
        box = number.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, number.inner_text()


def test_on_a_wide_screen_the_contents_stay_at_the_side(open_page):
    page = open_page(viewport=dict(width=1440, height=900))
    page.evaluate("document.getElementById('environment').scrollIntoView({behavior: 'instant'})")
    side, content = page.locator(".side").bounding_box(), page.locator("h1").bounding_box()
    assert 0 <= side["y"] < 100 and side["x"] + side["width"] <= content["x"]
