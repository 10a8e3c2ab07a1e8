class PrecisionRecall:
    def __init__(self, threshold):
        self.threshold = threshold
        self.true_positives = self.found = self.positives = 0

    def update(self, z, y):
        found = z > self.threshold
        self.true_positives += (found & y).sum()
        self.found += found.sum()
        self.positives += y.sum()

    def compute(self):
        return dict(
            # 0 / 0 would be NaN.
            precision=self.true_positives / self.found.clamp(min=1),
            recall=self.true_positives / self.positives.clamp(min=1),
        )


def build(threshold):
    return PrecisionRecall(threshold)
