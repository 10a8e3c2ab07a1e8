r"""Skip-gram: words that stand beside the same words get similar vectors, as each has to say what stands beside it.

    z_{n,m} = ⟨E_x, C_w⟩        x is a word, w another: how well the second stands beside the first
    L = mean_{n,m} −y log σ(z) − (1 − y) log(1 − σ(z))

Of the m words of each sample one did stand beside x, y is 1; the others were drawn at random, these negatives have
y = 0. So no softmax over all words of the language is needed. A word has two vectors, one of its own, E, and one as
company, C; one keeps the first.

The paper adds up what the m words of a sample cost, where the mean is taken here: that is a learning rate m times as
large. It draws negatives by how often a word occurs, to the power of 3/4; here they are given.

Axes: n samples, m words to tell apart; v words of the language, d features. Returns the final weights, and loss, the
mean loss of each epoch as its minibatches saw it (epochs).

Source: Mikolov, Sutskever, Chen, Corrado & Dean, *Distributed Representations of Words and Phrases and their
Compositionality*, NIPS 2013, equation 4.
"""

from scratch.chain import along
from scratch.checked import checked
from scratch.losses.binary_cross_entropy import binary_cross_entropy
from scratch.recurrent.embedding import embedding
from scratch.signature import Fixed, Float, Int, Run, Share
from scratch.training import predictor, train


def logits(chain, x, words, E, C):
    """Return the logit z of each word (n m): positive where it is likely to stand beside x."""
    return chain(along, chain(embedding, x, E), chain(embedding, words, C))


def loss_of(chain, x, words, y, **weights):
    return chain(binary_cross_entropy, logits(chain, x, words, **weights), y)


@checked
def skip_gram(
    x: Int["n 1", "v"],
    words: Int["n m", "v"],
    y: Fixed["n m", 0, 1],
    E: Float["v d"],
    C: Float["v d"],
    *,
    learning_rate=1.0,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(loss_of, (x, words, y), dict(E=E, C=C), **how)


predict = predictor(skip_gram, logits)
