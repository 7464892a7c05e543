# SPDX-License-Identifier: MulanPSL-2.0
"""Who informed of a violation is named in the sealed field alone, where a case begins with a tip-off that was not entered as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

TIP_OFF = "tip_off"
#: what is read by many and printed, and where the one who informed may stand
OPEN_TEXTS = ("source_detail", "lead_content", "suspected_violation", "lead_opinion")
SEALED = "source_contact"
_KEPT = "informant/kept_confidential"
#: a telephone or identity number; what looks otherwise may be an amount, an order or a batch
_NUMBER = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8}|\d{17}[\dXx])(?![\dXx])")
#: who informs, named as a form names somebody; “举报人是附近居民” names nobody
_NAME = re.compile(
    r"(?:举报人|提供人|反映人)(?:姓名|名叫|叫|：|:|“)+\s*[\u4e00-\u9fff·]{2,4}(?=[，,。；;、（(”\s]|电话|手机|$)"
)


@guard("informant_not_in_the_open", "举报人的身份信息只填在密封栏", law=_KEPT)
def informant_not_in_the_open(world: World) -> Verdict:
    """A case that begins with a tip-off says nowhere but in its sealed field who informed: by a number, or by a name that is said to be his.

    A name that stands in the text without any word of whose it is nobody can tell from that of a party; the form says so at its fields.
    """
    if world.value("source") != TIP_OFF:
        return HOLDS
    fields = world.procedure.fields
    naming = [
        fields[key].title
        for key in OPEN_TEXTS
        if key in fields and _names_somebody(str(world.proposed.get(key) or ""))
    ]
    if not naming:
        return HOLDS
    return Ground(
        code="informant_in_the_open",
        message=f"来源是举报的，“{'、'.join(naming)}”中写有号码或者举报人的姓名，会被多人看到并印在文书上。",
        cites=world.cites(_KEPT),
        remedy=f"举报人的姓名、电话只填在“{fields[SEALED].title}”（密封），其余各栏改称“举报人”；当事人的电话填在当事人一栏",
    )


def _names_somebody(text: str) -> bool:
    return bool(_NUMBER.search(text) or _NAME.search(text))
