def build(lambd):
    def penalty(w):
        return lambd * w.abs().sum()

    return penalty
