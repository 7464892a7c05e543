# SPDX-License-Identifier: MulanPSL-2.0
"""What is sealed in the cases around one: its root and all that sprang from it, and those it is linked with.

Whoever informs stays unnamed in the review of the reply to the tip-off, too, and in the penalty that came of it, whose file
the accused reads. What is open there is compared with what is sealed here; the sealed values themselves go no further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from fadu.cases.models import Act, Case, CaseLink
from fadu.cases.world import sealed, worlds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from fadu.procedure.state import State


def tokens_around(case: Case, state: State) -> list[str]:
    """The tokens of the secondary file of every other case of the family of a case that name somebody."""
    above = {pk for pk in (case.parent_id, case.root_id) if pk}
    numbers = {number for _, number in state.links}
    if not above and not numbers and not state.children:
        return []
    is_near = Q(bureau=case.bureau_id, number__in=numbers) | Q(pk__in=above)
    is_near |= Q(root_id=case.root_id or case.pk)
    linked = CaseLink.objects.filter(case__in=above).values("other_id") if above else None
    near = Case.objects.filter(is_near | Q(pk__in=linked) if linked is not None else is_near)
    return tokens_of(near.exclude(pk=case.pk))


def tokens_of(cases: Iterable[Case]) -> list[str]:
    """The tokens of the secondary files of cases that name somebody, whatever became of the acts that bear them."""
    keys = {case.pk: closed for case in cases if (closed := _naming(case))}
    if not keys:
        return []
    payloads: dict[int, list[Mapping[str, Any]]] = {}
    acts = Act.objects.filter(case__in=keys).order_by("case_id", "seq").values_list("case_id", "payload")
    for case, payload in acts:
        payloads.setdefault(case, []).append(payload)
    return list(
        dict.fromkeys(
            token
            for case, said in payloads.items()
            for token in sealed.tokens_in(sealed.theirs(said), keys[case])
        )
    )


def _naming(case: Case) -> Collection[str]:
    """The fields of a case that are sealed into its secondary file, without those that only say where somebody lives."""
    if not worlds.is_installed(case.kind):
        return ()
    return sealed.naming(worlds.procedure_of(case))
