# SPDX-License-Identifier: MIT
"""Makes scipy-intervals.json: Student's t and confidence intervals, for the tests to compare with.

usage: python3 scipy-intervals.py > scipy-intervals.json
(needs scipy and mpmath; the stored file: 1.17.1 and 1.3.0)

Probabilities and quantiles are those of SciPy where it has all digits; where mpmath, at fifty digits,
says that it has not, they are mpmath's, and "by" says so. Intervals are SciPy's alone: "ends" has
the confidence, the ends for the difference of the means, and the ends for the mean of the second.
"""
import json
import random
import mpmath
from scipy import stats

mpmath.mp.dps = 50
FREEDOMS = [1, 1.5, 2, 2.7182818, 3, 4, 7.93, 10, 29, 100.25, 1000, 31622.7766, 1e6]
SCALES = [(1, 0), (0.003, 0.88), (1e-70, 0), (1e70, 3e70), (1e-3, 1e6), (20, -5)]


def upper_tail(t, freedom):
    t, freedom = mpmath.mpf(t), mpmath.mpf(freedom)
    x = freedom / (freedom + t * t)
    half = mpmath.betainc(freedom / 2, mpmath.mpf(1) / 2, 0, x, regularized=True) / 2
    return half if t >= 0 else 1 - half


def better(by_scipy, exact):
    exact = float(exact)
    close = by_scipy == exact or abs(by_scipy - exact) <= 1e-13 * abs(exact)
    return (by_scipy, "scipy") if close else (exact, "mpmath")


def tails():
    for freedom in FREEDOMS:
        for t in [0, 1e-9, 0.01, 0.3, 1, 1.7, 1.8, 3, 12.5, 60, 1e4, 1e12]:
            for signed in (t, -t):
                value, by = better(float(stats.t.sf(signed, freedom)), upper_tail(signed, freedom))
                if value > 1e-300:
                    yield {"freedom": freedom, "t": signed, "value": value, "by": by}


def exact_quantile(probability, freedom, start):
    target = mpmath.mpf(probability)
    with mpmath.workdps(30):
        return mpmath.findroot(
            lambda t: mpmath.log(upper_tail(-t, freedom) / target), mpmath.mpf(start), tol=1e-40
        )


def quantiles():
    for freedom in FREEDOMS:
        for p in [1e-12, 1e-9, 1e-6, 1e-3, 0.005, 0.025, 0.05, 0.2, 0.3, 0.4999]:
            scipy_says = float(stats.t.ppf(p, freedom))
            value, by = better(scipy_says, exact_quantile(p, freedom, scipy_says))
            yield {"freedom": freedom, "probability": p, "value": value, "by": by}


def samples():
    random.seed(1947)
    for scale, offset in SCALES:
        for first, second in [(2, 2), (3, 5), (5, 5), (2, 30), (12, 3)]:
            spread = scale * random.choice([0.01, 1, 9])
            yield (
                [random.gauss(offset, scale) for _ in range(first)],
                [random.gauss(offset + scale, spread) for _ in range(second)],
            )
    # One group without spread, and neither mean nor spread in common.
    yield [0.5, 0.5, 0.5], [0.25, 0.75, 1.0]
    yield [1.0, 2.0, 4.0, 8.0], [1e9, 1e9 + 1]


def intervals():
    for first, second in samples():
        welch = stats.ttest_ind(first, second, equal_var=False)
        one = stats.ttest_1samp(second, 0)
        ends = []
        for confidence in [0.5, 0.9, 0.95, 0.999999]:
            difference = welch.confidence_interval(confidence)
            mean = one.confidence_interval(confidence)
            ends.append([confidence, *map(float, [*difference, *mean])])
        yield {"first": first, "second": second, "freedom": float(welch.df), "ends": ends}


def lines(cases):
    return "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]"


print(
    f'{{"tails": {lines(tails())},\n"quantiles": {lines(quantiles())},\n'
    f'"intervals": {lines(intervals())}}}'
)
