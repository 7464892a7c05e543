# SPDX-License-Identifier: MulanPSL-2.0
"""What stands inside a line, as text: values, choices, boxes, what is written by hand, and what disappears when it is missing."""

from __future__ import annotations

from collections.abc import Sequence

from fadu.records.forms.model import Choice, Condition, Fixed, Hand, Part, Perhaps, Tick, Value
from fadu.records.rendering.data import GAP, Scope, is_answered, is_given, show, show_with

UNDERLINE = "____"
#: signs that no second one of these follows
STOPS = "。，；、"
#: to be written on by hand
HAND_RULE = "____________"


def is_gone(parts: Sequence[Part], scope: Scope) -> bool:
    """Whether a line or cell disappears: it names values with ``:gone``, and none of these is given."""
    values = [part.name for part in parts if isinstance(part, Value) and "gone" in part.filters]
    return bool(values) and not any(is_answered(scope.find(name)) for name in values)


def holds(condition: Condition, scope: Scope) -> bool:
    """Whether an ``{if}`` is printed."""
    value = scope.find(condition.name)
    if condition.equals is None:
        return is_given(value) != condition.negated
    return (condition.equals in keys_of(condition.name, scope)) != condition.negated


def keys_of(name: str, scope: Scope) -> tuple[str, ...]:
    """The chosen keys (or texts) of a value: a list, one value, or yes/no."""
    keys = scope.find(f"{name}_keys")
    value = keys if is_given(keys) else scope.find(name)
    if isinstance(value, bool):
        return ("yes", "是") if value else ("no", "否")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(str(item) for item in value)
    return () if value is None else (str(value).strip(),)


def text_of(parts: Sequence[Part], scope: Scope) -> str:
    """The text of a line; where what is filled in ends with a sign of its own, and the form goes on with another, the form's stands.

    A form writes ``{facts}。``, and people write full stops, or leave them out.
    """
    text = ""
    for part in parts:
        shown = _show_part(part, scope)
        if shown and shown[0] in STOPS and isinstance(part, (Fixed, Perhaps)):
            text = text.rstrip(STOPS)
        text += shown
    return text


def _show_part(part: Part, scope: Scope) -> str:
    if isinstance(part, Fixed):
        return part.text
    if isinstance(part, Choice):
        return _show_choice(part, scope)
    if isinstance(part, Tick):
        return f"{'☑' if is_given(scope.find(part.name)) else '□'}{part.text}"
    if isinstance(part, Hand):
        return HAND_RULE
    if isinstance(part, Perhaps):
        return text_of(part.then if holds(part.condition, scope) else part.otherwise, scope)
    return show_with(scope.find(part.name), part.filters)


def _show_choice(part: Choice, scope: Scope) -> str:
    chosen = keys_of(part.name, scope)
    gap = next((word for word in chosen if word.startswith(GAP)), "")
    if gap:
        return gap + "　".join(f"□{text}" for _, text in part.options)
    known = {
        word for key, text in part.options for word in (key, text, text.replace(UNDERLINE, "").rstrip("：:"))
    }
    other = show(scope.find(f"{part.name}_other")) or "、".join(word for word in chosen if word not in known)
    shown = []
    for key, text in part.options:
        names = {key, text, text.replace(UNDERLINE, "").rstrip("：:")}
        takes_text = UNDERLINE in text
        ticked = bool(names & set(chosen)) or (takes_text and bool(other))
        shown.append(
            ("☑" if ticked else "□") + (text.replace(UNDERLINE, other or UNDERLINE) if takes_text else text)
        )
    return "　".join(shown)
