"""Stock layers that go through time, and references of those that one framework has not ready."""

import keras
from keras import layers
from torch import nn

from tests.guide.stock_blocks import referred


def first(call, x):
    return call(x)[0]


def with_itself(call, x):
    return call(x, x)


def with_itself_in_a_list(call, x):
    return call([x, x])


def films(call, x):
    """Call a layer that wants channels before rows on films that have them last."""
    return states(call, x.permute(0, 1, 4, 2, 3)).permute(0, 1, 3, 4, 2)


def states(call, x):
    return call(x)["y"]


def keras_bags():
    return keras.Sequential([layers.Embedding(7, 4), layers.GlobalAveragePooling1D()])


#: What builds each, the shape of what goes in, and how PyTorch's and Keras's are called if not simply.
RECURRENT = {
    "recurrent.embedding": [(lambda: nn.Embedding(7, 4), lambda: layers.Embedding(7, 4), (5, 6))],
    "recurrent.embedding_bag": [(lambda: nn.EmbeddingBag(7, 4), keras_bags, (5, 6))],
    "recurrent.simple_rnn": [
        (lambda: nn.RNN(4, 6, batch_first=True), lambda: layers.SimpleRNN(6, return_sequences=True), (2, 5, 4), first)
    ],
    "recurrent.gru": [
        (lambda: nn.GRU(4, 6, batch_first=True), lambda: layers.GRU(6, return_sequences=True), (2, 5, 4), first)
    ],
    "recurrent.gru_reset_before": [
        (*referred("recurrent.gru_reset_before", i=4, h=6, with_h0=False), (2, 5, 4))
    ],
    "recurrent.lstm": [
        (lambda: nn.LSTM(4, 6, batch_first=True), lambda: layers.LSTM(6, return_sequences=True), (2, 5, 4), first)
    ],
    "recurrent.bidirectional": [
        (lambda: nn.LSTM(4, 6, bidirectional=True, batch_first=True),
         lambda: layers.Bidirectional(layers.LSTM(6, return_sequences=True, name="lstm")), (2, 5, 4), first)
    ],
    "recurrent.masked_lstm": [
        (lambda: nn.LSTM(4, 6, batch_first=True), lambda: layers.LSTM(6, return_sequences=True), (2, 5, 4), first)
    ],
    "recurrent.seq2seq": [
        (*referred("recurrent.seq2seq", i=4, j=4, h=6, k=3), (2, 5, 4), with_itself, with_itself_in_a_list)
    ],
    "recurrent.conv_lstm2d": [
        (*referred("recurrent.conv_lstm2d", h=5, w=4, c=3, k=2, p=3, q=3, stride=1, padding="same", dilation=1),
         (2, 3, 5, 4, 3), films, states),
    ],
}  # fmt: skip
