"""Triptych from Python::

    import triptych

    triptych.concepts()                        # which there are
    triptych.check("recurrent.lstm")           # do NumPy, PyTorch and Keras agree?
    triptych.ask("conv2d", x=x, W=W, stride=2) # what do they say to these numbers?
    triptych.measure("recurrent.lstm")         # how fast is each?
    triptych.measure_models("net.py:torch_net", "net.py:keras_net")  # and at a model of your own?
    triptych.tell("perceptron")                # run an experiment in all three: its claims, tables and pictures
    triptych.against("lstm", MyLSTM)           # is an implementation of your own right?
    triptych.assert_agrees("lstm", MyLSTM)     # the same in a test
    triptych.align(torch_model, keras_model)   # is the one a port of the other? if not, where and why

The first two, ``measure`` and ``measure_models`` return a DataFrame, ``ask`` Answers, ``tell`` a Telling, ``against`` a
Verdict, ``align`` a Report. ``python -m triptych`` is the command line.
"""

from comparisons import __all__, __dir__, __getattr__  # noqa: F401  what a module's attributes are
