"""Clusters of what is alike: average link, with pairs that are never joined."""

from collections.abc import Callable
from heapq import heapify, heappop, heappush
from itertools import product

Link = tuple[int, int]


def clusters(
    size: int, links: dict[Link, float], apart: Callable[[int, int], bool], unlinked: Callable[[int, int], float]
) -> list[list[int]]:
    """Return items in clusters, by the number of their first; those that nothing is like are alone.

    The two clusters are joined that are most alike, again and again, by the mean over all pairs of theirs, as long as
    that is above 0 (average link; Sokal and Michener, 1958).

    Args:
        size: how many items there are.
        links: how alike two items are, the smaller first, above 0 where they should be one.
        apart: whether two items are never in one cluster.
        unlinked: how alike two items are that have no link, the smaller first.
    """
    inside = {number: [number] for number in range(size)}
    version = dict.fromkeys(inside, 0)
    linked: dict[int, set[int]] = {number: set() for number in inside}
    for one, other in links:
        linked[one].add(other)
        linked[other].add(one)

    def score(one: int, other: int) -> float:
        pair = (min(one, other), max(one, other))
        return links[pair] if pair in links else unlinked(*pair)

    def alike(one: int, other: int) -> float:
        scores = [score(*pair) for pair in product(inside[one], inside[other])]
        return sum(scores) / len(scores)

    heap = [(-value, one, other, 0, 0) for (one, other), value in links.items() if value > 0]
    heapify(heap)
    while heap:
        _, one, other, seen_one, seen_other = heappop(heap)
        if version.get(one) != seen_one or version.get(other) != seen_other:
            continue
        if any(apart(a, b) for a, b in product(inside[one], inside[other])):
            continue
        inside[one] += inside.pop(other)
        del version[other]
        version[one] += 1
        linked[one] |= linked.pop(other)
        linked[one] -= {one, other}
        for near in linked[one]:
            linked[near] = linked[near] - {other} | {one}
            low, high = sorted((one, near))
            if (value := alike(low, high)) > 0:
                heappush(heap, (-value, low, high, version[low], version[high]))
    return sorted(sorted(members) for members in inside.values())
