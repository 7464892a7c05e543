# SPDX-License-Identifier: MulanPSL-2.0
"""Bureaus, officers and the posts they hold from–to; committees; the parties the bureau deals with."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from fadu.people.sealed_field import SealedTextField


class Bureau(models.Model):
    """A market-supervision bureau; one database holds one tree of them."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField("名称", max_length=100, unique=True)
    short = models.CharField("简称", max_length=40)
    abbreviation = models.CharField("文号简称", max_length=10)
    region_code = models.CharField("行政区划代码", max_length=12)
    code = models.CharField("机关代码", max_length=18, blank=True)

    class Meta:
        verbose_name = "机关"

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A unit of a bureau: a section, a brigade, a station."""

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="departments")
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=40, blank=True)
    #: from which day it bears its name, and by which document, where it bore another before; earlier names stand in the ledger
    named_since = models.DateField("现名自", null=True)
    document = models.CharField("更名依据文件", max_length=200, blank=True)
    until = models.DateField("撤销日期", null=True)
    end_document = models.CharField("撤销依据文件", max_length=200, blank=True)

    class Meta:
        verbose_name = "机构"
        constraints = [models.UniqueConstraint(fields=["bureau", "name"], name="one_department_per_name")]

    def __str__(self) -> str:
        return self.name


class Officer(models.Model):
    """A person who works for the bureau."""

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="officers")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="officers")
    name = models.CharField("姓名", max_length=60)
    since = models.DateField("到任日期")
    until = models.DateField("离任日期", null=True)
    end_document = models.CharField("离任依据文件", max_length=200, blank=True)

    class Meta:
        verbose_name = "工作人员"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="officer_leaves_after_coming",
                violation_error_message="离任日期不能早于到任日期。",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Accounts(BaseUserManager):
    """Makes accounts, and reads each with its officer and bureau, whom every page asks for."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().select_related("officer__bureau")

    def create_user(self, username: str, password: str | None = None, **columns: object) -> Account:
        account = self.model(username=username, **columns)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, username: str, password: str | None = None, **columns: object) -> Account:
        return self.create_user(username, password, is_superuser=True, is_staff=True, **columns)


class Account(AbstractBaseUser, PermissionsMixin):
    """An account to sign in with. A superuser is for developers; rights come from posts, never from accounts."""

    username = models.CharField("账号", max_length=60, unique=True)
    officer = models.OneToOneField(Officer, models.PROTECT, null=True, blank=True, related_name="account")
    is_active = models.BooleanField("启用", default=True)
    is_staff = models.BooleanField(default=False)
    #: whether the holder chose the password; one that somebody else chose is changed before anything else
    is_own_password = models.BooleanField("密码由本人设定", default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.username

    def check_password(self, raw_password: str) -> bool:
        """Whether this is the password. The hash is never renewed on the way: whoever changes it enters that."""
        return check_password(raw_password, self.password)


class Appointment(models.Model):
    """A post held by an officer from–to: regular, standing in, or delegated within a scope."""

    KINDS: ClassVar[list[tuple[str, str]]] = [
        ("regular", "任职"),
        ("standin", "代理"),
        ("delegated", "授权"),
    ]

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="appointments")
    post = models.CharField("岗位", max_length=40)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    start = models.DateTimeField("自")
    end = models.DateTimeField("至", null=True)
    kind = models.CharField(
        "性质",
        max_length=10,
        default="regular",
        choices=KINDS,
    )
    delegated_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="delegations")
    scope = models.CharField("范围", max_length=200, blank=True)
    #: what the power is limited to: kinds of case, actions, departments (:class:`fadu.people.rules.Limits`); empty: nothing
    limits = models.JSONField("限定", default=dict, blank=True)
    document = models.CharField("依据文件", max_length=200)
    end_document = models.CharField("终止依据文件", max_length=200, blank=True)

    class Meta:
        verbose_name = "任职"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end=None) | models.Q(end__gt=models.F("start")),
                name="appointment_ends_after_start",
                violation_error_message="任职的截止时间应晚于开始时间。",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="regular", delegated_by=None) | ~models.Q(kind="regular"),
                name="regular_appointment_is_nobodys_delegation",
                violation_error_message="正式任职不由他人授权。",
            ),
        ]
        indexes = [models.Index(fields=["officer", "start"], name="appointment_by_officer")]

    def __str__(self) -> str:
        return f"{self.officer} {self.post}"


class ProposedAppointment(models.Model):
    """An appointment, or the end of one, that takes effect when a second person confirms it."""

    bureau = models.ForeignKey(
        Bureau, models.PROTECT, related_name="proposed_appointments", verbose_name="机关"
    )
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="人员")
    post = models.CharField("岗位", max_length=40)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name="机构"
    )
    kind = models.CharField("性质", max_length=10, default="regular", choices=Appointment.KINDS)
    start = models.DateTimeField("自")
    end = models.DateTimeField("至", null=True)
    document = models.CharField("依据文件", max_length=200)
    scope = models.CharField("范围", max_length=200, blank=True)
    limits = models.JSONField("限定", default=dict, blank=True)
    delegated_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    #: the appointment that is to end, where it is an end
    ends = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="proposed_ends")
    reason = models.CharField("须经确认的原因", max_length=100)
    proposed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="提请人")
    proposed_at = models.DateTimeField("提请时间")
    is_confirmed = models.BooleanField("已确认", null=True)
    decided_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True)
    remark = models.CharField("不予确认的理由", max_length=300, blank=True)
    #: what came of it
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "待确认的任职"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="nobody_confirms_own_proposal",
                violation_error_message="提请人不能自己确认。",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("officer")),
                name="nobody_confirms_own_post",
                violation_error_message="不能确认本人的任职。",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by=None, is_confirmed=None)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False, is_confirmed__isnull=False),
                name="a_decision_is_whole",
                violation_error_message="确认须有确认人、时间和结果。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.post}"


class Aide(models.Model):
    """Whom a head lets see what waits for him, from a day on until, not including, another."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="aides", verbose_name="负责人")
    aide = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="助手")
    start = models.DateField("自")
    end = models.DateField("止", null=True)

    class Meta:
        verbose_name = "负责人的助手"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(officer=models.F("aide")),
                name="nobody_is_his_own_aide",
                violation_error_message="助手须是另一个人。",
            ),
            models.UniqueConstraint(
                fields=["officer"],
                condition=models.Q(end=None),
                name="one_aide_at_a_time",
                violation_error_message="同一时间只能指定一名助手。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.aide)


class PasswordReset(models.Model):
    """That an administrator set somebody's password: told to the holder, whoever signs in with it first."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="resets", verbose_name="账号")
    at = models.DateTimeField("重设时间")
    by = models.CharField("重设人", max_length=60)
    #: the password before, as it was kept: whoever still knows it is told that it was reset
    before = models.CharField("原密码", max_length=128, blank=True)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = "重设密码"

    def __str__(self) -> str:
        return f"{self.account} {self.at:%Y-%m-%d}"


class SecondFactor(models.Model):
    """The password of thirty seconds that an account asks for beside its own; without ``since`` it asks for none."""

    account = models.OneToOneField(
        Account, models.PROTECT, primary_key=True, related_name="second_factor", verbose_name="账号"
    )
    secret = SealedTextField("密钥", blank=True)
    since = models.DateTimeField("启用时间", null=True)
    #: keyed digests of the recovery codes not used yet, one a line
    recovery = models.TextField("恢复码", blank=True)
    #: the last password used, which serves no second time
    last_step = models.BigIntegerField("最近使用", default=0)

    class Meta:
        verbose_name = "动态口令"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since=None, secret="")
                | (models.Q(since__isnull=False) & ~models.Q(secret="")),
                name="a_second_factor_in_use_has_a_secret",
                violation_error_message="启用的动态口令须有密钥，停用的没有。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account}"


class ConfirmingPin(models.Model):
    """The digits by which an officer confirms on a colleague's device what both did; kept as passwords are, without ``since`` there is none."""

    account = models.OneToOneField(
        Account, models.PROTECT, primary_key=True, related_name="confirming_pin", verbose_name="账号"
    )
    pin = models.CharField("确认口令", max_length=128, blank=True)
    since = models.DateTimeField("设定时间", null=True)

    class Meta:
        verbose_name = "确认口令"

    def __str__(self) -> str:
        return f"{self.account}"


class SecondFactorRule(models.Model):
    """Whether a bureau asks a second factor of the holders of a post (or, without a post, of everybody), from a day on."""

    bureau = models.ForeignKey(
        Bureau, models.PROTECT, related_name="second_factor_rules", verbose_name="机关"
    )
    post = models.CharField("岗位", max_length=40, blank=True)
    is_required = models.BooleanField("须用动态口令")
    start = models.DateField("自")
    document = models.CharField("依据文件", max_length=200)

    class Meta:
        verbose_name = "登录要求"
        constraints = [
            models.UniqueConstraint(fields=["bureau", "post", "start"], name="one_second_factor_rule_per_day")
        ]

    def __str__(self) -> str:
        return self.post


class SecondFactorReset(models.Model):
    """That somebody's second factor is to be taken off, which two persons decide."""

    bureau = models.ForeignKey(
        Bureau, models.PROTECT, related_name="second_factor_resets", verbose_name="机关"
    )
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="人员")
    reason = models.CharField("事由", max_length=200)
    proposed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="提请人")
    proposed_at = models.DateTimeField("提请时间")
    is_confirmed = models.BooleanField("已确认", null=True)
    decided_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True)
    remark = models.CharField("不予确认的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "重置动态口令"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="nobody_confirms_own_reset",
                violation_error_message="提请人不能自己确认。",
            ),
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("officer"))
                & (models.Q(decided_by=None) | ~models.Q(decided_by=models.F("officer"))),
                name="nobody_resets_own_factor",
                violation_error_message="本人的动态口令由他人提请、他人确认重置。",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by=None, is_confirmed=None)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False, is_confirmed__isnull=False),
                name="a_decision_on_a_reset_is_whole",
                violation_error_message="确认须有确认人、时间和结果。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}"


class Certificate(models.Model):
    """An enforcement certificate with its validity; renewed it keeps its number and is a row of its own."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="certificates")
    number = models.CharField("执法证号", max_length=40)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至")

    class Meta:
        verbose_name = "执法证"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")),
                name="certificate_ends_after_start",
                violation_error_message="执法证的有效期截止日不能早于起始日。",
            ),
            models.UniqueConstraint(
                fields=["number", "valid_from"], name="one_certificate_per_number_and_start"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LegalQualification(models.Model):
    """The right to review: the national qualification, or reviewing since before the rule of 2018."""

    officer = models.OneToOneField(Officer, models.PROTECT, related_name="qualification")
    number = models.CharField("法律职业资格证号", max_length=40, blank=True)
    obtained_on = models.DateField("取得日期", null=True)
    reviewing_since = models.DateField("从事审核起始日", null=True)

    class Meta:
        verbose_name = "法律职业资格"

    def __str__(self) -> str:
        return self.number or "审核人员"


class Committee(models.Model):
    """A committee or leading group with its quorum."""

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="committees")
    kind = models.CharField("类别", max_length=40)
    title = models.CharField("名称", max_length=100)
    quorum_numerator = models.PositiveSmallIntegerField("法定人数分子", default=1)
    quorum_denominator = models.PositiveSmallIntegerField("法定人数分母", default=2)
    document = models.CharField("依据文件", max_length=200, blank=True)
    since = models.DateField("成立日期")
    until = models.DateField("撤销日期", null=True)
    end_document = models.CharField("撤销依据文件", max_length=200, blank=True)

    class Meta:
        verbose_name = "委员会"
        constraints = [
            models.UniqueConstraint(fields=["bureau", "title"], name="one_committee_per_title"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="committee_ends_after_start",
                violation_error_message="撤销日期不能早于成立日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    quorum_numerator__gt=0,
                    quorum_denominator__gt=0,
                    quorum_numerator__lte=models.F("quorum_denominator"),
                ),
                name="committee_quorum_is_a_share",
                violation_error_message="法定人数应为不大于1的份额，如二分之一。",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CommitteeMembership(models.Model):
    """A member from–to."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="memberships")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="memberships")
    is_chair = models.BooleanField("主任（组长）", default=False)
    since = models.DateField("自")
    until = models.DateField("至", null=True)
    document = models.CharField("依据文件", max_length=200, blank=True)
    end_document = models.CharField("免去依据文件", max_length=200, blank=True)

    class Meta:
        verbose_name = "委员"
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "officer", "since"], name="one_membership_per_start"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="membership_ends_after_start",
                violation_error_message="委员任期的截止日不能早于起始日。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee} {self.officer}"


class Party(models.Model):
    """Somebody the bureau deals with: one party, one record. Data of natural persons is sealed."""

    kind = models.CharField(
        "类型",
        max_length=20,
        choices=[
            ("person", "自然人"),
            ("enterprise", "企业、单位"),
            ("sole_trader", "个体工商户"),
            ("organ", "机关"),
        ],
    )
    name = models.CharField("姓名或名称", max_length=200)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    legal_representative = models.CharField("法定代表人", max_length=100, blank=True)
    id_number = SealedTextField("身份证件号码", blank=True)
    id_index = models.CharField(max_length=64, blank=True)
    phone = SealedTextField("电话", blank=True)
    address = SealedTextField("住址", blank=True)
    #: the record kept where this one turned out to be the same party; acts that name this one stay as they are
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    class Meta:
        verbose_name = "主体"
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"],
                condition=~models.Q(uscc=""),
                name="one_party_per_code",
                violation_error_message="该代码的主体已经登记。",
            ),
            models.UniqueConstraint(
                fields=["id_index"],
                condition=~models.Q(id_index=""),
                name="one_party_per_id",
                violation_error_message="该证件号码的主体已经登记。",
            ),
        ]
        indexes = [models.Index(fields=["name"], name="party_by_name")]

    def __str__(self) -> str:
        return self.name


class PartyName(models.Model):
    """A name a party bears or bore."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="names")
    name = models.CharField("名称", max_length=200)
    since = models.DateField("自")

    class Meta:
        verbose_name = "曾用名"

    def __str__(self) -> str:
        return self.name


class PartyFinding(models.Model):
    """By what a party is found: its telephone as a keyed digest, and the words of its names and of what is public of it."""

    party = models.OneToOneField(Party, models.CASCADE, primary_key=True, related_name="finding")
    phone_index = models.CharField("据以查找的电话", max_length=64, blank=True)
    grams = models.TextField("据以查找的词")

    class Meta:
        verbose_name = "主体的检索词"
        indexes = [
            models.Index(fields=["phone_index"], condition=~models.Q(phone_index=""), name="party_by_phone")
        ]

    def __str__(self) -> str:
        return str(self.party_id)


class ConflictOfInterest(models.Model):
    """An officer's declared or decided conflict of interest with a party."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="conflicts")
    party = models.ForeignKey(Party, models.PROTECT, related_name="conflicts")
    reason = models.CharField("情形", max_length=200)
    declared_on = models.DateField("申报日期")
    ended_on = models.DateField("解除日期", null=True)

    class Meta:
        verbose_name = "利害关系"

    def __str__(self) -> str:
        return f"{self.officer} {self.party}"


class SealedKey(models.Model):
    """A wrapped data key; emptied when its owner's data is erased."""

    owner = models.CharField(max_length=160, unique=True)
    wrapped = models.TextField(blank=True)

    class Meta:
        verbose_name = "数据密钥"

    def __str__(self) -> str:
        return self.owner


class LocalParameter(models.Model):
    """What the law leaves to a place, with its dates and the document it rests on."""

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="parameters")
    key = models.CharField("参数", max_length=80)
    value = models.BigIntegerField("值")
    start = models.DateField("自")
    end = models.DateField("至", null=True)
    document = models.CharField("依据文件", max_length=200)

    class Meta:
        verbose_name = "地方参数"
        constraints = [models.UniqueConstraint(fields=["bureau", "key", "start"], name="one_value_per_day")]

    def __str__(self) -> str:
        return self.key


class ProposedSetting(models.Model):
    """A setting by which acts are judged and papers written, as one person proposes it; it holds once another confirms it."""

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="proposed_settings", verbose_name="机关")
    #: which setting: a key of those that can take effect
    what = models.CharField("设定的种类", max_length=20)
    content = models.JSONField("设定的内容")
    words = models.CharField("设定", max_length=1_000)
    #: how many open terms it moves, as tried when it was proposed
    moves = models.PositiveIntegerField("随之改定的期限", default=0)
    proposed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="提请人")
    proposed_at = models.DateTimeField("提请时间")
    is_confirmed = models.BooleanField("已确认", null=True)
    decided_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True)
    remark = models.CharField("不予确认的理由", max_length=300, blank=True)
    #: a setting is about the bureau, and about no officer who could not decide on it
    officer_id: ClassVar[None] = None

    class Meta:
        verbose_name = "待确认的设定"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="nobody_confirms_own_setting",
                violation_error_message="提请人不能自己确认。",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by=None, is_confirmed=None)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False, is_confirmed__isnull=False),
                name="a_decision_on_a_setting_is_whole",
                violation_error_message="确认须有确认人、时间和结果。",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class LocalName(models.Model):
    """What papers say here of a body the law names by its place (本级人民政府 → 清河区人民政府), or of the bureau: from a day on."""

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="local_names")
    key = models.CharField("机关类别", max_length=40)
    name = models.CharField("名称", max_length=100)
    start = models.DateField("自")
    document = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "复议机关、法院名称"
        constraints = [
            models.UniqueConstraint(fields=["bureau", "key", "start"], name="one_local_name_per_day")
        ]

    def __str__(self) -> str:
        return self.name


class HolidayNotice(models.Model):
    """A State Council notice a bureau has adopted: the row, not a file, is what all processes read."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    text = models.TextField("内容")
    adopted_at = models.DateTimeField("采用时间")
    adopted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "放假通知"

    def __str__(self) -> str:
        return str(self.year)
