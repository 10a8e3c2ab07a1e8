from torch.optim.lr_scheduler import ReduceLROnPlateau


def build(optimizer, factor, patience, threshold, cooldown, floor):
    return ReduceLROnPlateau(
        optimizer,
        factor=factor,
        patience=patience,
        threshold=threshold,
        threshold_mode="abs",
        cooldown=cooldown,
        min_lr=floor,
        eps=0,
    )
