from torch.optim.lr_scheduler import MultiStepLR


def build(optimizer, boundaries, factor):
    return MultiStepLR(optimizer, milestones=boundaries, gamma=factor)
