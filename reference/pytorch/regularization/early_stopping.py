import torch
from torch import nn


class EarlyStopping:
    def __init__(self, mode, patience, min_delta):
        self.sign = -1 if mode == "max" else 1
        self.patience, self.min_delta = patience, min_delta
        self.best, self.waited, self.weights = None, 0, None

    def stops(self, value, model):
        self.waited += 1
        if self.best is None or self.sign * value < self.best - self.min_delta:
            self.best, self.waited = self.sign * value, 0
            self.weights = {name: weight.clone() for name, weight in model.state_dict().items()}
            return False
        return self.waited >= self.patience


def build(d):
    return nn.Sequential(nn.Linear(d, 1), nn.Flatten(0))


def train(
    model,
    x,
    y,
    *,
    monitor,
    patience,
    min_delta,
    restore_best,
    validation_split,
    learning_rate,
    batch_size,
    epochs,
):
    split = int(len(x) * (1 - validation_split))
    (x, x_held), (y, y_held) = x.tensor_split([split]), y.tensor_split([split])
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    criterion = nn.BCEWithLogitsLoss()
    stopping = EarlyStopping("min" if monitor == "val_loss" else "max", patience, min_delta)
    history = dict(loss=[], val_loss=[], val_accuracy=[])
    for _ in range(epochs):
        total = 0.0
        for x_batch, y_batch in zip(x.split(batch_size), y.split(batch_size), strict=True):
            optimizer.zero_grad()
            loss = criterion(model(x_batch), y_batch)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x_batch)
        with torch.no_grad():
            z = model(x_held)
        history["loss"].append(total / len(x))
        history["val_loss"].append(criterion(z, y_held).item())
        history["val_accuracy"].append(((z > 0) == y_held).double().mean().item())
        if stopping.stops(history[monitor][-1], model):
            break
    if restore_best:
        model.load_state_dict(stopping.weights)
    return history
