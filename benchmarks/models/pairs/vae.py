"""A variational autoencoder with three outputs; Keras subclassed."""

import keras
import numpy as np
import torch
from keras import layers, ops
from torch import nn
from torch.nn import functional as F

from benchmarks.models.pairs.lived import lived


class VAE(nn.Module):
    """Images to a mean and a variance, and back; in eval mode the mean itself is decoded."""

    def __init__(self, latent=5):
        super().__init__()
        self.enc1 = nn.Conv2d(1, 6, 3, stride=2, padding=1)
        self.enc2 = nn.Conv2d(6, 12, 3, stride=2, padding=1)
        self.bn = nn.BatchNorm2d(12)
        self.mu = nn.Linear(12 * 4 * 3, latent)
        self.logvar = nn.Linear(12 * 4 * 3, latent)
        self.expand = nn.Linear(latent, 12 * 4 * 3)
        self.dec1 = nn.ConvTranspose2d(12, 6, 4, stride=2, padding=1)
        self.dec2 = nn.ConvTranspose2d(6, 1, 4, stride=2, padding=1)

    def encode(self, x):
        h = F.leaky_relu(self.enc1(x), 0.2)
        h = F.leaky_relu(self.bn(self.enc2(h)), 0.2)
        h = h.flatten(1)
        return self.mu(h), torch.clamp(self.logvar(h), -0.5, 0.5)

    def decode(self, z):
        h = F.elu(self.expand(z)).view(-1, 12, 4, 3)
        h = F.leaky_relu(self.dec1(h), 0.2)
        return torch.sigmoid(self.dec2(h))

    def forward(self, x):
        mu, logvar = self.encode(x)
        z = mu + torch.randn_like(mu) * torch.exp(0.5 * logvar) if self.training else mu
        return self.decode(z), mu, logvar


class KerasVAE(keras.Model):
    """The same network in Keras."""

    def __init__(self, latent=5):
        super().__init__()
        self.pad1 = layers.ZeroPadding2D(1, name="pad1")
        self.conv1 = layers.Conv2D(6, 3, strides=2, name="conv1")
        self.pad2 = layers.ZeroPadding2D(1, name="pad2")
        self.conv2 = layers.Conv2D(12, 3, strides=2, name="conv2")
        self.norm = layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name="norm")
        self.flatten = layers.Flatten()
        self.z_mean = layers.Dense(latent, name="z_mean")
        self.z_log_var = layers.Dense(latent, name="z_log_var")
        self.dense = layers.Dense(4 * 3 * 12, activation="elu", name="dense")
        self.reshape = layers.Reshape((4, 3, 12))
        self.deconv1 = layers.Conv2DTranspose(6, 4, strides=2, padding="same", name="deconv1")
        self.deconv2 = layers.Conv2DTranspose(
            1, 4, strides=2, padding="same", activation="sigmoid", name="deconv2"
        )

    def encode(self, x, training=False):
        h = self.conv1(self.pad1(x))
        h = ops.leaky_relu(h, negative_slope=0.2)
        h = self.conv2(self.pad2(h))
        h = self.norm(h, training=training)
        h = ops.leaky_relu(h, negative_slope=0.2)
        h = self.flatten(h)
        return self.z_mean(h), ops.clip(self.z_log_var(h), -0.5, 0.5)

    def decode(self, z):
        h = self.reshape(self.dense(z))
        h = ops.leaky_relu(self.deconv1(h), negative_slope=0.2)
        return self.deconv2(h)

    def call(self, x, training=False):
        mean, log_var = self.encode(x, training=training)
        z = mean
        if training:
            z = mean + ops.exp(0.5 * log_var) * keras.random.normal(ops.shape(mean), dtype=mean.dtype)
        return self.decode(z), mean, log_var


def carry(source, target):
    """Copy PyTorch's weights into Keras."""
    state = {name: tensor.numpy() for name, tensor in source.state_dict().items()}
    convs = dict(enc1=target.conv1, enc2=target.conv2, dec1=target.deconv1, dec2=target.deconv2)
    for name, layer in convs.items():
        layer.set_weights([state[f"{name}.weight"].transpose(2, 3, 1, 0), state[f"{name}.bias"]])
    target.norm.set_weights(
        [state[f"bn.{part}"] for part in ("weight", "bias", "running_mean", "running_var")]
    )
    for name, layer in dict(mu=target.z_mean, logvar=target.z_log_var).items():
        kernel = state[f"{name}.weight"].reshape(-1, 12, 4, 3).transpose(2, 3, 1, 0).reshape(4 * 3 * 12, -1)
        layer.set_weights([kernel, state[f"{name}.bias"]])
    kernel = state["expand.weight"].reshape(12, 4, 3, -1).transpose(3, 1, 2, 0).reshape(-1, 4 * 3 * 12)
    bias = state["expand.bias"].reshape(12, 4, 3).transpose(1, 2, 0).reshape(-1)
    target.dense.set_weights([kernel, bias])


def build(seed):
    """Return both models, the inputs as PyTorch takes them, and the port of the weights."""
    torch.manual_seed(seed)
    keras.utils.set_random_seed(seed)
    x = np.random.default_rng(seed).normal(size=(4, 1, 16, 12)).astype(keras.config.floatx())
    model = VAE().to(torch.as_tensor(x).dtype)
    port = KerasVAE()
    port(np.zeros((1, 16, 12, 1), x.dtype))
    return lived(model, torch.as_tensor(x)), port, (x,), carry
