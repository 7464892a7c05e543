# SPDX-License-Identifier: MulanPSL-2.0
"""What a party is handed and what is published speaks for the bureau: who approved, examined, reviewed or voted stands on no such paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fadu.cases.papers.form_sources import forms_of
from fadu.procedure.library import library
from fadu.records.forms import Form
from fadu.records.forms.checks import uses

#: what papers know of what was said inside: opinions, votes, reviews
INSIDE = frozenset(
    {
        "votes",
        "attendance",
        "recused",
        "exam_opinion",
        "exam_text",
        "examined_by",
        "reviewed_by",
        "opinion_text",
        "facts_opinion",
        "law_opinion",
        "procedure_opinion",
        "resolution",
        "decided_by",
        "approver",
    }
)


#: prints whence a case came only where nobody informed (see tests/matters/penalty/test_small_bureau.py)
CAREFUL = frozenset({"penalty_decision"})
#: papers that go to the informant himself or to the body he is sent on to, never to whom he informed of
OF_THE_INFORMANT = frozenset({"tip_off_transfer", "case_transfer_letter", "police_transfer_letter"})
#: papers that are published
PUBLISHED = ("publication_summary",)


def handed_out() -> Iterator[tuple[str, Form, bool]]:
    """Every form of every edition that is served on somebody or published; whether several signed inside before it went out."""
    for kind in library().kinds():
        for edition in library().editions(kind):
            forms = forms_of(edition)
            for action in edition.actions.values():
                for issue in action.issues:
                    if issue.served_to or issue.template in PUBLISHED:
                        inside = len(action.signs) > 1 or issue.template in PUBLISHED
                        for form in forms[issue.template]:
                            yield f"{kind} {issue.template}", form, inside


#: by what a case came to us, and from whom: on papers to a party it is “案件线索” and nothing more
WHENCE = frozenset(
    {"source", "lead_content", "source_contact", "informant_name", "informant_phone", "tip_off"}
)
FORMS = {(form.key, form.fingerprint, inside): form for _, form, inside in handed_out()}


@pytest.mark.parametrize("key", FORMS, ids=lambda key: f"{key[0]}-{key[2]}")
def test_no_paper_to_a_party_and_nothing_published_says_who_approved_or_how_anybody_voted(
    key: tuple[str, str, bool],
) -> None:
    named = {use.name.partition(".")[0] for use in uses(FORMS[key].blocks)}

    assert not named & INSIDE
    assert key[0] in OF_THE_INFORMANT | CAREFUL or not named & WHENCE
    # whoever dealt with the party himself (at the window, as mediator) may stand there as whom to turn to
    assert not (key[2] and "signatures" in named)


def test_there_are_papers_to_parties_and_to_the_public() -> None:
    names = {name for name, _, _ in handed_out()}

    assert {"penalty penalty_decision", "penalty penalty_notice", "penalty publication_summary"} <= names
