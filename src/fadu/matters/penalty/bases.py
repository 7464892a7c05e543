# SPDX-License-Identifier: MulanPSL-2.0
"""What a case rests its penalty on: for each party the bases, the day the violation ended, and what the brackets ask.

A row of ``bases`` names a key of the catalogue (`fadu law base`), or ``own``: a basis the catalogue does not hold, whose
range and article stand in ``own_ranges`` and are confirmed by the legal office before the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.kernel.problems import nearest
from fadu.law.basis import Answers
from fadu.law.library import OWN
from fadu.matters.penalty.cited import names_an_article
from fadu.matters.penalty.sanctions import accused, shares
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fadu.procedure.decision import Verdict, World

#: column of a row -> the answer it gives
_ANSWERS = {
    "goods_value": "goods",
    "turnover": "turnover",
    "illegal_gains": "gains",
    "ad_fee": "fee",
    "capital_amount": "amount",
    "yearly_income": "income",
    "serious": "serious",
    "harm": "harm",
    "refused": "refused",
    "fee_unknown": "fee_unknown",
}
#: the same the other way round, for what is asked of a person who fills in the form
_COLUMNS = {answer: column for column, answer in _ANSWERS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRange:
    """A range that the catalogue does not hold: its article, the fine in fen, and the other kinds of penalty it allows."""

    article: str
    least: int
    most: int
    #: empty where the row says nothing of them: then it allows a fine and nothing else
    kinds: frozenset[str] = frozenset()

    @property
    def is_reversed(self) -> bool:
        """Whether the floor lies above the ceiling, so that it is no range at all.

        >>> OwnRange(article="某条例第十条", least=2000, most=500).is_reversed
        True
        """
        return self.least > self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One basis against one party. ``act``: rows with the same number are one act that breaks several rules."""

    key: str
    party: str
    ended_on: date
    act: int
    answers: Answers
    licence_is_ours: bool
    #: by whom and under which number it was found that there was such a violation, where that is for others
    finding: str = ""
    #: whether it touches life, health or the safety of finance and did harm; None where only the filing speaks of that
    grave_harm: bool | None = None
    #: which of the circumstances that the law lists makes it serious
    serious_ground: str = ""
    own: OwnRange | None = None
    #: why none of the entries that the catalogue has under the same article fits
    apart: str = ""


#: what to do where a basis is missing
_CHOOSE = "在“依据”一栏输入案由的几个字，从目录中选；目录未收录的写“目录外”，并填写条文和幅度"


def charges(values: Mapping[str, Any]) -> tuple[Charge, ...]:
    """The charges that a mapping of fields lays down, in the order written.

    >>> rows = {"bases": [{"base": "price/42", "party": "party:1", "ended_on": "2022-03-01", "serious": False}]}
    >>> charge, = charges(rows)
    >>> charge.key, charge.ended_on.year, charge.answers.serious, charge.answers.goods
    ('price/42', 2022, False, None)
    """
    own = {row["party"]: row for row in values.get("own_ranges") or ()}
    return tuple(
        Charge(
            key=str(row.get("base") or ""),
            party=row["party"],
            ended_on=date.fromisoformat(row["ended_on"]),
            act=row.get("act") or 1,
            answers=Answers(
                **{answer: row.get(column) for column, answer in _ANSWERS.items()},
                liable=row.get("liable") or "operator",
            ),
            licence_is_ours=row.get("licence_is_ours") is True,
            finding=str(row.get("finding") or "").strip(),
            grave_harm=row.get("grave_harm"),
            serious_ground=str(row.get("serious_ground") or ""),
            own=_own(own.get(row["party"])) if row.get("base") == OWN else None,
            apart=str((own.get(row["party"]) or {}).get("entries_unfit") or "").strip(),
        )
        for row in values.get("bases") or ()
    )


def _own(row: Mapping[str, Any] | None) -> OwnRange | None:
    if row is None or not row.get("article") or row.get("fine_to") is None:
        return None
    return OwnRange(
        article=row["article"],
        least=row.get("fine_from") or 0,
        most=row["fine_to"],
        kinds=frozenset(row.get("kinds") or ()),
    )


def planned_charges(world: World) -> tuple[Charge, ...]:
    """The charges as asked for now, else as last set."""
    return charges({key: world.value(key) for key in ("bases", "own_ranges")})


def named(world: World, parties: Iterable[str]) -> str:
    """Parties by their names."""
    names = {party.key: party.name for party in world.state.parties}
    return "、".join(dict.fromkeys(names.get(party, "已不在本案的人") for party in parties))


@guard("bases_stated", "处罚依据逐一写明", law="penalty/lawful_basis")
def bases_stated(world: World) -> Verdict:
    """Everybody who is punished has a basis of the catalogue, or one of its own with article and range (行政处罚法 4)."""
    stated = planned_charges(world)
    if not stated:
        return _unstated("没有写明处罚依据（违法行为、发生之日和所依据的目录条目）。", unknown=world.replay)
    known = world.law.bases_by_key
    wrong = [charge.key for charge in stated if charge.key != OWN and charge.key not in known]
    if wrong:
        near = nearest(wrong[0], known)
        return _unstated(
            f"处罚依据目录没有“{'、'.join(wrong)}”"
            + (f"；最接近的是“{near}”（{title_of_basis(world, near)}）。" if near else "。")
        )
    if any(charge.key == OWN and charge.own is None for charge in stated):
        return _unstated("目录未收录的依据，须写明所依据的条文和罚款幅度。")
    ranged = [row["party"] for row in world.value("own_ranges") or ()]
    if len(ranged) > len(set(ranged)):
        return _unstated("同一当事人的目录未收录的依据写了几行幅度，不能确定适用哪一行；只写一行。")
    if any(charge.own and not names_an_article(charge.own.article) for charge in stated):
        return _unstated("目录未收录的依据，条文应写明法名和条号。", unknown=world.replay)
    punished = [key for key, share in shares(world).items() if share.is_imposed]
    without = [key for key in punished if not any(charge.party == key for charge in stated)]
    if without:
        return _unstated(f"对{named(world, without)}的处罚没有写明依据。")
    strangers = {charge.party for charge in stated} - {party.key for party in accused(world.state)}
    if strangers:
        there = named(world, sorted(strangers))
        return _unstated(
            f"处罚依据写有{there}，不是本案当事人。", remedy="删去该行，或者在该行选择本案当事人"
        )
    return HOLDS


def _unstated(message: str, *, unknown: bool = False, remedy: str = _CHOOSE) -> Ground:
    return Ground(
        code="basis_not_stated",
        message=message,
        remedy=remedy,
        unknown=unknown,
    )


def title_of_basis(world: World, key: str) -> str:
    """What a basis of the catalogue is called; the key itself where the catalogue does not hold it.

    It is the title in force on the day of the act, else the latest.
    """
    values = world.law.bases_by_key.get(key, ())
    on = [value for value in values if value.is_in_force(world.at.date())] or values[-1:]
    return on[0].title if on else key


def column_title(world: World, answer: str) -> str:
    """What an answer is called on the form."""
    columns = {column.key: column.title for column in world.procedure.fields["bases"].columns}
    return columns.get(_COLUMNS[answer], answer)


def fields_at(world: World, seq: int) -> dict[str, Any]:
    """The bases and own ranges as they stood at an act."""
    fields: dict[str, Any] = {}
    for entry in world.state.entries:
        if entry.seq <= seq:
            fields |= {k: entry.payload[k] for k in ("bases", "own_ranges") if k in entry.payload}
    return fields
