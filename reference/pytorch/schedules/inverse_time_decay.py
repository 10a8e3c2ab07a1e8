from torch.optim.lr_scheduler import LambdaLR


def build(optimizer, steps, decay, staircase):
    def share(step):
        passed = step // steps if staircase else step / steps
        return 1 / (1 + decay * passed)

    return LambdaLR(optimizer, share)
