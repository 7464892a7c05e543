# SPDX-License-Identifier: MulanPSL-2.0
"""Numbers as arguments: a year of the calendar, a port, how many, how long. Each raises ArgumentTypeError with its bounds."""

from __future__ import annotations

import math
from argparse import ArgumentTypeError

#: the last port there is
LAST_PORT = 65_535
MOST_WORKERS = 256
SECONDS_OF_A_DAY = 24 * 60 * 60
LARGEST_SCALE = 1_000


def year(text: str) -> int:
    """A year that the calendar holds.

    >>> year("2022")
    2022
    >>> year("99999")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: 应为1995至2040之间的年份，如 2022；实为“99999”
    """
    from fadu.law.notices import FIRST_YEAR, LAST_YEAR

    return _within(text, FIRST_YEAR, LAST_YEAR, f"{FIRST_YEAR}至{LAST_YEAR}之间的年份，如 2022")


def port(text: str) -> int:
    """A port that can be listened at by its number.

    >>> port("0")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: 应为1至65535之间的端口，如 8000；实为“0”
    """
    return _within(text, 1, LAST_PORT, f"1至{LAST_PORT}之间的端口，如 8000")


def workers(text: str) -> int:
    """How many processes."""
    return _within(text, 1, MOST_WORKERS, f"1至{MOST_WORKERS}之间的进程数")


def seconds(text: str) -> int:
    """How long to wait between two rounds."""
    return _within(text, 1, SECONDS_OF_A_DAY, f"1至{SECONDS_OF_A_DAY}之间的秒数")


def seed(text: str) -> int:
    """A number that chooses a story."""
    return _within(text, 0, 2**63 - 1, "不小于0的整数")


def scale(text: str) -> float:
    """How many times as much.

    >>> scale("0.5")
    0.5
    >>> scale("nan")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: 应为大于0、不大于1000的倍数，如 0.5；实为“nan”
    """
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number <= LARGEST_SCALE:
        raise ArgumentTypeError(f"应为大于0、不大于{LARGEST_SCALE}的倍数，如 0.5；实为“{text}”")
    return number


def _within(text: str, least: int, most: int, expected: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise ArgumentTypeError(f"应为{expected}；实为“{text}”")
    return number
