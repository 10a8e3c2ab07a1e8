import torch


class Scaled:
    """An optimizer of a loss that is scaled: the scaler stands before it."""

    def __init__(self, optimizer, scaler):
        self.optimizer, self.scaler = optimizer, scaler
        # A scaler has no scale before it scales a first loss.
        scaler.scale(torch.zeros(()))

    def step(self):
        self.scaler.step(self.optimizer)
        self.scaler.update()


def build(parameters, initial_scale, growth_interval, learning_rate):
    scaler = torch.amp.GradScaler("cpu", init_scale=initial_scale, growth_interval=growth_interval)
    return Scaled(torch.optim.SGD(parameters, lr=learning_rate), scaler)
