"""One picture of a report, as the README shows it: ``python -m reports.picture REPORT PICTURE.png``.

Two pages side by side, photographed by a headless Chromium; none is needed for anything else.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

WIDTH, HEIGHT = 1440, 1000  # pixels
PAGES = ("index.html", "concepts/recurrent.lstm.html")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

_PAGE = """<!doctype html><style>
body {{ margin: 0; background: #e8e8e4; display: flex; gap: 24px; padding: 24px; }}
div {{ flex: 1; height: {height}px; overflow: hidden; box-shadow: 0 2px 12px #0003; }}
iframe {{ border: 0; width: {inner}px; height: {tall}px; transform: scale({scale}); transform-origin: 0 0; }}
</style>{frames}"""


def picture(report: Path, target: Path) -> None:
    """Photograph two pages of a report by a browser. Raises OSError if either is missing."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise OSError(f"no browser found; one of {', '.join(BROWSERS)} must be installed")
    pages = [(report / page).resolve(strict=True) for page in PAGES]
    scale = (WIDTH - 72) / 2 / 1150
    frames = "".join(f'<div><iframe src="{page.as_uri()}"></iframe></div>' for page in pages)
    html = _PAGE.format(
        height=HEIGHT - 48, inner=1150, tall=round((HEIGHT - 48) / scale), scale=scale, frames=frames
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        both = Path(folder) / "both.html"
        both.write_text(html, encoding="utf-8")
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
             "--disable-background-networking", f"--user-data-dir={folder}/profile", f"--screenshot={target.resolve()}",
             f"--window-size={WIDTH},{HEIGHT}", both.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


if __name__ == "__main__":
    try:
        picture(Path(sys.argv[1]), Path(sys.argv[2]))
    except OSError as error:
        sys.exit(f"no picture: {error}")
