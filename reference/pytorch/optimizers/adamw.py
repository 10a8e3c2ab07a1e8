import torch


def build(parameters, learning_rate, beta1, beta2, epsilon, amsgrad, weight_decay, maximize):
    return torch.optim.AdamW(
        parameters,
        lr=learning_rate,
        betas=(beta1, beta2),
        eps=epsilon,
        amsgrad=amsgrad,
        weight_decay=weight_decay,
        maximize=maximize,
    )


def resume(optimizer, m, v, step, v_max=None):
    [parameter] = optimizer.param_groups[0]["params"]
    state = dict(step=torch.tensor(float(step)), exp_avg=m.clone(), exp_avg_sq=v.clone())
    if v_max is not None:
        state["max_exp_avg_sq"] = v_max.clone()
    optimizer.state[parameter] = state
