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


class NewsMark(models.Model):
    """That an officer has seen a piece of news, or was told of it by mail; the news itself is read from the record."""

    officer = models.ForeignKey(
        "people.Officer", models.CASCADE, related_name="news_marks", verbose_name="工作人员"
    )
    #: what the news is about, as :mod:`fadu.cases.reading.news` names it
    key = models.CharField("消息", max_length=320)
    seen_at = models.DateTimeField("已读时间", null=True)
    mailed_at = models.DateTimeField("邮件时间", null=True)

    class Meta:
        verbose_name = "消息的已读标记"
        constraints = [models.UniqueConstraint(fields=["officer", "key"], name="one_mark_per_piece_of_news")]

    def __str__(self) -> str:
        return self.key


class MailChoice(models.Model):
    """Where an officer wants to be told by mail, and how often; without a row: not at all."""

    officer = models.OneToOneField(
        "people.Officer", models.CASCADE, related_name="mail_choice", verbose_name="工作人员"
    )
    address = models.EmailField("邮箱", max_length=200)
    often = models.CharField(
        "多久一次", max_length=10, choices=[("daily", "每日一封汇总"), ("at_once", "有新消息即发")]
    )
    #: the day of the last digest
    digested_on = models.DateField("最近汇总", null=True)

    class Meta:
        verbose_name = "邮件提醒"

    def __str__(self) -> str:
        return f"{self.officer_id} {self.often}"


class CalendarFeed(models.Model):
    """The secret address under which a calendar program reads an officer's days; the address itself is kept nowhere."""

    officer = models.OneToOneField(
        "people.Officer", models.CASCADE, related_name="calendar_feed", verbose_name="工作人员"
    )
    digest = models.CharField("地址的指纹", max_length=80, unique=True)
    made_at = models.DateTimeField("启用时间")
    read_at = models.DateTimeField("最近读取", null=True)
    #: since when readings are counted, and how many there were
    counted_from = models.DateTimeField("计数自", null=True)
    readings = models.PositiveIntegerField("读取次数", default=0)

    class Meta:
        verbose_name = "日历订阅"

    def __str__(self) -> str:
        return f"{self.officer_id}"


class Urging(models.Model):
    """That a head urged what a case waits for: told to whoever it waits for, as long as it does. No act of the case."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", verbose_name="案件")
    kind = models.CharField("种类", max_length=10)
    what = models.CharField("何事", max_length=120)
    about = models.CharField("关于", max_length=120, blank=True)
    by = models.ForeignKey("people.Officer", models.CASCADE, related_name="+", verbose_name="催办人")
    on = models.DateField("催办日期")

    class Meta:
        verbose_name = "催办"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "what", "about", "by", "on"], name="urged_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.what}"


class Draft(models.Model):
    """What an officer typed into a form and has not done yet: sealed as a whole."""

    officer = models.ForeignKey(
        "people.Officer", models.CASCADE, related_name="drafts", verbose_name="工作人员"
    )
    #: the address of the form
    form = models.CharField("表单", max_length=200)
    saved_at = models.DateTimeField("暂存时间", db_index=True)
    content = models.TextField("内容（密封）")

    class Meta:
        verbose_name = "草稿"
        constraints = [models.UniqueConstraint(fields=["officer", "form"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return self.form


class OpenForm(models.Model):
    """A form of a case that an officer has open in one tab, told by the browser every half a minute; nobody is kept out by it."""

    officer = models.ForeignKey(
        "people.Officer", models.CASCADE, related_name="open_forms", verbose_name="工作人员"
    )
    form = models.CharField("表单", max_length=200)
    tab = models.CharField("页面", max_length=36)
    since = models.DateTimeField("打开时间")
    seen_at = models.DateTimeField("最近一次")

    class Meta:
        verbose_name = "打开的表单"
        constraints = [
            models.UniqueConstraint(fields=["form", "officer", "tab"], name="one_row_per_open_form")
        ]

    def __str__(self) -> str:
        return self.form
