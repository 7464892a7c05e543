# SPDX-License-Identifier: MulanPSL-2.0
"""The sentences, by what they are about. Importing this enters them all."""

from judge.law import (
    absent,
    anew,
    complaints,
    fallen_ends,
    falling,
    goods,
    hearings,
    joint,
    licences,
    meetings,
    money,
    order,
    penalties,
    people,
    publicity,
    seizures,
    telling,
    terms,
)

__all__ = [
    "absent",
    "anew",
    "complaints",
    "fallen_ends",
    "falling",
    "goods",
    "hearings",
    "joint",
    "licences",
    "meetings",
    "money",
    "order",
    "penalties",
    "people",
    "publicity",
    "seizures",
    "telling",
    "terms",
]
