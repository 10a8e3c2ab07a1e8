"""A worker for the tests of what asks workers: it answers at once, and computes nothing."""

from types import SimpleNamespace

from comparisons.clock.costs import Cost
from comparisons.clock.limits import Limits
from comparisons.processes.workers import Trouble


class FakeWorker:
    """A worker that answers at once; its every turn takes ``ms``, and it is in trouble at one task."""

    device = "cpu"
    shares = ()  # of a processor that something else uses, turn by turn; then nothing does

    def __init__(self, framework, ms, trouble_at=None):
        self.framework, self.label, self.ms, self.trouble_at, self.asked = (
            framework,
            framework,
            ms,
            trouble_at,
            [],
        )

    def ask(self, task, *arguments):
        task = task.__name__
        self.asked.append((task, *arguments))
        if task == self.trouble_at:
            raise Trouble("crashed", "out of memory")
        answers = dict(
            prepare=dict(first_call_ms=9.0, peak_mib=99.0),
            find_limits=Limits(1e9 * self.ms, {2**20: 1e9, 2**22: 1e9}),
            count_cost=Cost(operations=2_000_000, bytes=500_000),
        )
        return answers.get(task, self.ms)

    def bystanders(self):
        self.shares, share = self.shares[1:], (*self.shares, 0.0)[0]
        return SimpleNamespace(share=lambda: share)

    def stop(self):
        self.asked.append(("stop",))
