from torch.nn import functional


# nn.CosineEmbeddingLoss is 1 − cos of pairs that belong together, and max(0, cos − margin) of those that do not.
def build(axis, epsilon, reduction):
    def loss(y_hat, y):
        losses = -functional.cosine_similarity(y_hat, y, dim=axis, eps=epsilon)
        return losses if reduction == "none" else getattr(losses, reduction)()

    return loss
