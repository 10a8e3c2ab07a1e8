from torch.optim.lr_scheduler import StepLR


def build(optimizer, steps, factor):
    return StepLR(optimizer, step_size=steps, gamma=factor)
