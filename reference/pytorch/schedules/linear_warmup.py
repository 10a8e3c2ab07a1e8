from torch.optim.lr_scheduler import LambdaLR, LinearLR


def build(optimizer, steps, start):
    if start:
        return LinearLR(optimizer, start_factor=start, total_iters=steps)
    # LinearLR multiplies the rate of before, and does not take a start of 0.
    return LambdaLR(optimizer, lambda step: step / steps if step < steps else 1)
