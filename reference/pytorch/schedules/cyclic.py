from torch.optim.lr_scheduler import CyclicLR


def build(optimizer, rate, peak, steps, mode, gamma):
    # If nothing is said of it, the momentum goes up and down as well.
    return CyclicLR(
        optimizer,
        base_lr=rate,
        max_lr=peak,
        step_size_up=steps,
        mode=mode,
        gamma=gamma,
        cycle_momentum=False,
    )
