"""Clusters of what is alike: average link, with pairs that are never joined."""

import math
from collections.abc import Callable, Mapping
from heapq import heapify, heappop, heappush

APART = -math.inf
"""How alike two items are that are never in one cluster."""

Pair = tuple[int, int]


def clusters(size: int, links: Mapping[Pair, float], alike: Callable[[int, int], float]) -> list[list[int]]:
    """Return items in clusters, by the number of their first; those that nothing is like are alone.

    The two clusters are joined that are most alike, again and again, by the mean over all pairs of theirs, as long as
    that is above 0 (average link; Sokal and Michener, 1958). Clusters without a link are not asked for.

    Args:
        size: how many items there are.
        links: how alike two items are, above 0 where they should be one, of those that may be.
        alike: the same of two items that have no link, but whose clusters have one; or `APART`.
    """
    inside = {number: [number] for number in range(size)}
    totals: dict[int, dict[int, float]] = {number: {} for number in inside}
    """Of each cluster the sums over all pairs with those that it is linked with."""
    for (one, other), value in links.items():
        totals[one][other] = totals[other][one] = value
    heap = [(-value, min(pair), max(pair), 1, 1) for pair, value in links.items() if value > 0]
    heapify(heap)
    while heap:
        _, one, other, *sizes = heappop(heap)
        if [len(inside.get(one, ())), len(inside.get(other, ()))] != sizes:
            continue
        near = sorted({*totals[one], *totals[other]} - {one, other})
        sums = {third: _total(inside, totals, (one, other), third, alike) for third in near}
        inside[one] += inside.pop(other)
        for third in near:
            totals[third].pop(other, None)
            totals[third][one] = sums[third]
            if sums[third] > 0:
                mean = sums[third] / (len(inside[one]) * len(inside[third]))
                low, high = sorted((one, third))
                heappush(heap, (-mean, low, high, len(inside[low]), len(inside[high])))
        totals[one] = sums
        del totals[other]
    return sorted(sorted(members) for members in inside.values())


def _total(
    inside: Mapping[int, list[int]],
    totals: Mapping[int, Mapping[int, float]],
    parts: Pair,
    third: int,
    alike: Callable[[int, int], float],
) -> float:
    """Return the sum over all pairs of two clusters, taken together, with a third one."""
    total = 0.0
    for part in parts:
        if third in totals[part]:
            total += totals[part][third]
        elif total > APART:
            total += sum(alike(one, other) for one in inside[part] for other in inside[third])
    return total
