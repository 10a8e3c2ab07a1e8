"""The declaration of a concept: what is compared, at which sizes, and where each framework keeps each array."""

import importlib
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import ModuleType
from typing import Annotated, Any, get_args, get_origin

from comparisons.declaring.differing import Differs, OutOfRange
from comparisons.declaring.draws import Draw, Law
from comparisons.declaring.kinds import KINDS
from comparisons.declaring.layout import Layout
from comparisons.errors import Mistake
from scratch.arguments import Argument, arguments, settings

#: Sizes and settings of one's own, as pairs of name and value: a case that is part of a key.
Own = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Concept:
    """One concept's declaration.

    module     ``__name__`` of the declaring module; the three panels lie at the same path in their trees
    cases      sizes of the axes and settings to compare at, and what ``data`` asks for. ``data`` in a case is a data
               set of :mod:`comparisons.declaring.data` (its training part becomes the arguments ``x`` and ``y``);
               ``dtypes`` names the dtypes of a case that has a reason not to be asked in all; ``given`` those of the
               arrays that may be absent which are there
    timing     the case to time; its first size is the one that grows when cost is drawn against size
    data       ``data(rng, <sizes by name>)`` draws the arguments that standard normal numbers do not suit
    start      of a training run: ``start(<sizes by name>)``, weights from which training on a data set starts, where
               drawn ones do not suit, as those of a normalization
    pytorch    layouts of arrays in PyTorch, by scratch's name; see :mod:`comparisons.declaring.layout`
    keras      the same for Keras
    differs    by framework, or ``pytorch under compile``, what it computes where it rightly departs from scratch: a
               :class:`Differs`
    halves     by framework and half precision, ``pytorch in float16``, which step between has no number there: an
               :class:`OutOfRange`
    narrows    by framework, why it takes float64 for float32 in between, so that its answers have the digits of float32
    refuses    by framework, ``pytorch in float16`` or ``pytorch under compile``, what it cannot answer: by a part of
               the error's line, why; see :meth:`refusal`
    relatives  by what they are in words, well-known other forms that people take for it: functions like scratch's,
               which may return outputs alone; see :mod:`comparisons.mistakes.suspects`
    draws      by name, arrays that a framework draws itself: a :class:`Draw`
    law        of a distribution: its :class:`Law`
    score      of a training run: ``score(prediction, y)`` by name of the metric, for the report on accuracy
    """

    module: str
    cases: Sequence[dict]
    timing: dict
    data: Callable[..., dict] | None = None
    start: Callable[..., dict] | None = None
    pytorch: Mapping[str, str] = field(default_factory=dict)
    keras: Mapping[str, str] = field(default_factory=dict)
    differs: Mapping[str, Differs] = field(default_factory=dict)
    halves: Mapping[str, OutOfRange] = field(default_factory=dict)
    narrows: Mapping[str, str] = field(default_factory=dict)
    refuses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    relatives: Mapping[str, Callable] = field(default_factory=dict)
    draws: Mapping[str, Draw] = field(default_factory=dict)
    law: Law | None = None
    score: Mapping[str, Callable] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """``family.concept``, as people call it."""
        return ".".join(self.module.split(".")[-2:])

    @property
    def family(self) -> str:
        """The first half of the name."""
        return self.module.split(".")[-2]

    @property
    def scratch(self) -> ModuleType:
        """The module of the concept by hand."""
        return importlib.import_module(f"scratch.{self.name}")

    @property
    def function(self) -> Callable:
        """The concept itself: the function in scratch that bears its name."""
        return getattr(self.scratch, self.name.split(".")[-1])

    def reference(self, framework: str) -> ModuleType:
        """Return the module of a framework's reference. Raises Mistake if it lacks what its kind must have."""
        module = importlib.import_module(f"reference.{framework}.{self.name}")
        for needed in KINDS[self.kind].needs:
            if not callable(getattr(module, needed, None)):
                raise Mistake(f"{module.__name__} has no function {needed!r}; {self.kind}s need it")
        return module

    def drawer(self, array: str) -> Callable:
        """Return how scratch draws an array that a framework draws itself; see :class:`Draw`."""
        return getattr(self.scratch, "draw", None) or getattr(self.scratch, f"draw_{array}")

    @cached_property
    def kind(self) -> str:
        """One of those in :mod:`comparisons.declaring.kinds`: what the return annotation says."""
        annotation = inspect.signature(self.function).return_annotation
        if get_origin(annotation) is not Annotated:
            words = " or ".join(f"-> {kind.word}" for kind in KINDS.values())
            raise Mistake(f"{self.name} must say its kind: {words}")
        return get_args(annotation)[-1]

    @cached_property
    def arguments(self) -> dict[str, Argument]:
        """The array arguments by name, in the order of the signature."""
        try:
            return arguments(self.function)
        except TypeError as error:
            raise Mistake(f"{self.name}: {error}") from None

    @cached_property
    def descent(self) -> dict[str, str]:
        """Of an optimizer, the array of gradients of each weight: ``gradients`` is w's, ``b_gradients`` is b's."""
        gradients = [name for name in self.arguments if name.endswith("gradients")]
        return {name.removesuffix("gradients").removesuffix("_") or "w": name for name in gradients}

    @cached_property
    def defaults(self) -> dict:
        """The settings and their default values."""
        return settings(self.function)

    def layouts(self, framework: str) -> dict[str, Layout]:
        """Parse the layouts of one framework. Raises Mistake where one is written wrong."""
        layouts = {}
        for name, text in getattr(self, framework).items():
            try:
                layouts[name] = Layout.parse(text)
            except Mistake as mistake:
                raise Mistake(f"{self.name}, {framework}, {name}: {mistake}") from None
        return layouts

    def nowhere(self, framework: str) -> set[str]:
        """Return the arrays that a framework does not keep at all."""
        layouts = dict(pytorch=self.pytorch, keras=self.keras).get(panel_of(framework), {})
        return {name for name, text in layouts.items() if text == "nowhere"}

    def departure(self, framework: str, device: str = "cpu", mode: str = "") -> tuple[Differs | None, bool]:
        """Return what a framework is declared to compute instead on a device, in a mode, and whether it must.

        ``differs`` has it by ``pytorch under compile`` or ``pytorch on cuda``, else by the framework's name. What is
        declared of Keras holds of it on another backend, too, if nothing is declared of that; there it may, and need
        not.
        """
        for name in (f"{framework} under {mode}", f"{framework} on {device}", framework):
            if name in self.differs:
                return self.differs[name], True
        return self.differs.get(panel_of(framework)), False

    def refusal(self, framework: str, error: str, dtype: str = "", mode: str = "") -> str:
        """Return why a framework is declared to raise an error where it cannot answer, "" if it is not.

        ``refuses`` has it by ``pytorch in float16`` or ``pytorch under compile``, where it is of one precision or mode
        alone, or by the framework's name.
        """
        names = framework, f"{framework} in {dtype}", f"{framework} under {mode}"
        declared = (each for name in names for each in self.refuses.get(name, {}).items())
        return next((why for part, why in declared if part in error), "")

    @cached_property
    def weights(self) -> frozenset[str]:
        """Names of the arguments that some framework keeps as weights."""
        layouts = [*self.layouts("pytorch").items(), *self.layouts("keras").items()]
        return frozenset(name for name, layout in layouts if layout.address and name in self.arguments)

    def cases_in(self, dtype: str) -> list[tuple[int, dict]]:
        """Return the cases that are asked in a dtype, each with its number."""
        return [(n, case) for n, case in enumerate(self.cases) if dtype in case.get("dtypes", (dtype,))]

    def sized(self, scale: float, own: Own = ()) -> dict:
        """Return the case to time with its growing size so many times as large; ``own`` are in the place of its sizes.

        Raises Mistake if what grows is no size then.
        """
        timing = self.timing | dict(own)
        axis, extent = next(iter(timing.items()))
        whole = isinstance(extent, int)
        if not (whole or (isinstance(extent, tuple) and extent and isinstance(extent[0], int))):
            raise Mistake(
                f"{self.name}: {axis}={extent} is no size; write a whole number, or several as in 8,28"
            )
        grown = (extent if whole else extent[0]) * scale
        if grown != int(grown) or grown < 1:
            raise Mistake(f"{self.name}: {axis}={extent} of timing, times {scale:g}, is no whole size")
        return timing | {axis: int(grown) if whole else (int(grown), *extent[1:])}

    def __reduce__(self):
        return _declared, (self.module,)


def panel_of(framework: str) -> str:
    """Return the panel whose reference a framework runs: that of ``keras-jax`` is ``keras``."""
    return framework.partition("-")[0]


def _declared(module: str) -> Concept:
    return importlib.import_module(module).concept
