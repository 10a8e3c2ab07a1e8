from torch.optim.lr_scheduler import CosineAnnealingWarmRestarts


class LowerRestarts(CosineAnnealingWarmRestarts):
    def __init__(self, optimizer, T_0, T_mult=1, eta_min=0.0, m_mul=1.0):
        self.m_mul = m_mul
        super().__init__(optimizer, T_0, T_mult, eta_min)

    def get_lr(self):
        restarts, length = 0, self.T_0
        first = self.last_epoch - self.T_cur
        while first > 0:
            first, length, restarts = first - length, length * self.T_mult, restarts + 1
        lower = self.m_mul**restarts
        return [self.eta_min + lower * (rate - self.eta_min) for rate in super().get_lr()]


def build(optimizer, steps, t_mul, m_mul, floor):
    if m_mul == 1:
        return CosineAnnealingWarmRestarts(optimizer, T_0=steps, T_mult=t_mul, eta_min=floor)
    return LowerRestarts(optimizer, T_0=steps, T_mult=t_mul, eta_min=floor, m_mul=m_mul)
