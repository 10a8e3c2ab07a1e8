import torch


class AccumulatingSGD(torch.optim.SGD):
    """Steps along the mean of so many gradients.

    In a training loop it is (loss / steps).backward(), which adds to the gradients that are there, and step() and
    zero_grad() after each so many batches.
    """

    def __init__(self, parameters, steps, lr, momentum):
        super().__init__(parameters, lr=lr, momentum=momentum)
        self.steps, self.seen, self.sums = steps, 0, {}

    def step(self, closure=None):
        parameters = [each for group in self.param_groups for each in group["params"]]
        for parameter in parameters:
            self.sums[parameter] = self.sums.get(parameter, 0) + parameter.grad / self.steps
        self.seen += 1
        if self.seen % self.steps == 0:
            for parameter in parameters:
                parameter.grad = self.sums.pop(parameter)
            super().step(closure)


def build(parameters, steps, learning_rate, momentum):
    return AccumulatingSGD(parameters, steps, learning_rate, momentum)
