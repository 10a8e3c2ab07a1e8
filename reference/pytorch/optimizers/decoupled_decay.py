import torch


class SGDW(torch.optim.SGD):
    """Shrinks the weights beside the step: ``weight_decay`` of torch.optim.SGD is added to the gradient."""

    def __init__(self, parameters, lr, momentum, nesterov, decay):
        super().__init__(parameters, lr=lr, momentum=momentum, nesterov=nesterov)
        self.decay = decay

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for parameter in group["params"]:
                parameter.mul_(1 - group["lr"] * self.decay)
        return super().step(closure)


def build(parameters, learning_rate, momentum, nesterov, weight_decay):
    return SGDW(parameters, learning_rate, momentum, nesterov, weight_decay)
