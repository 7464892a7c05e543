# SPDX-License-Identifier: MulanPSL-2.0
"""Files taken into a case: those of the secondary file (副卷), an informant's among them, are sealed on the disk.

Their key is that of the case's own sealed values: where it is destroyed, the files go with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.models import CaseEvidence
from fadu.kernel import digests
from fadu.kernel.errors import FaduError
from fadu.records.selectors import file_by_digest, sealed_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from fadu.cases.models import Case

SECONDARY = "secondary"
#: of more places the first are told
MOST = 3


class FileOpenError(FaduError):
    """副卷材料必须加密保存。请在本案中重新上传这份文件，并选择“副卷”。"""

    code = "file_open"


def owner_of(case: Case, access: str) -> str:
    """Whose key seals a file of a case: the case's own for one of the secondary file, nobody's for others.

    >>> from types import SimpleNamespace
    >>> owner_of(SimpleNamespace(number="清市监举〔2022〕1号"), "secondary")
    'case:清市监举〔2022〕1号'
    >>> owner_of(SimpleNamespace(number="清市监举〔2022〕1号"), "main")
    ''
    """
    return f"case:{case.number}" if access == SECONDARY else ""


def same_in(case: Case, content: bytes, *, opens: bool) -> CaseEvidence | None:
    """The same file where it lies in the case already; in the secondary file it is looked for only by who ``opens`` it."""
    digest, there = digests.of(content), case.evidence.order_by("seq")
    if row := there.filter(file__digest=digest, file__owner="").first():
        return row
    sealed = there.filter(access=SECONDARY) if opens else there.none()
    kept = sealed_as(digest, owner_of(case, SECONDARY)) if sealed.exists() else None
    return sealed.filter(file=kept).first() if kept else None


def same_elsewhere(case: Case, content: bytes, seen: QuerySet[Case]) -> list[CaseEvidence]:
    """The same file where it lies openly in other cases, of those that are ``seen``; a few of them. A sealed file is found by nobody."""
    lying = CaseEvidence.objects.filter(
        file__digest=digests.of(content), file__owner="", case__in=seen.values("pk")
    ).exclude(case=case)
    return list(lying.exclude(access=SECONDARY).select_related("case").order_by("case_id", "seq")[:MOST])


def refuse_open(case: Case, payload: Mapping[str, Any]) -> None:
    """Refuse to take a file into the secondary file that does not lie sealed for this case. Raises FileOpenError."""
    owner = owner_of(case, str(payload.get("access", "")))
    if owner and file_by_digest(str(payload["digest"])).owner != owner:
        raise FileOpenError
