import keras


def build(learning_rate, beta1, beta2, epsilon):
    return keras.optimizers.Adam(learning_rate, beta_1=beta1, beta_2=beta2, epsilon=epsilon)
