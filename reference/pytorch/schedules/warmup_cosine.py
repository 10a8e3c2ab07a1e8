from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR, LinearLR, SequentialLR


def build(optimizer, warmup, steps, start, floor):
    if start:
        rising = LinearLR(optimizer, start_factor=start, total_iters=warmup)
    else:
        rising = LambdaLR(optimizer, lambda step: step / warmup if step < warmup else 1)
    falling = CosineAnnealingLR(optimizer, T_max=steps, eta_min=floor)
    return SequentialLR(optimizer, [rising, falling], milestones=[warmup])
