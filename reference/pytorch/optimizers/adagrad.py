import torch


def build(parameters, learning_rate, learning_rate_decay, initial_sum, epsilon, weight_decay, maximize):
    return torch.optim.Adagrad(
        parameters,
        lr=learning_rate,
        lr_decay=learning_rate_decay,
        initial_accumulator_value=initial_sum,
        eps=epsilon,
        weight_decay=weight_decay,
        maximize=maximize,
    )


def resume(optimizer, s, step):
    [parameter] = optimizer.param_groups[0]["params"]
    optimizer.state[parameter] = dict(step=torch.tensor(float(step)), sum=s.clone())
