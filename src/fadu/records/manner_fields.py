# SPDX-License-Identifier: MulanPSL-2.0
"""Which fields of a service belong to which manner. Pure.

One source for the form that shows them and the judge that asks for them: ``data/service_manners.yaml`` says by which field each need
of a manner is said. A field of every manner (the paper, whom it is for, the day it was sent) is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from fadu.kernel.place import Place
from fadu.kernel.yaml_reader import read
from fadu.records import delivery
from fadu.records.delivery import DAYS, NEEDS, Manner


@dataclass(frozen=True, slots=True, kw_only=True)
class MannerField:
    """A field that only some manners have: those that need what it ``says``, whose day ``counts`` so, or that are named."""

    key: str
    title: str
    says: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()

    def is_of(self, manner: Manner) -> bool:
        """Whether the manner has the field."""
        return (
            not set(self.says).isdisjoint(manner.needs)
            or manner.counts in self.counts
            or manner.key in self.manners
        )


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
        place.known(row, ("title", "says", "counts", "manners"), what)
        asked = {name: place.texts(row, name, what) for name in ("says", "counts", "manners")}
        for name, there_are in (("says", NEEDS), ("counts", DAYS), ("manners", delivery.manners())):
            for one in asked[name]:
                place.resolve(row.at(name), name, one, there_are)
        known[key] = MannerField(key=key, title=place.text(row, "title", what), **asked)
    return known


def fields_of(manner: Manner) -> tuple[str, ...]:
    """The fields that a manner has beside those every service has.

    >>> fields_of(delivery.manner("left"))
    ('arrived_on', 'address', 'refusal', 'witness', 'filmed')
    >>> fields_of(delivery.manner("announcement"))
    ('whereabouts_unknown', 'account')
    """
    return tuple(field.key for field in fields().values() if field.is_of(manner))


def by_field() -> dict[str, tuple[str, ...]]:
    """Each field that only some manners have, with these manners.

    >>> by_field()["refusal"], by_field()["through"]
    (('left',), ('entrusted', 'transferred'))
    """
    return {
        key: tuple(manner.key for manner in delivery.manners().values() if field.is_of(manner))
        for key, field in fields().items()
    }
