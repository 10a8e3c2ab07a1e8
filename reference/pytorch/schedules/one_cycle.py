from torch.optim.lr_scheduler import OneCycleLR


def build(optimizer, rate, steps, rising, anneal, first, last, three_phase):
    return OneCycleLR(
        optimizer,
        max_lr=rate,
        total_steps=steps,
        pct_start=rising,
        anneal_strategy=anneal,
        cycle_momentum=False,
        div_factor=first,
        final_div_factor=last,
        three_phase=three_phase,
    )
