"""``triptych show``: the three sources of a concept, as the terminal has room for them."""

from rich.panel import Panel
from rich.syntax import Syntax
from rich.table import Table

from comparisons.declaring.catalogue import source
from comparisons.desk.terminal import open_console
from reports.panels import PANELS

NARROW = 120


def show_sources(name: str, plain: bool) -> None:
    """Print the three sources of a concept side by side, below each other where the terminal is narrow."""

    console = open_console(plain)
    sources = {panel: source(name, panel) for panel in PANELS}
    if plain or not console.is_terminal:
        for panel, text in sources.items():
            print(f"# {PANELS[panel].title}: {name}\n\n{text}")
        return
    panels = [
        Panel(
            Syntax(text, "python", theme="ansi_dark", background_color="default", word_wrap=True),
            title=PANELS[panel].title,
        )
        for panel, text in sources.items()
    ]
    if console.width < NARROW:
        console.print(*panels, sep="\n")
        return
    grid = Table.grid(expand=True)
    for _ in panels:
        grid.add_column(ratio=1)
    grid.add_row(*panels)
    console.print(grid)
