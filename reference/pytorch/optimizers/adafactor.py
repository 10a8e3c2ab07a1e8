import torch


def build(parameters, learning_rate, decay, epsilon1, epsilon2, clip, weight_decay, maximize):
    return torch.optim.Adafactor(
        parameters,
        lr=learning_rate,
        beta2_decay=-decay,
        eps=(epsilon1, epsilon2),
        d=clip,
        weight_decay=weight_decay,
        maximize=maximize,
    )


def resume(optimizer, r, c, step):
    [parameter] = optimizer.param_groups[0]["params"]
    optimizer.state[parameter] = dict(
        step=torch.tensor(float(step)), row_var=r[:, None].clone(), col_var=c[None].clone()
    )
