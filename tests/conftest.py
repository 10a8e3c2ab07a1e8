"""What all tests share."""

import importlib.util
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""  # tests compare on the processor, also where there is a GPU
if importlib.util.find_spec("torch"):
    import torch  # before TensorFlow: in the other order the two can crash one process

    torch.set_num_threads(1)

import pytest
from threadpoolctl import threadpool_limits

from comparisons.declaring.catalogue import load, names
from comparisons.judging.precision import DTYPES
from comparisons.judging.question import Question
from tests.command_line import house  # noqa: F401  a fixture

# There are as many processes as cores: more threads than one would wait for each other.
threadpool_limits(1)


def pytest_generate_tests(metafunc):
    """Give a test that asks for a question all cases of all concepts, one that asks for a concept all of these."""
    if "case_number" in metafunc.fixturenames:
        every = [
            (name, number, dtype)
            for name in names()
            for dtype in DTYPES
            for number, _ in load(name).cases_in(dtype)
        ]
        metafunc.parametrize(("concept_name", "case_number", "dtype"), every)
    elif "concept_name" in metafunc.fixturenames:
        metafunc.parametrize("concept_name", names())


@pytest.fixture
def concept(concept_name):
    return load(concept_name)


@pytest.fixture
def question(concept, case_number, dtype):
    return Question.draw(concept, concept.cases[case_number], dtype)
