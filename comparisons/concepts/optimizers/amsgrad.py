"""In both frameworks it is Adam with amsgrad=True; they part where they part in Adam."""

from comparisons.concepts.optimizers.adam import EXACT, OTHER_ORDER, VANISHES, data, in_other_order
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.optimizers.adam import adam
from scratch.optimizers.amsgrad import amsgrad


def kerass_amsgrad(*arrays, rounded_powers, early_epsilon, **settings):
    """AMSGrad made of Keras's Adam."""

    def kerass_adam(*arrays, **settings):
        causes = dict(rounded_powers=rounded_powers, early_epsilon=early_epsilon)
        return in_other_order(adam)(*arrays, **settings, **causes)

    return rewritten(amsgrad, adam=kerass_adam)(*arrays, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, **EXACT, epsilon=0.0),
        dict(d=7, t=8, **EXACT, epsilon=0.25),
        dict(d=7, t=8, epsilon=0.0),
        dict(d=7, t=8, **EXACT, epsilon=0.0, weight_decay=0.25, maximize=True),
        dict(d=7, t=5, **EXACT, epsilon=0.0, step=5, given=("m", "v", "v_max")),
        dict(d=4, t=3, **EXACT, still=True),
        dict(d=1, t=1, **EXACT, epsilon=0.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(keras=Differs(kerass_amsgrad, OTHER_ORDER)),
    halves=VANISHES,
)
