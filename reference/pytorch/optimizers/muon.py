import torch


def build(
    parameters,
    learning_rate,
    momentum,
    nesterov,
    coefficients,
    iterations,
    epsilon,
    adjust,
    weight_decay,
    maximize,
):
    optimizer = torch.optim.Muon if not maximize else Ascent
    return optimizer(
        parameters,
        lr=learning_rate,
        weight_decay=weight_decay,
        momentum=momentum,
        nesterov=nesterov,
        ns_coefficients=coefficients,
        eps=epsilon,
        ns_steps=iterations,
        adjust_lr_fn=adjust,
    )


class Ascent(torch.optim.Muon):
    """Goes up the gradient: torch.optim.Muon has no maximize."""

    def step(self, closure=None):
        for group in self.param_groups:
            for parameter in group["params"]:
                parameter.grad = -parameter.grad
        return super().step(closure)


def resume(optimizer, b, momentum):
    [parameter] = optimizer.param_groups[0]["params"]
    # PyTorch keeps a mean of the gradients, (1 − μ) B.
    optimizer.state[parameter]["momentum_buffer"] = (1 - momentum) * b
