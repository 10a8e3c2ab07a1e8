import torch


class Lion(torch.optim.Optimizer):
    def __init__(self, parameters, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0, maximize=False):
        super().__init__(parameters, dict(lr=lr, betas=betas, weight_decay=weight_decay, maximize=maximize))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for w in group["params"]:
                g = -w.grad if group["maximize"] else w.grad
                m = self.state[w].setdefault("exp_avg", torch.zeros_like(w))
                w.mul_(1 - group["lr"] * group["weight_decay"])
                w.sub_(torch.lerp(g, m, beta1).sign_(), alpha=group["lr"])
                m.lerp_(g, 1 - beta2)


def build(parameters, learning_rate, beta1, beta2, weight_decay, maximize):
    return Lion(
        parameters, lr=learning_rate, betas=(beta1, beta2), weight_decay=weight_decay, maximize=maximize
    )


def resume(optimizer, m):
    [parameter] = optimizer.param_groups[0]["params"]
    optimizer.state[parameter]["exp_avg"] = m.clone()
