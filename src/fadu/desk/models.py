# SPDX-License-Identifier: MulanPSL-2.0
"""What the desk keeps for whoever sits at it; nothing of a case rests on it."""

from django.db import models


class SavedFilter(models.Model):
    """What an officer narrowed a list to and wants to find again, by a name of his own."""

    officer = models.ForeignKey(
        "people.Officer", models.CASCADE, related_name="saved_filters", verbose_name="工作人员"
    )
    page = models.CharField("清单", max_length=20)
    name = models.CharField("名称", max_length=40)
    #: as it stands in the address, without the name of the page
    query = models.CharField("条件", max_length=500)

    class Meta:
        verbose_name = "保存的筛选"
        constraints = [
            models.UniqueConstraint(fields=["officer", "page", "name"], name="one_filter_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class SignIn(models.Model):
    """That somebody signed in, from where and with what. It is open as long as it names its session."""

    account = models.ForeignKey(
        "people.Account", models.CASCADE, related_name="sign_ins", verbose_name="账号"
    )
    at = models.DateTimeField("登录时间")
    seen = models.DateTimeField("最近操作")
    ended = models.DateTimeField("结束时间", null=True)
    address = models.GenericIPAddressField("地址", null=True)
    device = models.CharField("设备", max_length=60)
    #: the row of the session, by which nobody who reads it signs in
    row = models.CharField("会话", max_length=40, blank=True)

    class Meta:
        verbose_name = "登录"
        indexes = [models.Index(fields=["account", "at"], name="sign_in_by_account")]

    def __str__(self) -> str:
        return f"{self.account} {self.at:%Y-%m-%d %H:%M}"
