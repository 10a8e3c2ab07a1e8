from torch.nn import functional


def build(axis, epsilon):
    return lambda x: functional.normalize(x, dim=axis, eps=epsilon)
