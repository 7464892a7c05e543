# SPDX-License-Identifier: MulanPSL-2.0
"""A form as it is printed on a page of the desk: filled in by the names of its inputs, and by nothing that is not on the page.

What a browser would not let a person do is refused here too: an input that is not there, a choice that is not offered, a text that
is too long, a required input left empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import html

from fadu.kernel.errors import FaduError
from fadu.kernel.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: what an input of a page is called that is no more than a button or a switch of the page itself
_UNSENT = {"submit", "button", "image", "reset", "file"}
#: where a page says what is wrong
FAULTS = "//main//*[@role='alert']|//main//*[contains(@class,'errorlist')]"
#: characters of what is wrong that are repeated
_SHOWN = 600


class FormError(FaduError):
    """页面上的表单不能这样填写。"""

    code = "form"


def read(page: str) -> Any:
    """A page as a tree."""
    return html.document_fromstring(page)


def wrong(page: Any) -> str:
    """What a page says is wrong, in its own words; empty where it says nothing."""
    said = (" ".join(node.text_content().split()) for node in page.xpath(FAULTS))
    return "；".join(dict.fromkeys(filter(None, said)))[:_SHOWN]


class PrintedForm:
    """One form of a page: what it holds as it stands, and what is typed to it.

    ``form``: its element. What is wrong with what is typed raises FormError with the words of the label.
    """

    def __init__(self, form: Any) -> None:
        self.form = form
        self.inputs: dict[str, list[Any]] = {}
        for one in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]"):
            if one.get("type") not in _UNSENT:
                self.inputs.setdefault(one.get("name"), []).append(one)
        self.values = {name: _standing(ones) for name, ones in self.inputs.items()}

    def is_get(self) -> bool:
        """Whether it is sent in the address."""
        return (self.form.get("method") or "get").lower() == "get"

    def lists(self) -> frozenset[str]:
        """The names of its lists of rows."""
        return frozenset(name.removesuffix("-TOTAL_FORMS") for name in self.inputs if "-TOTAL_FORMS" in name)

    def write(self, name: str, value: Any) -> None:
        """Type a value of a payload to the input of a name. Raises FormError where nobody could."""
        if name not in self.inputs:
            raise FormError(
                f"表单上没有可以填写“{name}”（{value}）的项目，有的是：{'、'.join(self.inputs)}。"
            )
        self.values[name] = _typed(name, self.inputs[name], value)

    def lacking(self, name: str, rows: Sequence[object]) -> bool:
        """Whether a list shows fewer rows than are to be filled in."""
        return int(self.values[f"{name}-TOTAL_FORMS"][0]) < len(rows)

    def write_rows(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Type rows to a list, from its first row on."""
        for place, row in enumerate(rows):
            for column, value in row.items():
                if value is not None:
                    self.write(f"{name}-{place}-{column}", value)

    def data(self) -> dict[str, list[str]]:
        """What is sent in. Raises FormError where a browser would not send it."""
        for name, ones in self.inputs.items():
            if ones[0].get("required") is not None and not any(self.values[name]):
                raise FormError(f"必须填写的“{_label(ones[0]) or name}”没有填写。")
        return self.as_it_stands()

    def as_it_stands(self) -> dict[str, list[str]]:
        """What is sent in by a button that asks for nothing to be filled in."""
        return {name: values for name, values in self.values.items() if values}


def forms(page: Any) -> Iterator[PrintedForm]:
    """The forms of a page."""
    return map(PrintedForm, page.xpath("//form"))


def _standing(ones: list[Any]) -> list[str]:
    first = ones[0]
    if first.tag == "textarea":
        return [(first.text or "").removeprefix("\n")]
    if first.tag == "select":
        options = first.xpath(".//option")
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and first.get("multiple") is None:
            chosen = options[:1]
        return [_value(option) for option in chosen]
    if first.get("type") in {"checkbox", "radio"}:
        return [_value(one) for one in ones if one.get("checked") is not None]
    return [one.get("value") or "" for one in ones]


def _value(one: Any) -> str:
    value = one.get("value")
    if value is None:
        value = "on" if one.tag == "input" else one.text_content().strip()
    return str(value)


def _typed(name: str, ones: list[Any], value: Any) -> list[str]:
    """A value of a payload as somebody types, ticks or chooses it in an input."""
    first = ones[0]
    if first.get("type") in {"checkbox", "radio"} or first.tag == "select":
        options = first.xpath(".//option") if first.tag == "select" else ones
        return _chosen(name, first, [_value(option) for option in options], value)
    if isinstance(value, list):
        return ["、".join(map(str, value))]
    text = yuan(value) if first.get("inputmode") == "decimal" and isinstance(value, int) else str(value)
    if first.get("type") == "datetime-local":
        text = text[: len("2022-01-01T09:00")]
    longest = first.get("maxlength")
    if longest and len(text) > int(longest):
        raise FormError(f"“{_label(first) or name}”至多{longest}字，要填的有{len(text)}字。")
    return [text]


def _chosen(name: str, first: Any, offered: list[str], value: Any) -> list[str]:
    if isinstance(value, bool):
        if offered == ["on"]:
            return ["on"] if value else []
        value = "yes" if value else "no"
    wanted = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    if absent := [one for one in wanted if one not in offered]:
        raise FormError(
            f"“{_label(first) or name}”没有提供“{'、'.join(absent)}”，可选的是：{'、'.join(offered)}。"
        )
    return wanted


def _label(one: Any) -> str:
    labels = one.getroottree().xpath("//label[@for=$it]", it=one.get("id") or "")
    return " ".join(labels[0].text_content().split()) if labels else ""
