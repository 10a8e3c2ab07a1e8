"""A site of a few real concepts and a made-up story, for the tests that open it in a browser."""

from functools import partial
from pathlib import Path

import pandas as pd

from comparisons.guide.explaining import concept_rows
from comparisons.guide.idioms import idiom_rows
from comparisons.portraits.gallery import portraits
from comparisons.telling.telling import Telling
from reports import aligned
from reports.panels import PANELS
from reports.verdicts import DIFFERS, FAILS
from reports.write import write
from tests.made_aligned import made_aligned
from tests.made_tables import check, default, grown, score, timing, whole

NAMES = [
    "linear.dense", "losses.mean_squared_error", "optimizers.adam", "normalization.batch_norm", "recurrent.gru",
    "recurrent.lstm",
]  # fmt: skip
WAYS = [("pytorch", "float64"), ("pytorch", "float32"), ("keras", "float64"), ("keras", "float32")]


def made_site(folder: Path) -> Path:
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
    timings += [
        timing("keras", mode, ratio, ratio) | {"pass": "forward and backward"}
        for mode, ratio in (("eager", 20.0), ("function", 0.05))
    ]
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
    story.frames("moved", "A line to move", "bias b", {b: partial(_draw, b=b) for b in (-1.0, 0.0, 1.0)})
    environment = dict(threads=2, date="2026-11-26T09:00:00+00:00")
    write(whole(), environment | dict(date="2026-11-25T09:00:00+00:00"), folder)
    aligned.write(*made_aligned(60, wrong={7: "layer", 30: "glue", 45: "training"}), folder)
    return write(tables, environment, folder, [story], portraits(NAMES))


def _draw(figure, b):
    axes = figure.subplots()
    axes.plot([0, 1], [b, b])
    axes.set(ylim=(-2, 2))
    axes.set_title(f"here b is {b:g}")


def shown(page, table="#matrix"):
    """Return the names of the concepts in the rows that are seen, in their order."""
    rows = page.locator(f"{table} tbody tr:visible")
    return rows.evaluate_all("rows => rows.map(row => row.dataset.concept.split('.')[1])")
