# SPDX-License-Identifier: MulanPSL-2.0
"""Words of a service that say less than they seem to: that there is nobody, that it was ourselves, that nobody refused. Pure; data."""

from __future__ import annotations

import re
from functools import cache

from fadu.kernel.place import Place
from fadu.kernel.yaml_reader import read
from fadu.records import delivery

#: what stands between two names in one field
_BETWEEN = re.compile(r"[、，,；;]")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    top, place = read(delivery.DATA), Place(path=str(delivery.DATA))
    section, what = place.part(top, "words"), "送达的用语"
    keys = ("nobody", "ourselves", "nobody_refused", "refused", "agent", "designated")
    place.known(section, keys, what)
    return {key: place.texts(section, key, what) for key in keys}


def bare(text: str) -> str:
    """A text without blanks and signs.

    >>> bare(" 无。")
    '无'
    """
    return "".join(sign for sign in text if sign.isalnum())


def is_nobody(text: str) -> bool:
    """Whether what stands where a name belongs says that there is none.

    >>> [is_nobody(text) for text in ("无", "没有见证人。", "不详", "无锡路居民委员会", "")]
    [True, True, True, False, False]
    """
    return bare(text) in _words()["nobody"]


def is_ourselves(text: str) -> bool:
    """Whether a unit is called the bureau that speaks.

    >>> is_ourselves("本局"), is_ourselves("清江区市场监督管理局")
    (True, False)
    """
    return bare(text) in _words()["ourselves"]


def nobody_refused(text: str) -> str:
    """The word of a reason for which a paper was left that tells of nobody who refused it; empty where somebody did.

    >>> [nobody_refused(text) for text in ("家中无人", "本人不在家，家属拒绝签收", "不认可处罚", "无")]
    ['家中无人', '', '', '无']
    """
    if is_nobody(text):
        return text
    known = _words()
    if any(word in text for word in known["refused"]):
        return ""
    return next((word for word in known["nobody_refused"] if word in text), "")


def is_named_in(relation: str, title: str) -> bool:
    """Whether a paper of a title is of those that name whoever signs in a relation; of every title where no paper need name them.

    >>> is_named_in("agent", "授权委托书"), is_named_in("designated", "营业执照"), is_named_in("office", "照片")
    (True, False, True)
    """
    known = _words()
    return relation not in known or any(word in title for word in known[relation])


def names(text: str) -> list[str]:
    """The names in a field, each without its blanks.

    >>> names("王 五、李四")
    ['王五', '李四']
    """
    return [name for part in _BETWEEN.split(text) if (name := "".join(part.split()))]
