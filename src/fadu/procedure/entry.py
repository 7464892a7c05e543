# SPDX-License-Identifier: MulanPSL-2.0
"""An act as the pure engine sees it, and the acts every procedure knows without declaring them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

#: key -> Chinese title. Their payloads are fixed (see each line); they never change the stage
#: except ``move_edition``.
BUILT_IN = {
    "assign": "指派",  # {role, person, name}
    "release": "解除指派",  # {role, person, reason}
    "add_party": "登记当事人",  # {party, name, capacity, kind: person|unit}
    "remove_party": "变更当事人",  # {party, reason}
    "succeed": "当事人承受、变更",  # {party, ground, happened_on, paper, successor?, name?, kind?, effect, passes_on, cites}
    "correct_party": "更正当事人名称、号码",  # {party, reason, name?, was?, uscc?, uscc_was?, id_number?, register?: 已更正}
    "serve": "送达",  # {document: "<template>/<seq>", party, manner, sent_on, arrived_on, effective_on, receiver, relation, through, mail_number, proof}
    # {case, document, template, number, party, manner, effective_on, service}: told by the case that served it
    "served_elsewhere": "关联案件已送达",
    "attach": "收入材料",  # {title, digest, kind, access, taken_on, place, from_whom}
    "note": "记事",  # {text}
    "sign": "签署",  # {of: action, role, payload?}: one signature of `signs`, not the last
    "return_proposal": "退回签批",  # {of: action, reason}
    "child_opened": "启动关联程序",  # {child: case number, matter, topic, party?}
    "child_ended": "关联程序办结",  # {child, matter, topic, outcome, fields: {…}}
    "child_returned": "关联程序退回重办",  # {child, matter}
    "told": "得知关联案件的办理",  # {case, matter, topic, says, on, fields, party?, handed_over?: {by: case number, version}}
    "link": "关联案件",  # {kind, case}
    "publish": "公示",  # {rule, channel, published_on, withdrawn_on?}
    "correct_day": "申请更正日期",  # {of: seq, field, day, paper, reason, stands, digest}
    "confirm_day": "确认更正日期",  # {of: seq of the correction asked for}
    "refuse_day": "不予更正日期",  # {of: seq of the correction asked for, reason}
    "confirm_joint": "确认共同办理",  # {of: seqs of the acts, as 3、5; acts: what they are called}
    "move_edition": "转入新版程序",  # {edition, stage}
}


#: who signs what is taken in from elsewhere: the record that was kept there
THE_SOURCE = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who acted, in which role, holding which post: as of the moment of the act."""

    person: str  # "officer:12", "party:3", or "law"
    role: str
    name: str = ""
    post: str = ""
    #: regular, standin, delegated
    holding: str = "regular"
    certificate: str = ""
    #: through what a party acted; by which paper a system did
    channel: str = ""
    mandate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act in a case. Every value it sets stands in ``payload``.

    ``payload`` holds the action's fields by key; rows of ``adds`` under the list's name; ``documents``:
    ``[{ref, template, number, parties}]``; ``party`` for acts done for one party. Dates are ISO strings.
    """

    seq: int
    action: str
    at: datetime  # happened_at, aware, legal time
    payload: Mapping[str, Any] = field(default_factory=dict)
    by: tuple[Signature, ...] = ()
    #: sequence numbers this act makes void (resolved when it was decided)
    voids: tuple[int, ...] = ()
    #: the source states the day only
    day_only: bool = False
    imported: bool = False
    #: when it was written down; None where the source does not say
    recorded_at: datetime | None = None

    @property
    def is_from_a_source(self) -> bool:
        """Whether a record kept elsewhere says so; when it was written down there, nobody knows."""
        return self.imported or any(each.person == THE_SOURCE for each in self.by)

    @property
    def is_an_officers(self) -> bool:
        """Whether an officer did it here."""
        return not self.imported and any(each.person.startswith("officer:") for each in self.by)
