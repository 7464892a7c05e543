# SPDX-License-Identifier: MulanPSL-2.0
"""Signing in and out, and a password of one's own: one chosen by somebody else is changed before anything is shown."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.urls import reverse_lazy

from fadu.desk.answers import Problem, answered, is_pressed, keeps_what_was_typed
from fadu.desk.officer import MUST_CHANGE
from fadu.people import accounts

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class Form(AuthenticationForm):
    """Account and password."""

    error_messages = {
        "invalid_login": "账号或密码不对。请核对大小写；连续八次不对将锁定一刻钟。",
        "inactive": "此账号已停用。请联系管理员。",
        "altered": "此账号的登记与账本不符，不能登录。请立即告诉本局的纪检人员，并请维护人员运行 fadu ledger verify。",
        "spent": "重设的密码只能登录一次，已经用过。请联系管理员再行重设；不是您用的，请立即告诉本局的纪检人员。",
    }

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

    def form_valid(self, form: Any) -> HttpResponse:
        account = form.get_user()
        settled = accounts.is_settled(account)
        answer = super().form_valid(form)
        for notice in accounts.reset_notices(account):
            messages.warning(self.request, notice)
        if settled:
            return answer
        accounts.spend(account)
        self.request.session[MUST_CHANGE] = True
        return redirect("desk:password")


def locked(request: HttpRequest, *_: Any) -> HttpResponse:
    """The answer to whoever tried a wrong password too often."""
    message = "密码连续八次不对，此账号在这里的登录已锁定一刻钟。请稍后再试；忘记密码的，请管理员重设。"
    return answered(request, Problem(status=HTTPStatus.TOO_MANY_REQUESTS, message=message, code="locked"))


class SignOut(LogoutView):
    """The end of a session: back to the first page, which says so."""

    next_page = reverse_lazy("desk:sign_in")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        messages.success(request, "已退出。再次办公请重新登录。")
        return answer


class PasswordForm(forms.Form):
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
            raise forms.ValidationError("现在的密码不对。请核对大小写。")
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
    form = PasswordForm(request.user, request.POST or None)
    if is_pressed(request) and form.is_valid():
        accounts.change_password(request.user, form.cleaned_data["new"])  # type: ignore[arg-type]
        update_session_auth_hash(request, request.user)
        request.session.pop(MUST_CHANGE, None)
        messages.success(request, "密码已修改。")
        return redirect("desk:inbox")
    return render(
        request, "desk/password.html", {"form": form, "must": request.session.get(MUST_CHANGE, False)}
    )
