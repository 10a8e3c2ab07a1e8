"""The harness from Python: functions that return DataFrames, one that asks with own numbers, one that tells a story."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from comparisons import stories as library
from comparisons.clock.timed import choose_modes, choose_sizes
from comparisons.clock.timing import Schedule, time_all
from comparisons.declaring.catalogue import describe, select, select_one
from comparisons.desk import putting
from comparisons.desk.plan import Plan, demand_seed, listed
from comparisons.desk.progress import Progress
from comparisons.desk.sizing import demand_own, demand_timeable
from comparisons.judging.checking import check_all
from comparisons.judging.precision import PRECISIONS
from comparisons.numbers.answers import Answers
from comparisons.numbers.files import read_arrays
from comparisons.processes.workers import Here
from comparisons.telling import storytelling
from comparisons.telling.chosen import choose
from comparisons.telling.telling import Telling


def concepts(*words: str) -> pd.DataFrame:
    """Return the concepts that there are, or those that the words name.

    words    families (``"linear"``) or concepts (``"recurrent.lstm"``, ``"lstm"``); none means all

    The columns are concept, family, name, kind, title and idea (the explanation with the equations).
    Raises Mistake, a ValueError, for a word that names nothing.
    """
    return pd.DataFrame([describe(name) for name in select(words)])


def check(
    *words: str,
    frameworks: Iterable[str] = (),
    dtypes: Iterable[str] = (),
    device: str = "cpu",
    threads: int | None = None,
    timeout: float = 120,
    seed: int | Iterable[int] = 0,
    modes: str = "default",
    quick: bool = False,
    processes: bool = True,
) -> pd.DataFrame:
    """Compare concepts in all their cases; return a row for every array of every answer.

    words        families or concepts; none means all
    frameworks   of ``scratch``, ``pytorch`` and ``keras``, which are asked if none is named, and ``keras-torch`` and
                 ``keras-jax``, Keras on another backend. Each answers in a process of its own
    dtypes       of ``float64`` and ``float32``, which are asked if none is named, ``bfloat16``, ``float16``,
                 ``mixed_bfloat16``, ``mixed_float16`` and ``tf32``
    device       ``cpu`` or ``cuda``
    threads      per framework; None means that all share the cores
    timeout      seconds for one case
    seed         of the numbers that are drawn; of several, rows that fail are kept, and of those that do not the worst
    modes        some of ``eager``, ``compile``, ``function`` and ``xla`` with commas between them, or ``all``; by
                 default eager, and the first case of each concept in the others
    quick        the first case of each concept alone, in eager mode if no other is asked for
    processes    False lets the frameworks answer in this process, one after the other: quicker where they are imported
                 anyway, as in a notebook; then a crash is yours, and there is no time-out; the device is the processor

    A row's ``units`` is its largest error in roundings of its dtype, ``allowed`` how many there may be, ``verdict``
    the judgement and ``reason`` a sentence where there is one to say. The truth is scratch in float64 on the same
    numbers, so scratch itself has rows in float32 alone.

    >>> from comparisons import check
    >>> check("dense", frameworks=["pytorch"], dtypes=["float64"]).verdict.unique()      # doctest: +SKIP
    array(['agrees'], dtype=object)
    """
    plan = Plan.make(words, frameworks, dtypes, device, threads, timeout, modes, PRECISIONS)
    tables = Plan.tables()
    seeds = [demand_seed(each) for each in (seed if isinstance(seed, Iterable) else [seed])]
    if not processes:
        for framework in plan.frameworks:
            check_all(plan.names, [Here(framework)], plan.dtypes, tables, seeds, quick, plan.modes)
        return tables.frames()["checks"]
    workers = plan.workers(at_once=True)
    try:
        plan.start(workers)
        check_all(plan.names, workers, plan.dtypes, tables, seeds, quick, plan.modes)
    finally:
        for worker in workers:
            worker.stop()
    return tables.frames()["checks"]


def ask(
    concept: str,
    /,
    arrays: str | Mapping[str, Any] | None = None,
    *,
    like: str | None = None,
    given: Iterable[str] = (),
    frameworks: Iterable[str] = (),
    dtypes: Iterable[str] = (),
    device: str = "cpu",
    threads: int | None = None,
    timeout: float = 120,
    seed: int = 0,
    processes: bool = True,
    **values: Any,
) -> Answers:
    """Ask with your own numbers or sizes: what do the panels say, how many roundings apart, who is right?

    concept      its name: ``"conv2d"``
    arrays       your arrays by name, or the path of an npz file that holds them. A framework's own names, as in a state
                 dict, can only be given here
    like         ``pytorch`` or ``keras``: the arrays have the names and layouts of that framework. Without it they have
                 scratch's, those of the concept's signature
    given        arrays that may be absent, and are to be there: they are drawn
    values       more arrays, sizes and settings by name: ``x=x, W=W, stride=2``. Sizes alone draw all arrays. ``dy`` is
                 the gradient that arrives at output y, drawn if it is not given; of a training run ``test_x`` and the
                 like are held out, and the trained model is asked about them
    seed         of what is drawn

    What is returned has ``frame``, rows as :func:`check` returns them, ``reasons``, what of the difference each
    declared reason makes, and ``outputs["keras"]["y"]``; see :class:`comparisons.numbers.answers.Answers`. The truth is
    scratch in float64 on the very same numbers. The other arguments are those of :func:`check`.

    Raises Mistake, a ValueError, in one line, for numbers that make no question.

    >>> from comparisons import ask
    >>> ask("dense", n=3, i=4, k=2, processes=False).frame.verdict.unique()      # doctest: +SKIP
    array(['agrees'], dtype=object)
    """
    name = select_one(concept, "ask")
    dtypes = listed(dtypes)
    plan = Plan.make([name], frameworks, dtypes, device, threads, timeout)
    plan = putting.in_its_dtypes(plan, chosen=bool(dtypes))
    taken = read_arrays(arrays) if isinstance(arrays, str | Path) else arrays or {}
    said = putting.answers_to(name, taken, values, listed(given), like, demand_seed(seed))
    if processes:
        with Progress(quiet=True, plain=True) as progress:
            run = putting.ask(plan, said, progress)
        if run.interrupted:
            raise KeyboardInterrupt
    else:
        putting.ask_here(plan, said)
    return said


def measure(
    *words: str,
    frameworks: Iterable[str] = (),
    dtype: str = "float32",
    device: str = "cpu",
    threads: int | None = None,
    timeout: float = 120,
    rounds: int = 3,
    generations: int = 5,
    modes: str = "default",
    sizes: str = "default",
    own: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Time concepts; return a row for every framework, mode, pass and size.

    rounds, generations    how many turns each job takes in how many generations of fresh processes
    modes                  ``default`` (eager, and Keras in a ``tf.function``), ``all`` (``torch.compile`` and XLA too),
                           or some with commas between them: ``eager,xla``
    sizes                  ``default`` (a concept's timing size), ``all`` (from 1/16 to 4 times that), or some:
                           ``1/4,1``
    own                    sizes and settings in the place of those of the timing size: ``dict(n=8, h=512, w=512)``

    Times are milliseconds a call (``median_ms``, quartiles ``q1_ms`` and ``q3_ms``); ``ratio`` is how many times longer
    than PyTorch eager, between ``ratio_low`` and ``ratio_high`` with 95 % confidence; these two are NaN where one round
    of one generation is all there is, which has no interval. ``bound_ms`` is the least time in which this machine can
    do the ``operations`` and move the ``bytes`` of the pass. ``first_call_ms`` is the first
    call's time, compilation and all, ``compile_ms`` what of it later calls do not need; ``peak_mib`` the most memory
    that the framework's process has held. The other arguments are those of :func:`check`.
    """
    frameworks = listed(frameworks)
    plan, tables = Plan.make(words, frameworks, [dtype], device, threads, timeout), Plan.tables()
    schedule = Schedule(
        dtype,
        rounds,
        generations,
        choose_modes(modes, frameworks),
        choose_sizes(sizes),
        own=demand_own(words, own or {}),
    )
    demand_timeable(plan, schedule)
    time_all(plan.names, plan.workers, tables, schedule)
    return tables.frames()["timings"]


def tell(
    story: str,
    *,
    frameworks: Iterable[str] = (),
    threads: int | None = None,
    timeout: float = 120,
    quick: bool = False,
    data: str | None = None,
    processes: bool = True,
) -> Telling:
    """Tell a story: run an experiment in all panels, on the same data from the same weights.

    story    its name, of those that ``triptych list --stories`` shows
    quick    in the size that fits a test
    data     a data set in the place of the story's own: ``"fashion_mnist"``, or ``"fashion_mnist=FOLDER"``. What the
             story claims of its own data is then among the ``findings``, whether it holds or not

    The telling has ``claims``, each with ``text``, ``holds`` and ``values``; ``tables`` by name, each with ``title``
    and a DataFrame ``frame``; ``pictures`` by name, each with ``title`` and ``svg``, which a notebook shows; rows of
    ``accuracy``. Raises Mistake for a name that is unknown, and for data that cannot be had. The other arguments are
    those of :func:`check`.
    """
    (name,) = library.select([story])
    chosen = choose(data, [name])
    plan = Plan.make(frameworks=frameworks, threads=threads, timeout=timeout)
    workers = plan.workers() if processes else [Here(framework) for framework in plan.frameworks]
    try:
        return storytelling.tell(name, workers, quick, chosen=chosen)
    finally:
        for worker in workers:
            worker.stop()


def align(torch_model, keras_model, inputs=None, *, keras_inputs=None, torch_optimizer=None):
    """Hold a Keras model against the PyTorch model that it should be, layer by layer, each given the same input.

    torch_model     a ``torch.nn.Module``
    keras_model     a ``keras.Model`` on TensorFlow. If its weights are PyTorch's, in whatever order, they are judged;
                    else PyTorch's are carried over for the while. Both models are left as they were
    inputs          one batch, an array or tensor or several, in PyTorch's order; None draws one
    keras_inputs    the same in Keras's order, where that is no transpose of the axes
    torch_optimizer    what trains PyTorch's model: its settings are held against those of the optimizer that Keras's
                    model is compiled with

    The report has ``agrees``; ``findings``, a DataFrame of divergences in the order of the computation, each with its
    roundings, its reason, and whether that has been proven by taking it away; ``pairs``, a DataFrame of layers;
    ``declared``, what differs as the catalogue declares; and ``notes``. Printed, it tells all of it. Raises Mistake, a
    ValueError, if either model cannot be run on the inputs.
    """
    from comparisons.aligning.aligned import align_models

    return align_models(torch_model, keras_model, inputs, keras_inputs, torch_optimizer)
