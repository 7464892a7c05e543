# SPDX-License-Identifier: MulanPSL-2.0
"""One's second factor: put on, moved to another telephone, its recovery codes, taken off; and of which posts a bureau asks one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from fadu.desk import qr, second_step, sign_ins
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.forms import Day
from fadu.desk.in_words import InWords
from fadu.desk.officer import MUST_CHANGE, MUST_ENROL, for_administrators, officer_of
from fadu.kernel import clock, totp
from fadu.people import rules as people_rules
from fadu.people import second_factor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: in the session: the sealed secret that is being put on, and the buttons of the page
SECRET, STEP = "second_factor_to_be", "step"


class PasswordAgain(InWords):
    """The password, asked again before what would lock its holder out in another's hands."""

    password = forms.CharField(
        label="您的密码",
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class FirstCode(InWords):
    """The first password that the telephone shows."""

    code = forms.CharField(
        label="手机上的6位数字",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


@login_required
@keeps_what_was_typed
def show(request: HttpRequest) -> HttpResponse:
    """The page in its two states: what there is, and a secret to be read by a telephone."""
    if request.session.get(MUST_CHANGE):
        return redirect("desk:password")
    officer_of(request)
    step = request.POST.get(STEP, "") if is_pressed(request) else ""
    if step == "put_on" and SECRET in request.session:
        return _put_on(request)
    if step:
        return _after_password(request, step)
    if request.method == "POST" and SECRET in request.session:
        return _picture(request, FirstCode())
    return _standing(request, PasswordAgain())


def _after_password(request: HttpRequest, step: str) -> HttpResponse:
    """What is done once the password was typed again."""
    account: Any = request.user
    form = PasswordAgain(request.POST)
    if not form.is_valid():
        return _standing(request, form)
    if not second_step.is_right_password(request, account, form.cleaned_data["password"]):
        form.add_error("password", "密码不对。请核对大小写。")
        return _standing(request, form)
    if step == "codes":
        return _codes(request, second_factor.renew_codes(account))
    if step == "take_off":
        if second_factor.is_asked_of(officer_of(request), clock.now()):
            raise PermissionDenied("本局要求您的岗位使用动态口令，不能停用；可以换一部手机。")
        second_factor.take_off(account)
        messages.success(request, "动态口令已停用，以后只凭密码登录。")
        return redirect("desk:own")
    request.session[SECRET] = second_factor.new_secret(account)
    return _picture(request, FirstCode())


def _put_on(request: HttpRequest) -> HttpResponse:
    account: Any = request.user
    form = FirstCode(request.POST)
    if not form.is_valid():
        return _picture(request, form)
    try:
        codes = second_factor.put_on(account, request.session[SECRET], form.cleaned_data["code"])
    except second_factor.SecondFactorError as error:
        form.add_error("code", error.message)
        return _picture(request, form)
    for flag in (SECRET, MUST_ENROL):
        request.session.pop(flag, None)
    ended = sign_ins.end(account, beside=request.session.get(sign_ins.ENTRY))
    messages.success(request, "动态口令已启用。" + (f"其他{ended}处登录已结束。" if ended else ""))
    return _codes(request, codes)


def _standing(request: HttpRequest, form: forms.Form) -> HttpResponse:
    account: Any = request.user
    factor = second_factor.factor_of(account)
    context = {
        "form": form,
        "factor": factor,
        "codes_left": second_factor.codes_left(factor) if factor else 0,
        "codes": second_factor.CODES,
        "asked": second_factor.is_asked_of(account.officer, clock.now()),
        "must": request.session.get(MUST_ENROL, False),
    }
    return render(request, "desk/second_factor.html", context)


def _picture(request: HttpRequest, form: forms.Form) -> HttpResponse:
    account: Any = request.user
    secret = second_factor.opened(request.session[SECRET])
    issuer = f"法度-{account.officer.bureau.short}"
    text = totp.address(secret, account=account.username, issuer=issuer)
    context = {
        "form": form,
        "picture": qr.picture(text, title="供手机验证器扫描的二维码，内容与上面的密钥相同"),
        "secret": totp.written(secret),
        "must": request.session.get(MUST_ENROL, False),
    }
    return render(request, "desk/second_factor.html", context)


def _codes(request: HttpRequest, made: list[str]) -> HttpResponse:
    return render(request, "desk/factor_codes.html", {"made": made})


class RuleForm(InWords):
    """Of which post a second factor is asked, or no more, from a day on."""

    post = forms.ChoiceField(label="岗位", required=False)
    is_required = forms.ChoiceField(
        label="要求", choices=[("yes", "须用动态口令"), ("no", "不要求")], initial="yes"
    )
    start = Day(label="自")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts: Any = self.fields["post"]
        posts.choices = [("", "（全部岗位）"), *people_rules.posts().items()]


@for_administrators
@keeps_what_was_typed
def rules(request: HttpRequest) -> HttpResponse:
    """What the bureau asks, and who ought to use a second factor and does not."""
    bureau = officer_of(request).bureau
    form = RuleForm(request.POST or None, initial={"start": clock.today()})
    if is_pressed(request) and form.is_valid():
        said = form.cleaned_data
        second_factor.set_rule(
            bureau=bureau,
            post=said["post"],
            is_required=said["is_required"] == "yes",
            start=said["start"],
            document=said["document"],
        )
        messages.success(request, "已登记。各人下次登录时适用。")
        return redirect("desk:factor_rules")
    titles = people_rules.posts()
    context = {
        "form": form,
        "rows": [
            (row, titles.get(row.post, "全部岗位"))
            for row in bureau.second_factor_rules.order_by("-start", "-pk")
        ],
        "without": second_factor.without(bureau, clock.now()),
    }
    return render(request, "desk/factor_rules.html", context)
