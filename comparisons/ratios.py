"""How many times longer one series of turns took than another, and how sure that is."""

import numpy as np


def interval(
    times: list[list[float]], base: list[list[float]], level: float = 0.95
) -> tuple[float, float, float]:
    """Return (low, ratio, high): how many times longer than the base, pair by pair, with its interval.

    Both are times by generation and round. A generation's ratio is the median over its rounds; the ratio is the
    geometric mean over generations. Its interval is Student's over the generations, and no narrower than what the
    rounds within them allow; with one generation the rounds are all there is to know.
    """
    from scipy.stats import t

    centres, errors = [], []
    for mine, theirs in zip(times, base, strict=False):
        with np.errstate(all="ignore"):
            logs = np.log(np.array(mine) / np.array(theirs))
        logs = logs[np.isfinite(logs)]
        if len(logs):
            q1, q3 = np.percentile(logs, [25, 75])
            centres.append(np.median(logs))
            # The standard error of a median as McGill, Tukey & Larsen, 1978, take it for the notches of a box plot.
            errors.append(1.57 * (q3 - q1) / np.sqrt(len(logs)) / 1.96)
    if not centres:
        return np.nan, np.nan, np.nan
    number = len(centres)
    within = 1.96 * np.sqrt(np.mean(np.square(errors)) / number)
    between = 0.0
    if number > 1:
        between = t.ppf((1 + level) / 2, number - 1) * np.std(centres, ddof=1) / np.sqrt(number)
    centre, half = np.mean(centres), max(within, between)
    return float(np.exp(centre - half)), float(np.exp(centre)), float(np.exp(centre + half))
