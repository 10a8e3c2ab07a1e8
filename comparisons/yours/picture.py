"""A verdict in a notebook: its sentences, and where in an array the error sits."""

import html as escaping

import numpy as np

from comparisons.judging.precision import ALLOWED

#: No picture has more cells than so many along an axis; of larger arrays the worst of each block is shown.
CELLS = 24


def html(verdict) -> str:
    """Return a verdict as HTML: what there is to read, and where arrays that fail are off, as fields of colour."""
    colour = "#1a7f37" if verdict.agrees else "#b3261e"
    lines = "".join(f"<li>{escaping.escape(line)}</li>" for line in verdict.lines())
    fields = "".join(map(field, verdict.spots.values()))
    return f'<p style="color:{colour}"><b>{escaping.escape(verdict.headline)}</b></p><ul>{lines}</ul>{fields}'


def field(spot) -> str:
    """Return an SVG of how many roundings each entry is off: white within what is allowed, the darker the farther."""
    far = shrunk(spot.far)
    rows, columns = far.shape
    size = 12
    cells = "".join(
        f'<rect x="{size * j}" y="{size * i}" width="{size}" height="{size}" fill="{shade(far[i, j])}"/>'
        for i in range(rows)
        for j in range(columns)
    )
    title = (
        f"{spot.label} in ({spot.case}) {spot.dtype}: darker is farther off, white within {ALLOWED} roundings"
    )
    return (
        f'<figure style="display:inline-block;margin:8px"><svg role="img" width="{size * columns}" '
        f'height="{size * rows}" style="border:1px solid #888"><title>{escaping.escape(title)}</title>{cells}</svg>'
        f"<figcaption>{escaping.escape(title)}</figcaption></figure>"
    )


def shade(roundings: float) -> str:
    """Return a colour from white to dark red by the magnitude of an error in roundings."""
    if roundings <= ALLOWED:
        return "#ffffff"
    share = min(1.0, np.log10(roundings / ALLOWED) / 12) if np.isfinite(roundings) else 1.0
    return f"rgb({255 - int(80 * share)},{int(190 * (1 - share))},{int(170 * (1 - share))})"


def shrunk(far: np.ndarray) -> np.ndarray:
    """Return a field of at most CELLS × CELLS, each the worst of the block that it stands for."""
    rows, columns = far.shape
    starts = [
        np.unique(np.linspace(0, size, min(size, CELLS), endpoint=False).astype(int))
        for size in (rows, columns)
    ]
    return np.maximum.reduceat(np.maximum.reduceat(far, starts[0], 0), starts[1], 1)
