"""A browser, a site, and its pages opened in it: the network is asked for nothing."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from reports.picture import BROWSERS
from tests.reports.made_site import made_site

#: Set where a browser must be there, so that these tests cannot be skipped unseen.
DEMANDED = "TRIPTYCH_BROWSER"


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
    return made_site(tmp_path_factory.mktemp("site"))


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
