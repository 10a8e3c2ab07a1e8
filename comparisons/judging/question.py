"""A question is a concept with its numbers drawn."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Draw
from comparisons.errors import Mistake, unknown
from comparisons.judging.answering import Answer, answer, by_name, differentiated
from comparisons.judging.cases import among, demand_fit, given_in, settings_of, shape_of, sizes_of, text
from comparisons.judging.decisions import Decision, turning
from comparisons.judging.precision import PRECISIONS, Precision, allowed
from comparisons.judging.ranges import held, holding
from comparisons.judging.rounding import DRAWS, DRAWS_IN_DOUBT, disturbed_margins, noted_margins, scales
from scratch import admission
from scratch.arguments import Argument


@dataclass(frozen=True)
class Question:
    """A concept, a case, and the arrays drawn for it. Arrays are read-only: a write into one raises on its own line.

    Its truth is what scratch says; or what ``instead`` says, where a framework is declared to compute something else;
    or what is said on the other side of decisions that are ``turned``, or where every step is held ``in_range`` of its
    precision.
    """

    concept: Concept
    case: dict
    sizes: dict
    settings: dict
    arrays: dict[str, np.ndarray]
    held_out: dict[str, np.ndarray]
    dtype: str
    seed: int
    given_cotangents: dict[str, np.ndarray] = field(default_factory=dict)
    instead: Callable | None = None
    turned: frozenset[Decision] = frozenset()
    in_range: bool = False
    #: What frameworks are declared to compute instead, as it is found out: see :mod:`comparisons.judging.departures`.
    departures: dict = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def draw(cls, concept: Concept, case: dict, dtype: str = "float64", seed: int = 0) -> "Question":
        """Draw every argument: from the case's data set, from the concept's ``data``, else standard normal.

        A matrix of weights is divided by the square root of its fan-in, so that what it yields has size one. Raises
        Mistake for a dtype that is not supported and for a case whose sizes do not fit the signature.
        """
        if dtype not in PRECISIONS:
            raise unknown("dtype", dtype, PRECISIONS)
        settings = settings_of(concept, case)
        rng = np.random.default_rng([seed, zlib.crc32(f"{concept.name} {text(case)}".encode())])

        arguments, arrays, held_out = given_in(concept, case), {}, {}
        if "data" in case:
            split = case["data"]()
            arrays, held_out = split.training(), split.test()
        sizes = sizes_of(concept, case, arrays)
        if concept.start and "data" in case:
            arrays = concept.start(**by_name(concept.start, settings | sizes)) | arrays
        if concept.data and "data" not in case:
            drawn = concept.data(**by_name(concept.data, dict(rng=rng) | settings | sizes))
            arrays = {name: array for name, array in drawn.items() if name in arguments}
        for name in [each for each in concept.draws if each in arguments]:
            shape = shape_of(concept, case, arguments[name], sizes)
            draw = concept.drawer(name)
            arrays[name] = draw(rng, shape, **by_name(draw, settings, 2))
        for name, argument in arguments.items():
            if name not in arrays:
                arrays[name] = rng.standard_normal(shape_of(concept, case, argument, sizes))
                if argument.dtype == "bool":
                    arrays[name] = arrays[name] > 0
                if name in concept.weights and len(argument.axes) > 1:
                    arrays[name] /= np.sqrt(np.prod(arrays[name].shape[:-1]))
        return cls.put(concept, case, arrays, held_out, dtype=dtype, seed=seed)

    @classmethod
    def put(
        cls,
        concept: Concept,
        case: dict,
        arrays: Mapping[str, np.ndarray],
        held_out: Mapping[str, np.ndarray] | None = None,
        cotangents: Mapping[str, np.ndarray] | None = None,
        dtype: str = "float64",
        seed: int = 0,
    ) -> "Question":
        """Put a concept to these very arrays. A size that the case does not give is the arrays'.

        ``held_out`` are data on which a training run's model is asked after it; ``cotangents``, as ``dy``, arrive at
        the outputs in the place of drawn ones. Raises Mistake where an array is lacking or does not fit.
        """
        for name, argument in concept.arguments.items():
            if name not in arrays and not argument.optional:
                raise Mistake(f"{concept.name} lacks the array {name}")
        sizes = sizes_of(concept, case, arrays)
        demand_fit(concept, case, arrays, sizes)
        try:
            frozen = {
                name: _frozen(
                    admission.array(concept.name, name, arrays[name], argument.dtype), argument.dtype or dtype
                )
                for name, argument in concept.arguments.items()
                if name in arrays
            }
        except TypeError as error:
            raise Mistake(str(error)) from None
        held_out = {name: _frozen(array, frozen[name].dtype) for name, array in (held_out or {}).items()}
        sent = {name.removeprefix("d"): array for name, array in (cotangents or {}).items()}
        return cls(concept, case, sizes, settings_of(concept, case), frozen, held_out, dtype, seed, sent)

    @property
    def precision(self) -> Precision:
        """The precision in which it is asked."""
        return PRECISIONS[self.dtype]

    @property
    def allowed(self) -> int:
        """How many roundings an answer may be off."""
        return allowed(self.kind, self.dtype)

    @property
    def kind(self) -> str:
        """The kind of its concept."""
        return self.concept.kind

    @property
    def draws(self) -> Mapping[str, Draw]:
        """The arrays that a framework draws itself here, in training, by name."""
        training = self.settings.get("training", True)
        return {name: draw for name, draw in self.concept.draws.items() if training and name in self.arrays}

    def drawn(self, arrays: Mapping[str, np.ndarray]) -> "Question":
        """Return the question in which these arrays were drawn."""
        frozen = {name: _frozen(array, self.arrays[name].dtype) for name, array in arrays.items()}
        return replace(self, arrays=self.arrays | frozen)

    def read_draws(self, *answers: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Read what was drawn for some answers back from their outputs: arrays by name, an answer each along axis 0."""
        known = self.offered | self.arrays
        return {
            name: np.stack([draw.read(**by_name(draw.read, known | outputs)) for outputs in answers])
            for name, draw in self.draws.items()
        }

    @property
    def arguments(self) -> dict[str, Argument]:
        """The array arguments that are there, by name, in the order of the signature."""
        return among(self.concept, self.arrays)

    @property
    def function(self) -> Callable:
        """What is asked for the true answer."""
        return self.instead or self.concept.function

    @cached_property
    def owed(self) -> dict[str, tuple[str, str]]:
        """The gradients that an answer owes, whatever scratch returns: ``{"dx": ("gradient", "x")}``."""
        if self.concept.kind != "operation":
            return {}
        return {
            f"d{name}": ("gradient", name)
            for name, argument in self.arguments.items()
            if argument.differentiated
        }

    @property
    def offered(self) -> dict:
        """Everything that a reference may ask for by name when it is built or trained.

        That is settings, sizes, numbers that are arguments, and of each array that may be absent whether it is there:
        ``with_mask``.
        """
        optional = [name for name, argument in self.concept.arguments.items() if argument.optional]
        numbers = {name: float(self.arrays[name]) for name, each in self.arguments.items() if not each.axes}
        return (
            self.settings | self.sizes | numbers | {f"with_{name}": name in self.arrays for name in optional}
        )

    @cached_property
    def answer(self) -> Answer:
        """What scratch says, in this question's dtype."""
        return self.answer_from(self.arrays)

    @property
    def refusal(self) -> str:
        """Why scratch refuses these numbers and settings, in a line; "" if it does not."""
        try:
            _ = self.answer, self.cotangents
        except (TypeError, ValueError) as error:  # what the gate before a concept raises
            line = " ".join(str(error).split())
            return line if line.startswith((self.concept.name, str(self))) else f"{self}: {line}"
        return ""

    @cached_property
    def truth(self) -> Answer:
        """What scratch says in float64 to the very same numbers; every implementation is measured against it."""
        if self.dtype == "float64" and not (self.turned or self.in_range):
            return self.answer
        return self.answer_from(self.wide)

    @cached_property
    def margins(self) -> list[np.ndarray]:
        """How far from their thresholds all numbers behind the truth are that decide."""
        return noted_margins(self)

    @cached_property
    def margins_disturbed(self) -> list[list[np.ndarray]]:
        """The same of some disturbed runs."""
        return disturbed_margins(self)

    @cached_property
    def scales(self) -> dict[str, np.ndarray]:
        """What one rounding of every entry of the truth is relative to, by label."""
        return scales(self)

    @cached_property
    def scales_at_a_glance(self) -> dict[str, np.ndarray]:
        """The same, if its arguments are known to one rounding alone, of few runs."""
        return scales(self, in_doubt=DRAWS)

    @cached_property
    def scales_in_doubt(self) -> dict[str, np.ndarray]:
        """The same, of many runs."""
        return scales(self, in_doubt=DRAWS_IN_DOUBT)

    @property
    def wide(self) -> dict[str, np.ndarray]:
        """The arrays, real numbers in float64."""
        return {name: _frozen(array, _wide(array)) for name, array in self.arrays.items()}

    def answer_from(self, arrays: dict[str, np.ndarray], kind: type[np.ndarray] = np.ndarray) -> Answer:
        """Let scratch answer with these arrays in the place of the drawn ones; a ``kind`` of array may watch it."""
        if self.in_range:
            kind = holding(kind, self.precision)
            arrays = {
                name: held(array, self.precision) if array.dtype.kind == "f" else array
                for name, array in arrays.items()
            }
        return answer(self, arrays, turning(kind, self.turned))

    def cotangent(self, name: str, output: np.ndarray) -> np.ndarray:
        """Return the gradient that arrives at an output: the given one, else random, so that no mistake cancels."""
        if name in self.given_cotangents:
            given = self.given_cotangents[name]
            if np.shape(given) != np.shape(output):
                raise Mistake(
                    f"{self}: d{name} has the shape {np.shape(given)}, {name} has {np.shape(output)}"
                )
            return _frozen(given, output.dtype)
        drawn = self.precision.rounded(self.rng(name).standard_normal(np.shape(output)))
        return _frozen(drawn, output.dtype)

    def rng(self, name: str) -> np.random.Generator:
        """Return a generator of the question's seed for what is drawn under a name."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    @cached_property
    def cotangents(self) -> dict[str, np.ndarray]:
        """The gradient of every output that is differentiated, by the output's name; none but for an operation."""
        if self.concept.kind != "operation":
            return {}
        result = self.concept.function(**self.arrays, **self.settings)
        names = differentiated(result[1])
        for name in self.given_cotangents:
            if name not in names:
                raise unknown(
                    f"cotangent of {self.concept.name}:", f"d{name}", [f"d{each}" for each in names]
                )
        return {name: self.cotangent(name, self.answer.outputs[name]) for name in names}

    def __str__(self):
        seed = dict(seed=self.seed) if self.seed else {}
        return f"{self.concept.name} ({text(self.case | seed)})"


def _frozen(array, dtype) -> np.ndarray:
    """Return a read-only copy of an array, in a precision by its name or in a dtype of NumPy's."""
    array = np.array(PRECISIONS[dtype].rounded(array) if dtype in PRECISIONS else np.asarray(array, dtype))
    array.flags.writeable = False
    return array


def _wide(array: np.ndarray) -> np.dtype:
    return np.dtype("float64") if array.dtype.kind == "f" else array.dtype
