"""What is found when two models are aligned: divergences in the order of the computation, pairs, and notes."""

import math
from dataclasses import asdict, dataclass, field

#: What a finding can be of.
WEIGHTS, LAYER, GRADIENT, GLUE, UNPAIRED = "weights", "layer", "gradient", "glue", "unpaired"
TRAINING, SETTING, WHOLE, UNSEEN = "training", "setting", "end to end", "unseen"


@dataclass(frozen=True)
class Finding:
    """One divergence.

    what      of what: weights, a layer's own output, its gradient, the glue before it, a layer without a partner,
              training, a setting that has no effect here, the models end to end
    keras     where, as Keras calls it; ``pytorch`` where in PyTorch
    far       how many roundings; infinitely many where shapes differ, 0 where no number shows it
    why       the reason; "" if none is known
    proven    whether the reason was taken away, and then the two agree
    number    at which call of a layer of Keras, counted from 0, or before it; None if it was found after all of them
    """

    what: str
    keras: str
    pytorch: str
    far: float = 0.0
    why: str = ""
    proven: bool = False
    number: int | None = None

    def row(self) -> dict:
        """Return it as a row of a table."""
        return asdict(self)

    def __str__(self):
        place = " ← ".join(each for each in (self.keras, self.pytorch) if each)
        far = f", {self.far:.3g} roundings off" if math.isfinite(self.far) and self.far else ""
        why = self.why or "no change that was tried makes them agree"
        return f"{self.what}: {place}{far}: {why}{'; without that they agree' if self.proven else ''}"


@dataclass(frozen=True)
class Pair:
    """A layer of Keras and its partner: the worst roundings of what it returns, and of its gradients."""

    keras: str
    pytorch: str
    concept: str
    output: float
    allowed: float
    gradient: float
    weights: str  # carried, ported, or differ

    def row(self) -> dict:
        """Return it as a row of a table."""
        return asdict(self)


@dataclass
class Findings:
    """All that is found: what diverges, what was paired, what differs as declared, and what could not be seen."""

    findings: list[Finding] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    declared: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    output: float | None = None  # how far the models are apart from end to end, in roundings
    output_allowed: float | None = None
    gradient: float | None = None
    number: int | None = None  # the call of a layer of Keras that is being judged

    def add(self, *what, **more) -> None:
        """Add a finding."""
        self.findings.append(Finding(*what, **more, number=self.number))

    def take(self, other: "Findings") -> None:
        """Add what was found elsewhere, after all that is here."""
        self.findings += other.findings
        self.pairs += other.pairs
        for sentence in other.declared:
            self.declare(sentence)
        for sentence in other.notes:
            self.note(sentence)

    def declare(self, sentence: str) -> None:
        """Add what differs as declared, once."""
        if sentence not in self.declared:
            self.declared.append(sentence)

    def note(self, sentence: str) -> None:
        """Add what is worth saying, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)
