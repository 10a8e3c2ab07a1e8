from torch import nn


# The mean of PyTorch's kl_div is over all numbers, which is no divergence; its batchmean is.
def build(log_target, reduction):
    if reduction != "none":
        return nn.KLDivLoss(reduction="batchmean" if reduction == "mean" else "sum", log_target=log_target)
    loss = nn.KLDivLoss(reduction="none", log_target=log_target)
    return lambda log_q, p: loss(log_q, p).sum(dim=-1)
