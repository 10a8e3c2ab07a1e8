def build(lambd):
    # The ``weight_decay`` of an optimizer is twice this factor: it adds weight_decay * w to the gradient.
    def penalty(w):
        return lambd * w.square().sum()

    return penalty
