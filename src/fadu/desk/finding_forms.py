# SPDX-License-Identifier: MulanPSL-2.0
"""What is asked of a finding: why it came about, before anything else; of the legal office also what it is, outcome and character at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fadu.desk.in_words import InWords
from fadu.oversight.disposal import BETWEEN, rules

if TYPE_CHECKING:
    from fadu.oversight.models import Raised

LONGEST = 500


def _words(label: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=LONGEST, required=False, widget=widget)


class ExplainForm(InWords):
    """Why it came about, by the case's people and their head."""

    prefix = "explain"
    cause = forms.ChoiceField(label="因何而起")
    words = _words("说明（可以不写）")

    def __init__(self, row: Raised, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"cause": row.cause, "words": row.explained}, **kwargs)
        self.fields["cause"].choices = [("", "（请选择）"), *rules().causes.items()]


class DisposeForm(InWords):
    """What it is, by the legal office."""

    prefix = "dispose"
    cause = forms.ChoiceField(label="因何而起")
    chosen = forms.ChoiceField(label="结论和法律性质")
    words = _words("核定说明（可以不写）")

    def __init__(self, row: Raised, *args: Any, **kwargs: Any) -> None:
        before = f"{row.outcome}{BETWEEN}{row.character}" if row.outcome else ""
        initial = {"cause": row.cause, "chosen": before, "words": row.words}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["cause"].choices = [("", "（请选择）"), *rules().causes.items()]
        self.fields["chosen"].choices = [("", "（请选择）"), *rules().choices()]
