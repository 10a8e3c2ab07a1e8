import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class GAN(nn.Module):
    def __init__(self, d, m, h):
        super().__init__()
        self.generator = nn.Sequential(nn.Linear(m, h), nn.Tanh(), nn.Linear(h, d), nn.Sigmoid())
        self.discriminator = nn.Sequential(nn.Linear(d, h), nn.Tanh(), nn.Linear(h, 1))

    def forward(self, x):
        return self.discriminator(x)


def build(d, m, h):
    return GAN(d, m, h)


def train(model, x, z, *, learning_rate, momentum, batch_size, epochs):
    of_discriminator, of_generator = (
        torch.optim.SGD(part.parameters(), lr=learning_rate, momentum=momentum)
        for part in (model.discriminator, model.generator)
    )
    criterion = nn.BCEWithLogitsLoss()
    batches = DataLoader(TensorDataset(x, z), batch_size)
    history = dict(discriminator_loss=[], generator_loss=[])
    for _ in range(epochs):
        discriminator_total = generator_total = 0.0
        for x_batch, z_batch in batches:
            ones, zeros = x_batch.new_ones(len(x_batch), 1), x_batch.new_zeros(len(x_batch), 1)
            fake = model.generator(z_batch)

            # zero_grad comes first: the generator's backward has left gradients in the discriminator, too.
            of_discriminator.zero_grad()
            discriminator_loss = criterion(model(x_batch), ones) + criterion(model(fake.detach()), zeros)
            discriminator_loss.backward()
            of_discriminator.step()

            of_generator.zero_grad()
            generator_loss = criterion(model(fake), ones)
            generator_loss.backward()
            of_generator.step()

            discriminator_total += discriminator_loss.item() * len(x_batch)
            generator_total += generator_loss.item() * len(x_batch)
        history["discriminator_loss"].append(discriminator_total / len(x))
        history["generator_loss"].append(generator_total / len(x))
    return history
