import torch


class Lamb(torch.optim.Optimizer):
    def __init__(self, parameters, lr=1e-3, betas=(0.9, 0.999), eps=1e-6, weight_decay=0.0, maximize=False):
        settings = dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, maximize=maximize)
        super().__init__(parameters, settings)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for w in group["params"]:
                g = -w.grad if group["maximize"] else w.grad
                state = self.state[w]
                if not state:
                    state.update(step=0, exp_avg=torch.zeros_like(w), exp_avg_sq=torch.zeros_like(w))
                state["step"] += 1
                m = state["exp_avg"].lerp_(g, 1 - beta1)
                v = state["exp_avg_sq"].mul_(beta2).addcmul_(g, g, value=1 - beta2)
                m_hat = m / (1 - beta1 ** state["step"])
                v_hat = v / (1 - beta2 ** state["step"])
                r = m_hat / (v_hat.sqrt() + group["eps"]) + group["weight_decay"] * w
                of_weights, of_step = w.norm(), r.norm()
                trust = of_weights / of_step if of_weights > 0 and of_step > 0 else 1.0
                w.sub_(trust * r, alpha=group["lr"])


def build(parameters, learning_rate, beta1, beta2, epsilon, weight_decay, maximize):
    return Lamb(
        parameters,
        lr=learning_rate,
        betas=(beta1, beta2),
        eps=epsilon,
        weight_decay=weight_decay,
        maximize=maximize,
    )


def resume(optimizer, m, v, step):
    [parameter] = optimizer.param_groups[0]["params"]
    optimizer.state[parameter] = dict(step=step, exp_avg=m.clone(), exp_avg_sq=v.clone())
