from torch.optim.lr_scheduler import CosineAnnealingLR


def build(optimizer, steps, floor):
    return CosineAnnealingLR(optimizer, T_max=steps, eta_min=floor)
