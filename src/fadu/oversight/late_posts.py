# SPDX-License-Identifier: MulanPSL-2.0
"""Acts that lean on a post which was entered after their day: the officer held it then only because the register was told so since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.rules import officer_id_of
from fadu.people.rules import posts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.people.held_late import HeldPosts
    from fadu.procedure.entry import Entry

#: the rule under which such an act is found
HELD_LATE = "post_entered_late"


def messages(entries: Iterable[Entry], held: HeldPosts) -> Iterator[str]:
    """A sentence for each officer and post by which an act of a day was done on which nobody had entered that post.

    Of records from elsewhere nothing is asked: who held a post there, their source says.
    """
    for entry in entries:
        if not entry.is_an_officers:
            continue
        for signature in entry.by:
            officer = officer_id_of(signature.person)
            late = held.leaned_on(officer, signature.post, entry.at) if officer is not None else None
            if late is not None:
                post = posts().get(signature.post, signature.post)
                yield (
                    f"第{entry.seq}项（{entry.at.date()}）由{signature.name}以“{post}”办理，该任职自{late.start.date()}起，"
                    f"到{late.known}才登记；请核对任职文件“{late.document}”和当日的职权。"
                )
