"""Sliders in a real browser: by mouse, by keyboard, and a plain picture where there is none."""

STORY = "stories/perceptron.html"


def said(page):
    return page.locator("figure.play .frame").text_content()


def test_a_slider_changes_the_picture_by_keyboard(open_page):
    page = open_page(STORY)
    slider = page.get_by_label("bias b")
    assert "here b is 0" in said(page) and slider.get_attribute("aria-valuetext") == "bias b 0"
    before = page.locator("figure.play .frame").inner_html()
    slider.press("ArrowRight")
    assert "here b is 1" in said(page) and page.locator(".slider output").inner_text() == "1"
    assert slider.get_attribute("aria-valuetext") == "bias b 1"
    slider.press("Home")
    assert "here b is -1" in said(page) and page.locator(".slider output").inner_text() == "−1"
    slider.press("ArrowRight")
    assert page.locator("figure.play .frame").inner_html() == before, "there and back again"
    assert page.locator("figure.play svg[role=img]").count() == 1


def test_without_a_script_and_on_paper_it_is_a_plain_picture(open_page):
    page = open_page(STORY, java_script_enabled=False)
    assert "here b is 0" in said(page) and page.locator(".slider").count() == 0
    page = open_page(STORY)
    page.emulate_media(media="print")
    assert page.locator("figure.play svg").is_visible() and not page.locator(".slider").is_visible()
