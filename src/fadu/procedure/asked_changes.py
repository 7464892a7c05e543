# SPDX-License-Identifier: MulanPSL-2.0
"""What a review that agrees once something is changed asks to be changed: which parts of what it reviewed, and whether that was done.

A kind whose cases may end so has a field of choices in which whoever reviews names the parts, beside the words. A change of just
these parts asks for no other review; a part that is named and stands as it was keeps the case where it is; any other change is
reviewed again, as always. Where no part is named, as in older records, only a change the law lets follow is one that was asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from fadu.kernel.letters import within_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fadu.procedure.model import Procedure
    from fadu.procedure.proposal_change import Change
    from fadu.procedure.state import ChildView

#: the fields of a child that name the parts, and that say in words what is to be changed
NAMED_IN, WORDS_IN = "changed_parts", "changes"
#: measures are changed for the better or otherwise: who asked for less has not agreed to more; what is ``other`` is compared with nothing
Part = Literal["findings", "basis", "lighter", "heavier", "prose", "other"]
PARTS: tuple[Part, ...] = get_args(Part)
OTHER: Part = "other"
#: what a part is called where no field of the proposal has its title
CALLED: Mapping[Part, str] = {
    "findings": "事实",
    "basis": "依据",
    "lighter": "处理（改轻）",
    "heavier": "处理（改重、改种类）",
    "prose": "理由和文字",
    "other": "其他事项",
}


def named(fields: Mapping[str, Any]) -> frozenset[Part]:
    """The parts a review names in what it hands back; none where it names none."""
    said = fields.get(NAMED_IN) or ()
    return frozenset(part for part in PARTS if part in said)


def words(child: ChildView) -> str:
    """What is to be changed, in the words of whoever reviewed."""
    return str(child.fields.get(WORDS_IN) or "").strip().rstrip("。")


def parts_of(change: Change) -> frozenset[Part]:
    """The parts a change touches."""
    touched: set[Part] = set()
    if change.findings != "same":
        touched.add("findings")
    if change.basis != "same":
        touched.add("basis")
    if change.prose != "same":
        touched.add("prose")
    weights = {change.grade, *change.measures.values()} - {"same", "clerical"}
    touched |= {"lighter" if kind == "lighter" else "heavier" for kind in weights}
    return frozenset(touched)


def left(asked: Iterable[Part], change: Change) -> tuple[Part, ...]:
    """Of the parts that were asked to be changed those that stand as they were, as far as they can be compared."""
    touched = parts_of(change)
    return tuple(part for part in PARTS if part in asked and part != OTHER and part not in touched)


def titles(procedure: Procedure, parts: Iterable[Part]) -> str:
    """Parts as the kind of case calls them."""
    rule = procedure.proposal
    fields: Mapping[str, tuple[str, ...]] = (
        {"findings": rule.findings[:1], "basis": (rule.basis,), "prose": rule.clerical} if rule else {}
    )
    said = (
        title
        for part in parts
        for title in [procedure.fields[key].title for key in fields.get(part, ())] or [CALLED[part]]
    )
    return "、".join(dict.fromkeys(said))


def called(parts: Iterable[Part]) -> str:
    """Parts as a review is asked to name them."""
    asked = frozenset(parts)
    return "、".join(CALLED[part] for part in PARTS if part in asked)


def to_compare(title: str, ended: str, child: ChildView, changed: Sequence[str]) -> str:
    """What is said to whoever goes on with what a review (``title``) wants changed: how it ended, what was asked for, in which parts, and
    what is another since. Whether the one is the other no rule can say.
    """
    text, parts = words(child), called(named(child.fields))
    asked = "".join((f"，要求的是“{within_quotes(text)}”" if text else "", f"（{parts}）" if parts else ""))
    said = f"“{title}”（{child.case}）“{ended}”{asked}"
    done = f"此后的改动：{'；'.join(changed)}" if changed else "此后没有改动"
    return f"{said}；{done}。请核对已经照改。"
