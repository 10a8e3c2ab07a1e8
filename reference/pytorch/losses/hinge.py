import torch


# nn.HingeEmbeddingLoss is another loss: of distances, whose margin is for one class alone.
def build(reduction):
    def hinge(z, y):
        losses = torch.clamp(1 - y * z, min=0)
        return losses if reduction == "none" else getattr(losses, reduction)()

    return hinge
