# SPDX-License-Identifier: MulanPSL-2.0
"""Who informed of a violation is named in the sealed field alone, where a case begins with a tip-off that was not entered as one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from fadu.kernel.name_words import looks_like_a_name
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.model import Field

TIP_OFF = "tip_off"
SEALED = "source_contact"
_KEPT = "informant/kept_confidential"
#: the types of fields in which somebody writes freely
_WRITTEN = ("text", "longtext")
#: a telephone or identity number, in groups or not; what looks otherwise may be an amount, an order or a batch
_NUMBER = re.compile(
    r"(?<!\d)(?:(?:86)?[ -]?1[3-9]\d(?:[ -]?\d{4}){2}|0\d{2,3}-\d{7,8}|\d{6}[ -]?\d{8}[ -]?\d{3}[\dx])(?![\dx])"
)
_WHO = r"(?:举报人|提供人|反映人)"
#: who informs, named as a form names somebody; “举报人是附近居民” names nobody
_NAME = re.compile(_WHO + r"(?:姓名|名叫|叫|:|“)+\s*[\u4e00-\u9fff·]{2,4}(?=[,。;、(”\s]|电话|手机|$)")
#: the same in running words (“举报人为王小暖”, “举报人王小暖（电话…）”), where what follows looks like a name
_RUNNING = re.compile(
    _WHO
    + r"(?:姓名|名字)?(?:为|是|系|\()\s*“?([\u4e00-\u9fff]{2,4}?)(?=[,。;、()”\s\d]|电话|手机|身份证|反映|来电|来信|指认|称|$)"
)
_BESIDE = re.compile(_WHO + r"\s*(?![于向曾从和经由应连及])([\u4e00-\u9fff]{2,4}?)(?=[(\d]|电话|手机|身份证)")


@guard("informant_not_in_the_open", "举报人的身份信息只填在密封栏", law=_KEPT, version=2)
def informant_not_in_the_open(world: World) -> Verdict:
    """A case that begins with a tip-off says nowhere but in its sealed field who informed: by a number, or by a name that is said to be his.

    A name that stands in the text without any word of whose it is nobody can tell from that of a party; the form says so at its fields.
    """
    if world.value("source") != TIP_OFF:
        return HOLDS
    fields = world.procedure.fields
    naming = [
        fields[key].title
        for key, value in world.proposed.items()
        if key in fields and _is_open(fields[key]) and _names_somebody(str(value or ""))
    ]
    if not naming:
        return HOLDS
    return Ground(
        code="informant_in_the_open",
        message=f"来源是举报的，“{'、'.join(naming)}”中写有号码或者举报人的姓名，会被多人看到并印在文书上。",
        cites=world.cites(_KEPT),
        remedy=f"举报人的姓名、电话只填在“{fields[SEALED].title}”（密封），其余各栏改称“举报人”；当事人的电话填在当事人一栏",
    )


def _is_open(field: Field) -> bool:
    """Whether somebody writes freely in a field, and what he writes is not sealed."""
    return field.type in _WRITTEN and not field.sealed


def _names_somebody(text: str) -> bool:
    wide = _one_width(text)
    named = (*_RUNNING.findall(wide), *_BESIDE.findall(wide))
    return bool(_NUMBER.search(wide) or _NAME.search(wide)) or any(map(looks_like_a_name, named))


def _one_width(text: str) -> str:
    """A text in one width, with one kind of blank and of dash between digits."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"(?<=\d)\s*[‐-―.·-]\s*(?=\d)", "-", re.sub(r"(?<=\d)\s+(?=\d)", " ", wide))
