"""One seed for Python, NumPy and TensorFlow; or a generator of one's own.

A whole number as seed draws the same numbers at every call, a generator goes on.
"""

import keras


def draw(seed):
    keras.utils.set_random_seed(seed)
    return keras.random.uniform((3,)), keras.random.uniform((3,))


def draw_apart(seed):
    generator = keras.random.SeedGenerator(seed)
    return keras.random.uniform((3,), seed=generator), keras.random.uniform((3,), seed=generator)


def draw_twice_the_same(seed):
    return keras.random.uniform((3,), seed=seed), keras.random.uniform((3,), seed=seed)
