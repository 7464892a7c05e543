# SPDX-License-Identifier: MulanPSL-2.0
"""Whose remedies a paper names: by bases only where the case says its bases, by a kind of decision only where the law knows it."""

from __future__ import annotations

import pytest

from fadu.cases.papers.form_sources import forms_of
from fadu.law import library as law_library
from fadu.procedure.library import library
from fadu.procedure.model import Procedure
from fadu.procedure.saying import sayings_of

EDITIONS = [
    edition for kind in library().kinds() for edition in library().editions(kind) if not edition.replay_only
]


@pytest.mark.parametrize("procedure", EDITIONS, ids=lambda each: f"{each.key}-{each.edition}")
def test_every_form_names_remedies_that_can_be_told(procedure: Procedure) -> None:
    for form in forms_of(procedure).values():
        for edition in form if isinstance(form, (list, tuple)) else [form]:
            whose = edition.remedy
            if whose == "bases":
                assert procedure.bases is not None, edition.key
            elif whose not in ("", "general"):
                assert whose in law_library().remedy_rules, edition.key


@pytest.mark.parametrize("procedure", EDITIONS, ids=lambda each: f"{each.key}-{each.edition}")
def test_every_form_asks_its_kind_for_sentences_that_it_offers(procedure: Procedure) -> None:
    offered = sayings_of(procedure.key)
    for form in forms_of(procedure).values():
        for edition in form if isinstance(form, (list, tuple)) else [form]:
            asked = {item.key.partition(".") for item in (*edition.mandatory, *edition.optional)}
            assert {name for part, _, name in asked if part == "said"} <= offered.keys(), edition.key


def test_the_paper_on_whose_service_a_case_with_bases_rests_names_remedies_by_them() -> None:
    for child in EDITIONS:
        if child.bases is None or not child.rests_on:
            continue
        openers = [
            p for p in EDITIONS if any(o.matter == child.key for a in p.actions.values() for o in a.opens)
        ]
        papers = [
            edition
            for opener in openers
            for key in child.rests_on
            for form in [forms_of(opener)[key]]
            for edition in (form if isinstance(form, (list, tuple)) else [form])
        ]
        assert papers
        assert {paper.remedy for paper in papers} == {"bases"}
