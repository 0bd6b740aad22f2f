"""The best labels of a sentence under scores of words and of transitions (A. Viterbi, 1967)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def best_paths(scores: Sequence[Scores], transitions: Scores) -> list[list[int]]:
    """Return the labels of sentences of similar length, by number, decoded side by side."""
    longest, count = max(map(len, scores)), len(scores)
    padded = np.zeros((longest, count, len(transitions)), np.float32)
    for number, one in enumerate(scores):
        padded[: len(one), number] = one
    # Labels lead the sentences, so that a step goes along rows of memory.
    moves = np.ascontiguousarray(transitions[:, :, None])
    best = np.ascontiguousarray(padded.transpose(0, 2, 1))
    options = np.empty((longest, len(transitions), *best.shape[1:]), np.float32)
    peaks = np.empty(best.shape, np.float32)
    for at in range(1, longest):
        np.add(best[at - 1][:, None], moves, out=options[at])
        np.maximum.reduce(options[at], axis=0, out=peaks[at])
        best[at] += peaks[at]
    sources: NDArray[np.int8] = np.zeros(best[1:].shape, np.int8)  # first words come from none
    for source in range(len(transitions) - 1, -1, -1):  # of equals the first label
        np.copyto(sources, source, where=options[1:, source] == peaks[1:])
    back = sources.tolist()
    # Where a sentence ends, later rows are padding.
    ends = [len(one) - 1 for one in scores]
    labels = best[ends, :, range(count)].argmax(axis=1).tolist()
    paths = []
    for number, end in enumerate(ends):
        path = [labels[number]]
        for at in range(end - 1, -1, -1):
            path.append(back[at][path[-1]][number])
        paths.append(path[::-1])
    return paths
