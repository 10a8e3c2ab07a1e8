import math

from torch.optim.lr_scheduler import LambdaLR, PolynomialLR


def build(optimizer, rate, steps, power, floor, cycle):
    if not floor and not cycle:
        return PolynomialLR(optimizer, total_iters=steps, power=power)
    if floor and not rate:
        raise ValueError(f"the floor is a share of the rate here: from 0 there is no way to {floor}")

    def share(step):
        whole = steps * max(1, math.ceil(step / steps)) if cycle else steps
        left = 1 - min(step, whole) / whole
        return (floor + (rate - floor) * left**power) / (rate or 1)

    return LambdaLR(optimizer, share)
