# SPDX-License-Identifier: MulanPSL-2.0
"""Signing in and out, and a password of one's own: one chosen by somebody else is changed before anything is shown."""

from __future__ import annotations

import math
from contextlib import nullcontext
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy

from fadu.desk import addresses, carrying, drafts, lockout, second_step, sign_ins, turn_lines
from fadu.desk.answers import Problem, answered, is_pressed, keeps_what_was_typed
from fadu.desk.in_words import InWords
from fadu.desk.officer import MUST_CHANGE, MUST_ENROL
from fadu.kernel import clock
from fadu.kernel.chinese_dates import chinese_moment
from fadu.people import accounts, administration, factor_resets, second_factor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BACKEND = "fadu.people.backend.AccountBackend"

_NOT_YOURS = "登录以前另一人填写的内容没有交给您，也没有保存。请其本人登录后重新填写。"


class Form(InWords, AuthenticationForm):
    """Account and password."""

    error_messages = {
        "invalid_login": "账号或密码不对。请核对大小写；连续五次不对须等一会儿再试。",
        "inactive": "此账号已停用。请联系管理员。",
        "altered": "此账号的登记与账本不符，不能登录。请立即告诉本局的纪检人员，并请维护人员运行 fadu ledger verify。",
        "spent": "重设的密码只能登录一次，已经用过。请联系管理员再行重设；不是您用的，请立即告诉本局的纪检人员。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label, self.fields["password"].label = "账号", "密码"

    def get_invalid_login_error(self) -> forms.ValidationError:
        """The usual refusal; whoever tries the password they had before it was reset is told of the reset."""
        given = self.cleaned_data
        notice = accounts.reset_behind(given.get("username") or "", given.get("password") or "")
        if notice:
            return forms.ValidationError(f"密码不对。{notice}", code="reset")
        refusal: forms.ValidationError = super().get_invalid_login_error()
        return refusal

    def confirm_login_allowed(self, user: Any) -> None:
        """What opens the account is what was entered of it; a password set by an administrator opens it once."""
        super().confirm_login_allowed(user)
        if not accounts.is_as_entered(user):
            raise forms.ValidationError(self.error_messages["altered"], code="altered")
        if accounts.is_spent(user):
            raise forms.ValidationError(self.error_messages["spent"], code="spent")


class SignIn(LoginView):
    """The first page; whoever signs in with a password chosen by somebody else goes to change it."""

    template_name = "desk/sign_in.html"
    authentication_form = Form
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if second_step.CODE in request.POST:
            return self.second()
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def get_success_url(self) -> str:
        """Back to the form whose text came along, where the same person signed in again; else as asked."""
        if sheet := carrying.brought(self.request):
            holder, path, typed = sheet
            officer = getattr(self.request.user, "officer", None)
            if officer is not None and officer.pk == holder:
                if drafts.keep(officer, path, typed):
                    return f"{path}?{drafts.RESUME}=1"
            else:
                messages.warning(self.request, _NOT_YOURS)
        asked = str(self.get_redirect_url())
        if asked in {"", reverse("desk:inbox")} or not addresses.is_ours(asked):
            return reverse(first_page(self.request.user))
        return asked

    def form_valid(self, form: Any) -> HttpResponse:
        account = form.get_user()
        if second_factor.factor_of(account) is None:
            return self.let_in(account)
        second_step.hold(self.request, account)
        return render(self.request, "desk/second_step.html")

    def second(self) -> HttpResponse:
        """The second step: the password of thirty seconds, or a recovery code."""
        account = second_step.held(self.request)
        if account is None:
            messages.info(self.request, "输入密码以后已经过了十分钟，或者密码有变。请重新登录。")
            return redirect(self.request.get_full_path())
        if second_step.is_right_code(self.request, account, self.request.POST[second_step.CODE]):
            return self.let_in(account)
        return render(self.request, "desk/second_step.html", {"is_wrong": True})

    def let_in(self, account: Any) -> HttpResponse:
        """Open the account, and say what its holder should know."""
        settled, failures = accounts.is_settled(account), lockout.failures_of(account.username)
        self.request.session.pop(second_step.PENDING, None)
        login(self.request, account, backend=BACKEND)
        answer = redirect(self.get_success_url())
        if notice := last_time(account, self.request.session.get(sign_ins.ENTRY), failures):
            messages.info(self.request, notice)
        for notice in accounts.reset_notices(account):
            messages.warning(self.request, notice)
        officer = getattr(account, "officer", None)
        if officer is not None:
            for notice in factor_resets.notices(officer):
                messages.warning(self.request, notice)
            if second_factor.factor_of(account) is None and second_factor.is_asked_of(officer, clock.now()):
                self.request.session[MUST_ENROL] = True
        if settled:
            return answer
        accounts.spend(account)
        self.request.session[MUST_CHANGE] = True
        return redirect("desk:password")


def first_page(account: Any) -> str:
    """The page with which the day begins: the papers to be signed with their one press where some wait, else what waits."""
    officer = getattr(account, "officer", None)
    waits = officer is not None and any(
        turn.kind == "sign" for turn in turn_lines.at_the_desk(officer, clock.now())
    )
    return "desk:signing" if waits else "desk:inbox"


def last_time(account: Any, entry: int | None, failures: int) -> str:
    """When and from where the account was signed in to before, and what failed since: its holder alone can tell whether it was they."""
    said, before = "", sign_ins.one_before(account, entry)
    if before is not None:
        place = f"，{before.address}" if before.address else ""
        said = f"您上次登录：{chinese_moment(before.at)}{place}（{before.device}）。"
    if failures:
        said += f"一昼夜以来有{failures}次登录您的账号没有成功（密码或者动态口令不对）。"
    return f"{said}不是您本人的，请立即修改密码并告诉系统管理员。" if said else ""


def locked(request: HttpRequest, *_: Any) -> HttpResponse:
    """The answer to whoever guessed too often: until when one waits, and who helps."""
    until = getattr(request, "waits_until", None) or clock.now()
    seconds = (until - clock.now()).total_seconds()
    message = (
        f"密码（动态口令、确认口令）多次不对，请等到{chinese_moment(until)}再试（还有约{max(1, math.ceil(seconds / 60))}分钟）；"
        "在此以前所试的不论对错都不看。忘记密码的，请本局的系统管理员重设，重设以后即可登录；"
        "忘记确认口令的，由本人登录后重新设定，或者用密码确认。"
    )
    return answered(
        request, Problem(status=HTTPStatus.TOO_MANY_REQUESTS, message=message, code="locked"), again=False
    )


class SignOut(LogoutView):
    """The end of a session: back to the first page, which says so."""

    next_page = reverse_lazy("desk:sign_in")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        messages.success(request, "已退出。再次办公请重新登录。")
        return answer


class PasswordForm(InWords):
    """The old password and the new one, twice."""

    old = forms.CharField(
        label="现在的密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label="新密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=(
            "10个以上字符，或者8个字以上的一句话。不要用账号、姓名、机关名称，不要只用数字，不要用常见的密码。"
            "不要求大小写和符号，也不要求定期更换；修改以后，其他地方的登录随即结束。"
        ),
    )
    again = forms.CharField(
        label="再输一次新密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, holder: Any, *args: Any) -> None:
        super().__init__(*args)
        self.holder = holder

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.holder.check_password(old):
            raise forms.ValidationError("现在的密码不对。请核对大小写。", code="wrong")
        return old

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.holder)
        return new

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("new") and values.get("again") and values["new"] != values["again"]:
            self.add_error("again", "两次输入的新密码不同。请重新输入。")
        return values


@login_required
@keeps_what_was_typed
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password."""
    holder: Any = request.user
    may_try = not is_pressed(request) or second_step.may_try(request, holder)
    form = PasswordForm(holder, request.POST or None)
    if may_try and is_pressed(request) and form.is_valid():
        with administration.kept_by(holder.officer) if holder.officer else nullcontext():
            accounts.change_password(holder, form.cleaned_data["new"])
        update_session_auth_hash(request, holder)
        sign_ins.moved(request)
        sign_ins.end(holder, beside=request.session.get(sign_ins.ENTRY))
        request.session.pop(MUST_CHANGE, None)
        messages.success(request, "密码已修改。")
        return redirect("desk:inbox")
    if may_try and is_pressed(request) and form.has_error("old", "wrong"):
        second_step.count_failure(request, holder)
    return render(
        request, "desk/password.html", {"form": form, "must": request.session.get(MUST_CHANGE, False)}
    )
