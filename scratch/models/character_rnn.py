r"""Character RNN: a text is read letter by letter, and after each the state says which one comes next.

    h = lstm(E_x; W, U, b)                      every letter x looks up its row of E; :mod:`scratch.recurrent.lstm`
    Z = h W_y + b_y                             the logits of the next letter, after every letter
    L = mean_{n,t} −log softmax(Z)_{n, t, y_{n,t}}

A text writes itself: a letter is drawn from the softmax of the last logits, is read as the next one, and so on.

Axes: n pieces of text of t letters; v letters of the alphabet, d features of each, h hidden units. y is x one letter
later. Returns the final weights, and loss, the mean loss of each epoch as its minibatches saw it (epochs); e^loss is
among how many letters the model is in doubt.

Source: Graves, *Generating Sequences With Recurrent Neural Networks*, arXiv:1308.0850, 2013, sections 2 and 3.
"""

from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.recurrent.embedding import embedding
from scratch.recurrent.lstm import lstm
from scratch.signature import Float, Int, Run, Share
from scratch.training import predictor, train


def logits(chain, x, E, U, W, b, W_y, b_y):
    """Return the logits Z of what comes after each letter (n t v); the largest is that of the likeliest one."""
    h = chain(lstm, chain(embedding, x, E), U, W, b)["h"]
    return chain(dense, h, W_y, b_y)


def loss_of(chain, x, y, **weights):
    return chain(sparse_categorical_cross_entropy, logits(chain, x, **weights), y)


@checked
def character_rnn(
    x: Int["n t", "v"],
    y: Int["n t", "v"],
    E: Float["v d"],
    U: Float["h 4*h"],
    W: Float["d 4*h"],
    b: Float["4*h"],
    W_y: Float["h v"],
    b_y: Float["v"],
    *,
    learning_rate=0.1,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:
    weights = dict(E=E, U=U, W=W, b=b, W_y=W_y, b_y=b_y)
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(loss_of, (x, y), weights, **how)


predict = predictor(character_rnn, logits)
