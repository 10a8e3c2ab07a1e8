from torch.optim.lr_scheduler import LambdaLR


def build(optimizer, warmup):
    def share(step):
        s = step + 1  # a scheduler counts from 0
        return min(s / warmup, (warmup / s) ** 0.5)

    return LambdaLR(optimizer, share)
