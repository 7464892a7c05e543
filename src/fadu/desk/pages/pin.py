# SPDX-License-Identifier: MulanPSL-2.0
"""One's confirming PIN: set and taken off by its holder alone, after the password was typed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from fadu.desk import beside_pin, second_step
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_officers, officer_of
from fadu.people import administration, pins

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: the button by which there is none any more
STOP = "stop"


def _digits(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=pins.LONGEST, required=False, widget=widget, help_text=help_text
    )


class PinForm(InWords):
    """The password again, and the digits twice."""

    password = forms.CharField(
        label="您的登录密码",
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    pin = _digits(
        "确认口令", f"{pins.SHORTEST}至{pins.LONGEST}位数字，不要用生日、连号、重复的数字，不要与别处相同。"
    )
    again = _digits("再输入一次")

    def clean(self) -> dict[str, Any]:
        """The digits are the same twice, and no others' first guess; nothing is asked of them where they are taken off."""
        values = super().clean() or {}
        pin = values.get("pin", "")
        if STOP in self.data or "pin" in self.errors:
            return values
        if fault := pins.fault_of(pin):
            self.add_error(
                "pin",
                f"“确认口令”应为不易猜到的{pins.SHORTEST}至{pins.LONGEST}位数字；实为{fault}。请另设一个。",
            )
        elif values.get("again") != pin:
            self.add_error("again", "两次输入的“确认口令”不一样。请重新输入。")
        return values


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest) -> HttpResponse:
    """The form, and whether digits are in use."""
    account: Any = request.user
    form = PinForm(request.POST or None)
    if is_pressed(request) and form.is_valid():
        if not second_step.is_right_password(request, account, form.cleaned_data["password"]):
            form.add_error("password", "密码不对。请核对大小写。")
        else:
            _kept(request, account, form)
            return redirect("desk:own")
    return render(request, "desk/pin.html", {"form": form, "pin": pins.pin_of(account)})


def _kept(request: HttpRequest, account: Any, form: PinForm) -> None:
    with administration.kept_by(officer_of(request)):
        if STOP in request.POST:
            pins.take_off(account)
            messages.success(request, "已停用确认口令。在同事的设备上确认，须输入登录密码。")
        else:
            pins.set_pin(account, form.cleaned_data["pin"])
            beside_pin.forgive(account)
            messages.success(request, "已设定确认口令，只能用来在同事的设备上确认共同办理的事项。")
