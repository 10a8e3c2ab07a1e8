from torch.nn import functional


def build(margin, epsilon, reduction):
    def contrastive(a, b, y):
        distance = functional.pairwise_distance(a, b, eps=epsilon)
        losses = 0.5 * ((1 - y) * distance**2 + y * (margin - distance).clamp(min=0) ** 2)
        return losses if reduction == "none" else getattr(losses, reduction)()

    return contrastive
