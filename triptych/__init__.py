"""Triptych from Python::

    import triptych

    triptych.concepts()                        # which there are
    triptych.check("recurrent.lstm")           # do NumPy, PyTorch and Keras agree?
    triptych.measure("recurrent.lstm")         # how fast is each?
    triptych.tell("perceptron")                # run an experiment in all three: its claims, tables and pictures
    triptych.align(torch_model, keras_model)   # is the one a port of the other? if not, where and why

The first three return a DataFrame, the others a Telling and a Report. ``python -m triptych`` is the command line.
"""

from comparisons import __all__, __dir__, __getattr__  # noqa: F401  what a module's attributes are
