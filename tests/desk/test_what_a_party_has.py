# SPDX-License-Identifier: MulanPSL-2.0
"""What a kind of party does not have is not registered of it: typed for a person, and the kind changed since."""

from __future__ import annotations

import pytest

from fadu.desk.party_form import PartyForm
from fadu.kernel.errors import BadInputError
from fadu.people.identity import correct_identity
from fadu.people.parties import register_party

NUMBER = "110101199003074514"
CODE = "91330102MA27XKWQ0R"


def typed(kind: str, **more: str) -> PartyForm:
    said = {"kind": kind, "name": "清河某店", "capacity": "当事人", **more}
    return PartyForm(said, capacities=("当事人",))


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("enterprise", "id_number", NUMBER),
        ("organ", "id_number", NUMBER),
        ("person", "uscc", CODE),
        ("person", "legal_representative", "王小明"),
    ],
)
def test_what_a_kind_of_party_does_not_have_is_refused_with_the_ways_on(
    kind: str, field: str, value: str
) -> None:
    form = typed(kind, **{field: value})

    assert not form.is_valid()
    (words,) = form.errors[field]
    assert "清空本栏" in words
    assert "改选" in words
    assert value not in words


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("person", {"id_number": NUMBER}),
        ("sole_trader", {"id_number": NUMBER, "uscc": CODE, "legal_representative": "王小明"}),
        ("enterprise", {"uscc": CODE, "legal_representative": "王小明"}),
        ("enterprise", {}),
    ],
)
def test_what_it_has_is_taken(kind: str, said: dict[str, str]) -> None:
    assert typed(kind, **said).is_valid()


@pytest.mark.django_db
def test_no_correction_gives_an_enterprise_the_number_of_a_person() -> None:
    party, _ = register_party(kind="enterprise", name="清河某店")

    with pytest.raises(BadInputError):
        correct_identity(party.pk, id_number=NUMBER, reason="笔误")
    party.refresh_from_db()
    assert party.id_index == ""
