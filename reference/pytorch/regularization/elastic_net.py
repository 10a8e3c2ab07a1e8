def build(lambd1, lambd2):
    def penalty(w):
        return lambd1 * w.abs().sum() + lambd2 * w.square().sum()

    return penalty
