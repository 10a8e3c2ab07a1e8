import math

from torch.optim.lr_scheduler import LambdaLR, PolynomialLR


def build(optimizer, rate, steps, power, floor, cycle):
    if not floor and not cycle:
        return PolynomialLR(optimizer, total_iters=steps, power=power)

    def share(step):
        whole = steps * max(1, math.ceil(step / steps)) if cycle else steps
        left = 1 - min(step, whole) / whole
        return (floor + (rate - floor) * left**power) / rate

    return LambdaLR(optimizer, share)
