def build(reduction):
    def percentage_error(y_hat, y):
        losses = 100 * (y_hat - y).abs() / y.abs().clamp(min=1e-7)
        return losses if reduction == "none" else getattr(losses, reduction)()

    return percentage_error
