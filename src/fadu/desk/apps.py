# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the officers' site."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "fadu.desk"
    label = "desk"
    verbose_name = "办公桌面"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from fadu.desk import sign_ins

        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(sign_ins.begun, dispatch_uid="fadu.desk.sign_ins.begun")
        user_logged_out.connect(sign_ins.left, dispatch_uid="fadu.desk.sign_ins.left")

        from fadu.cases.background import rounds
        from fadu.desk import mailing

        rounds.also("邮件提醒", mailing.work)
