# SPDX-License-Identifier: MulanPSL-2.0
"""Which fields of a service belong to which manner. Pure.

One source for the form that shows them and the judge that asks for them: ``data/service_manners.yaml`` says by which field each need
of a manner is said. A field of every manner (the paper, whom it is for, the day it was sent) is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from fadu.kernel.place import Place
from fadu.kernel.yaml_reader import read
from fadu.records import delivery
from fadu.records.delivery import DAYS, NEEDS, Manner

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class MannerField:
    """A field that only some manners have: those that need what it ``says``, whose day ``counts`` so, or that are named."""

    key: str
    title: str
    says: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    #: the manners with which an attempt that failed says it besides
    failed: tuple[str, ...] = ()
    #: whether it tells that somebody had the paper; what a party said that stands, whatever the manner
    received: bool = False
    standing: bool = False

    def is_of(self, manner: Manner, *, has_failed: bool = False) -> bool:
        """Whether the manner has the field, or an attempt in that manner that failed."""
        return (
            not set(self.says).isdisjoint(manner.needs)
            or manner.counts in self.counts
            or manner.key in self.manners
            or (has_failed and manner.key in self.failed)
        )


_LISTS = ("says", "counts", "manners", "failed")


@cache
def fields() -> dict[str, MannerField]:
    """All fields that only some manners have, by key.

    >>> fields()["refusal"].title
    '拒收事由'
    """
    top, place = read(delivery.DATA), Place(path=str(delivery.DATA))
    section, known = place.part(top, "fields"), {}
    for key in section:
        what = f"送达登记的项目“{key}”"
        row = place.mapping(section[key], section.at(key), what)
        place.known(row, (*_LISTS, "title", "received", "standing"), what)
        asked = {name: place.texts(row, name, what) for name in _LISTS}
        manners: Collection[str] = delivery.manners()
        there: tuple[Collection[str], ...] = (NEEDS, DAYS, manners, manners)
        for name, there_are in zip(_LISTS, there, strict=True):
            for one in asked[name]:
                place.resolve(row.at(name), name, one, there_are)
        known[key] = MannerField(
            key=key,
            title=place.text(row, "title", what),
            says=asked["says"],
            counts=asked["counts"],
            manners=asked["manners"],
            failed=asked["failed"],
            received=place.flag(row, "received", what),
            standing=place.flag(row, "standing", what),
        )
    return known


def fields_of(manner: Manner) -> tuple[str, ...]:
    """The fields that a manner has beside those every service has.

    >>> fields_of(delivery.manner("left"))
    ('arrived_on', 'address', 'refusal', 'witness', 'filmed', 'through')
    >>> fields_of(delivery.manner("announcement"))
    ('whereabouts_unknown', 'account')
    """
    return tuple(field.key for field in fields().values() if field.is_of(manner))


def of_another(manner: Manner, payload: Mapping[str, Any]) -> tuple[MannerField, ...]:
    """What a payload says that belongs to another manner than its own.

    >>> said = {"receiver": "王某", "refusal": "拒收", "filmed": False, "consent": True}
    >>> [field.title for field in of_another(delivery.manner("personal"), said)]
    ['拒收事由']
    >>> of_another(delivery.manner("personal"), {"refusal": "拒收", "failure": "拒收，没有见证人"})
    ()
    """
    there = (field for field in fields().values() if says(payload, field.key))
    has_failed = says(payload, "failure")
    return tuple(
        field for field in there if not field.standing and not field.is_of(manner, has_failed=has_failed)
    )


def received(payload: Mapping[str, Any]) -> tuple[MannerField, ...]:
    """What a payload says from which somebody had the paper.

    >>> [field.title for field in received({"arrived_on": "2022-05-12", "relation": ""})]
    ['签收或到达日期']
    """
    return tuple(field for field in fields().values() if field.received and says(payload, field.key))


def says(payload: Mapping[str, Any], key: str) -> bool:
    """Whether a payload says something in a field: a box that is not ticked says nothing."""
    return bool(str(payload.get(key) or "").strip())


def by_field() -> dict[str, tuple[str, ...]]:
    """Each field that only some manners have, with these manners.

    >>> by_field()["refusal"], by_field()["through"]
    (('left', 'post'), ('left', 'entrusted', 'transferred'))
    """
    return {
        key: tuple(manner.key for manner in delivery.manners().values() if field.is_of(manner))
        for key, field in fields().items()
    }


def by_field_where_it_failed() -> dict[str, tuple[str, ...]]:
    """Each field that an attempt says besides where it failed, with the manners that have it only then.

    >>> by_field_where_it_failed()["refusal"]
    ('personal', 'entrusted', 'transferred')
    """
    return {key: field.failed for key, field in fields().items() if field.failed}
