def build(alpha, beta, epsilon, reduction):
    def tversky(y_hat, y):
        y_hat, y = y_hat.flatten(1), y.flatten(1)
        overlap = (y * y_hat).sum(dim=1)
        false_alarms = ((1 - y) * y_hat).sum(dim=1)
        misses = (y * (1 - y_hat)).sum(dim=1)
        losses = 1 - overlap / (overlap + alpha * false_alarms + beta * misses + epsilon)
        return losses if reduction == "none" else getattr(losses, reduction)()

    return tversky
