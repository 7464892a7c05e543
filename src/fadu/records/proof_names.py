# SPDX-License-Identifier: MulanPSL-2.0
"""What a file is by its name: something that bears out a service, or plainly something else. Pure; the words are data."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fadu.kernel.place import Place
from fadu.kernel.yaml_reader import read
from fadu.records import delivery

if TYPE_CHECKING:
    from collections.abc import Collection

#: how a scan is called that goes into the file with the act it shows: by the title of the act, and this
ORIGINAL = "（签字原件）"


@cache
def _words() -> dict[str, tuple[str, ...]]:
    top, place = read(delivery.DATA), Place(path=str(delivery.DATA))
    section, what = place.part(top, "proofs"), "送达凭证的名称"
    place.known(section, ("shows", "is_else"), what)
    return {key: place.texts(section, key, what) for key in ("shows", "is_else")}


def is_something_else(name: str, *, own: Collection[str], others: Collection[str]) -> bool:
    """Whether a file of a name plainly shows something else than that a paper was served.

    ``own``: the titles of the paper and of the act that made it, which who receives it signs. ``others``: those of other papers and acts.

    >>> own, others = {"行政处罚告知书", "行政处罚事先告知"}, {"询问笔录", "现场检查", "行政处罚告知书"}
    >>> named = ["身份证复印件", "询问笔录（签字原件）", "现场检查", "行政处罚告知书（签字）", "现场检查送达回证", "照片"]
    >>> [is_something_else(name, own=own, others=others) for name in named]
    [True, True, True, False, False, False]
    """
    named = {title for title in (*own, *others) if title in name}
    nearest = max(named, key=len, default="")
    if ORIGINAL in name or not any(word in name for word in _words()["shows"]):
        is_of_another = bool(nearest) and nearest not in own
        return is_of_another or (not nearest and any(word in name for word in _words()["is_else"]))
    return False
