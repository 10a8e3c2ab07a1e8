"""What is planted on the workers of a cluster, and stays there when they begin anew."""

import os
import signal

from distributed import WorkerPlugin

from comparisons.judging import checking


class Deadly(WorkerPlugin):
    """A concept that kills whatever worker is to ask it."""

    def __init__(self, concept):
        self.concept = concept

    def setup(self, worker):
        self.right = checking.load

        def load(name):
            if name == self.concept:
                os.kill(os.getpid(), signal.SIGKILL)
            return self.right(name)

        checking.load = load

    def teardown(self, worker):
        checking.load = self.right
