"""The faults that are planted: mistakes that people make, in every panel and every kind of concept."""

from tests.faults.chance import CHANCE
from tests.faults.layers import LAYERS
from tests.faults.operations import OPERATIONS
from tests.faults.training import NUMBERS, OPTIMIZERS, RUNS

FAULTS = [*OPERATIONS, *RUNS, *OPTIMIZERS, *LAYERS, *CHANCE, *NUMBERS]
