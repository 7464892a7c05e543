# SPDX-License-Identifier: MulanPSL-2.0
"""Whether what a form names is there: acts, fields and papers of its procedure, and nothing that another act said of itself.

A field of a case keeps what was said last, by whichever act. Where several acts issue a form and only some of them say a field,
the others would print what an earlier one said: such a field is named as the act's own (``own.x``), or as one that lasts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.papers.form_sources import forms_of
from fadu.procedure.entry import BUILT_IN
from fadu.records.forms.checks import uses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fadu.procedure.model import Action, Procedure
    from fadu.records.forms import Form

#: what is known of a paper of the case
OF_A_PAPER = ("title", "number", "issued_on", "served_on")


def faults(procedures: Sequence[Procedure]) -> Iterator[str]:
    """What is wrong with the forms of a kind, whose editions these are: each once, by form and name."""
    latest = procedures[-1]
    for listed in forms_of(latest).values():
        for form in listed:
            yield from _unknown(form, procedures)
            yield from _of_another_act(form, procedures)


def _unknown(form: Form, procedures: Sequence[Procedure]) -> Iterator[str]:
    """Names behind a dot that are no act, field or paper there."""
    known = {
        "issued": set(forms_of(procedures[-1])),
        "done_on": {key for p in procedures for key in p.actions} | set(BUILT_IN),
        "own": {key for p in procedures for key in p.fields},
    }
    for name in dict.fromkeys(use.name for use in uses(form.blocks)):
        root, *parts = name.split(".")
        if root not in known or not parts:
            continue
        if parts[0] not in known[root]:
            yield f"《{form.title}》（{form.file}）的“{name}”：没有“{parts[0]}”"
        elif root == "issued" and parts[1:] and parts[1] not in OF_A_PAPER:
            yield f"《{form.title}》（{form.file}）的“{name}”：文书没有“{parts[1]}”一项"


def _of_another_act(form: Form, procedures: Sequence[Procedure]) -> Iterator[str]:
    """Fields that one act says which issues the form, and another one does not."""
    named = {use.name.partition(".")[0] for use in uses(form.blocks)} - set(form.lasting)
    for procedure in procedures:
        acts = [a for a in procedure.actions.values() if any(i.template == form.key for i in a.issues)]
        for name in sorted(named & procedure.fields.keys()):
            silent = [act.title for act in acts if not _says(act, name)]
            if silent and len(silent) < len(acts):
                yield (
                    f"《{form.title}》（{form.file}）的“{name}”：“{silent[0]}”不填写这一项，会印出别的动作所填；"
                    f"写 own.{name}，仍然有效的列入 lasting"
                )


def _says(action: Action, name: str) -> bool:
    return name in (*action.sets, *action.may_set, *action.adds)
