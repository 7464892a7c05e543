# SPDX-License-Identifier: MulanPSL-2.0
"""The words by which Chinese text is found: pairs of characters, so that no dictionary is needed; the same on both databases."""

from __future__ import annotations

import re

_WORD = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\U00020000-\U0002ffff]+", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]")


def grams(text: str) -> list[str]:
    """The words of a text: single Chinese characters, pairs of them, and runs of digits or letters.

    >>> grams("食品A12")
    ['食', '食品', '品', 'a12']
    """
    pieces: list[str] = []
    for run in _WORD.findall(text):
        if not _HAN.match(run):
            pieces.append(run.lower())
            continue
        for place, character in enumerate(run):
            pieces.append(character)
            if place + 1 < len(run):
                pieces.append(run[place : place + 2])
    return pieces


def query_grams(text: str) -> list[str]:
    """What must all occur for a text to be found: pairs, or the single character of a one-character word.

    >>> query_grams("食品店 x")
    ['食品', '品店', 'x']
    """
    pieces: list[str] = []
    for run in _WORD.findall(text):
        if not _HAN.match(run) or len(run) == 1:
            pieces.append(run.lower())
        else:
            pieces.extend(run[place : place + 2] for place in range(len(run) - 1))
    return pieces
