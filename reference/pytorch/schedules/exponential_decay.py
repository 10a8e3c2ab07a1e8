from torch.optim.lr_scheduler import ExponentialLR, StepLR


def build(optimizer, steps, factor, staircase):
    if staircase:
        return StepLR(optimizer, step_size=steps, gamma=factor)
    return ExponentialLR(optimizer, gamma=factor ** (1 / steps))
