# SPDX-License-Identifier: MulanPSL-2.0
"""Signing in."""

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView


class Form(AuthenticationForm):
    """Account and password."""

    error_messages = {
        "invalid_login": "账号或密码不对。请核对大小写；连续八次不对将锁定一刻钟。",
        "inactive": "此账号已停用。请联系管理员。",
    }


class SignIn(LoginView):
    template_name = "desk/sign_in.html"
    authentication_form = Form
    redirect_authenticated_user = True
