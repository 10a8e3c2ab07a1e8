"""What a planted mistake is: an edit of a right pair's file, where it is, and which reason is the right one."""

import importlib
import importlib.util
import re
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent

#: Where files with a mistake in them lie while this process lives.
_FOLDER = tempfile.TemporaryDirectory(prefix="triptych-mistakes-")

#: Where a mistake shows: in the outputs, in the gradients alone, or in training alone.
SHOWS = ("outputs", "gradients", "training")


@dataclass(frozen=True)
class Planted:
    """A mistake that people make in a port.

    ``edits`` are pairs of texts, what stands in the pair's file (once) and what the person wrote instead. ``place`` is
    looked for as whole words in the names of both layers of a finding, ``reason`` in what the finding says; both are
    regular expressions, and ``reason`` may be several, which must all be found. ``shows`` is one of ``SHOWS``.
    ``carried`` says whether the weights are ported before; they cannot be if their shapes do not fit.
    """

    what: str
    edits: tuple[tuple[str, str], ...]
    place: str
    reason: str | tuple[str, ...]
    shows: str = "outputs"
    carried: bool = True
    pair: str = field(default="", compare=False)

    def module(self) -> ModuleType:
        """Return the pair's module with the mistake in it."""
        text = (HERE / "pairs" / f"{self.pair}.py").read_text(encoding="utf-8")
        for old, new in self.edits:
            if text.count(old) != 1:
                raise ValueError(
                    f"{self.pair}, {self.what}: {old!r} stands {text.count(old)} times in the file"
                )
            text = text.replace(old, new)
        return _written(f"{self.pair}_with_a_mistake", text)

    def placed(self, *names: str) -> bool:
        """Say whether one of these names of layers is at the place of the mistake."""
        return any(re.search(rf"(?<!\w)(?:{self.place})(?!\w)", name or "", re.IGNORECASE) for name in names)

    def explained(self, reason: str) -> bool:
        """Say whether this reason is the right one."""
        wanted = (self.reason,) if isinstance(self.reason, str) else self.reason
        return all(re.search(each, reason or "", re.IGNORECASE) for each in wanted)


def pair(name: str) -> ModuleType:
    """Return the module of a pair that is right."""
    return importlib.import_module(f"benchmarks.models.pairs.{name}")


def mistakes(which: str, names: tuple[str, ...]) -> list[Planted]:
    """Return the mistakes of one set, "open" or "held_back", in these pairs."""
    found = []
    for name in names:
        module = importlib.import_module(f"benchmarks.models.mistakes.{which}_{name}")
        found += [Planted(**{**vars(each), "pair": name}) for each in module.MISTAKES]
    return found


def _written(name: str, text: str) -> ModuleType:
    """Import a text as a module; it lies in a file, so that whoever reads its source can."""
    file = Path(_FOLDER.name) / f"{name}_{len(list(Path(_FOLDER.name).iterdir()))}.py"
    file.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
