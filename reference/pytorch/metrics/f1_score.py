class F1Score:
    def __init__(self, average, threshold):
        self.average, self.threshold = average, threshold
        self.true_positives = self.found = self.positives = 0

    def update(self, z, y):
        found = z == z.amax(dim=1, keepdim=True) if self.threshold is None else z > self.threshold
        self.true_positives = self.true_positives + (found & y).sum(dim=0)
        self.found = self.found + found.sum(dim=0)
        self.positives = self.positives + y.sum(dim=0)

    def compute(self):
        counts = self.true_positives, self.found + self.positives
        if self.average == "micro":
            counts = [each.sum() for each in counts]
        both, either = counts
        score = 2 * both / either.clamp(min=1)
        if self.average == "macro":
            return score.mean()
        if self.average == "weighted":
            return (score * self.positives).sum() / self.positives.sum().clamp(min=1)
        return score


def build(average, threshold):
    return F1Score(average, threshold)
