"""How many times longer one series of turns took than another, and how sure that is."""

import numpy as np

#: How far the quartiles of a normal distribution lie apart, in standard deviations.
_QUARTILES = 1.349


def interval(
    times: list[list[float]], base: list[list[float]], level: float = 0.95
) -> tuple[float, float, float]:
    """Return (low, ratio, high): how many times longer than the base, pair by pair, with its interval.

    Both are times by generation and round. A generation's ratio is the pseudo-median over its rounds, the ratio is that
    over the generations: now and then one of these is a quarter off, and a mean would follow it. The interval is
    Student's over the generations, and no narrower than what the rounds within them allow; with one generation the
    rounds are all there is to know. One pair alone says nothing of how sure it is: low and high are NaN.

    Source of the pseudo-median and of its error: Hodges & Lehmann, *Estimates of location based on rank tests*, Annals
    of Mathematical Statistics 34, 1963. It is as robust as it need be, and takes two thirds of the median's turns.
    """
    from scipy.stats import t

    centres, errors, pairs = [], [], 0
    for mine, theirs in zip(times, base, strict=False):
        with np.errstate(all="ignore"):
            logs = np.log(np.array(mine) / np.array(theirs))
        logs = logs[np.isfinite(logs)]
        if len(logs):
            q1, q3 = np.percentile(logs, [25, 75])
            pairs += len(logs)
            centres.append(pseudo_median(logs))
            errors.append(np.sqrt(np.pi / 3) * (q3 - q1) / _QUARTILES / np.sqrt(len(logs)))
    if not centres:
        return np.nan, np.nan, np.nan
    number = len(centres)
    within = 1.96 * np.sqrt(np.mean(np.square(errors)) / number)
    between = 0.0
    if number > 1:
        between = t.ppf((1 + level) / 2, number - 1) * np.std(centres, ddof=1) / np.sqrt(number)
    centre = pseudo_median(np.array(centres))
    half = max(within, between) if pairs > 1 else np.nan
    return float(np.exp(centre - half)), float(np.exp(centre)), float(np.exp(centre + half))


def pseudo_median(values: np.ndarray) -> float:
    """Return the median of the means of all pairs of values, each with itself among them."""
    one, other = np.triu_indices(len(values))
    return float(np.median((values[one] + values[other]) / 2))
