import torch


class LBFGS(torch.optim.LBFGS):
    """Takes one step by the gradient that is there, with the penalty, and does not ask for it again."""

    def __init__(self, parameters, penalty, maximize, **settings):
        super().__init__(parameters, max_iter=1, tolerance_grad=0, tolerance_change=0, **settings)
        self.penalty, self.sign = penalty, -1 if maximize else 1

    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                w.grad = self.sign * w.grad + self.penalty * w.detach()
        super().step(lambda: 0.0)  # what would compute loss and gradient anew


def build(parameters, learning_rate, history_size, weight_decay, maximize):
    return LBFGS(parameters, weight_decay, maximize, lr=learning_rate, history_size=history_size)


def resume(optimizer, s, y, g, p):
    [parameter] = optimizer.param_groups[0]["params"]
    optimizer.state[parameter] = dict(
        func_evals=0,
        n_iter=1,  # at 0 the next step would be the first
        d=p.clone(),
        t=1.0,
        old_dirs=list(y),
        old_stps=list(s),
        ro=[1 / (one @ other) for one, other in zip(s, y, strict=True)],
        H_diag=(s[-1] @ y[-1]) / (y[-1] @ y[-1]),
        prev_flat_grad=g.clone(),
    )
