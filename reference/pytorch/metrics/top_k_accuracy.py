class TopKAccuracy:
    def __init__(self, k):
        self.k = k
        self.correct = self.seen = 0

    def update(self, z, y):
        # z.topk(k).indices leaves it open which of equal scores it takes, and wants k classes.
        above = (z > z.gather(1, y[:, None])).sum(dim=1)
        self.correct += (above < self.k).sum()
        self.seen += len(y)

    def compute(self):
        return self.correct / self.seen


def build(top):
    return TopKAccuracy(top)
