# SPDX-License-Identifier: MulanPSL-2.0
"""How somebody is reached who is entered openly (telephone, address, who represents him, his numbers), held against what is sealed.

A party's page and the search show it to many. So whoever informs is no more entered there by his telephone or his flat than by his name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.acts import said_openly
from fadu.cases.world.sealed import says_whom_it_seals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from django import forms

    from fadu.cases.models import Case
    from fadu.procedure.model import Procedure

#: the fields of a form that say how somebody is reached or known
HELD = ("phone", "address", "legal_representative", "id_number", "uscc")
_OWN = "本栏写有密封栏里的身份信息：会为不办理该案的人所见。是举报人、提供人的，只填在密封的各栏，本栏清空。"


def keep_out(procedure: Procedure, payload: Mapping[str, Any], parties: Iterable[forms.Form]) -> bool:
    """Whether the parties named beside an opening say what its form is to seal; each field that does says so."""
    said = [
        (form, key)
        for form in parties
        for key, value in _typed(form)
        if says_whom_it_seals(procedure, payload, value)
    ]
    for form, key in said:
        form.add_error(key, _OWN)
    return bool(said)


def keep_out_of(case: Case, doing: str, form: forms.Form) -> bool:
    """Whether a form that enters somebody into a case says what is sealed there or around; each field that does says so, and it is kept
    as a refusal.
    """
    grounds = [(key, said_openly.barred(case, doing, value)) for key, value in _typed(form)]
    for key, ground in grounds:
        if ground is not None:
            form.add_error(key, _OWN)
    return any(ground for _, ground in grounds)


def _typed(form: forms.Form) -> Iterator[tuple[str, str]]:
    typed = getattr(form, "cleaned_data", {})
    yield from ((key, str(typed[key])) for key in HELD if typed.get(key))
