# SPDX-License-Identifier: MulanPSL-2.0
"""Cases and the append-only acts in them; everything else here is a projection of acts."""

from __future__ import annotations

from django.db import models


class Case(models.Model):
    """A matter in motion: where it stands, under which edition, at which revision."""

    number = models.CharField("案号", max_length=120, unique=True)
    kind = models.CharField("事项", max_length=40)
    edition = models.DateField("程序版本")
    title = models.CharField("名称", max_length=300)
    #: no index of its own: nearly every database has one bureau, and planners took that index for everything
    bureau = models.ForeignKey(
        "people.Bureau", models.PROTECT, related_name="cases", verbose_name="机关", db_index=False
    )
    #: what lists call it: its parties of today and what it is about, as its acts say
    heading = models.CharField("称谓", max_length=300, blank=True)
    department = models.ForeignKey("people.Department", models.PROTECT, null=True, related_name="cases")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="family")
    topic = models.CharField("议题", max_length=60, blank=True)
    stage = models.CharField("环节", max_length=60)
    outcome = models.CharField("结果", max_length=60, blank=True)
    revision = models.PositiveIntegerField("修订号", default=0)
    #: the role of this case's procedure -> what it counts as in the root's (`opens: as:`)
    role_names = models.JSONField(default=dict)
    opened_at = models.DateTimeField("开始时间")
    #: who registered it; sees it on, whoever handles it (sealed fields stay shut); none for imports and by law
    opened_by = models.ForeignKey("people.Officer", models.PROTECT, null=True, related_name="cases_opened")
    closed_at = models.DateTimeField("办结时间", null=True)
    #: nearest last day of a clock of the bureau that runs; a cache, rebuilt with the clocks
    next_due = models.DateField("最近届满日", null=True)
    #: the day from which the lamp of that term is yellow
    amber_on = models.DateField("黄灯起始日", null=True)
    imported_from = models.CharField("导入来源", max_length=200, blank=True)
    #: fingerprint of the imported row, to tell `unchanged` from `updated`
    import_digest = models.CharField(max_length=64, blank=True)
    #: a history replayed as an exercise under law that never governed it
    exercise = models.BooleanField("演练", default=False)
    not_judged = models.CharField("未评判原因", max_length=200, blank=True)
    #: what judged its last act, and the words of that edition: both texts are kept (EditionText) when a case first needs them
    judges = models.CharField("裁断依据指纹", max_length=80, blank=True)
    words = models.CharField("文字指纹", max_length=80, blank=True)

    class Meta:
        verbose_name = "案件"
        indexes = [
            models.Index(
                fields=["bureau", "department", "next_due", "id"],
                condition=models.Q(closed_at=None),
                name="case_inbox",
            ),
            models.Index(fields=["bureau", "kind", "opened_at"], name="case_register"),
            models.Index(fields=["bureau", "opened_at"], name="case_by_opening"),
            models.Index(
                fields=["bureau", "closed_at", "id"],
                condition=models.Q(closed_at__isnull=False),
                name="case_by_closing",
            ),
            models.Index(fields=["root"], name="case_root"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
                name="case_ends_after_it_begins",
                violation_error_message="办结时间不能早于开始时间。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def called(self) -> str:
        """What the case is called: by its parties and what it is about, or by the title it was entered with."""
        return self.heading or self.title


class Act(models.Model):
    """The append-only record that something was done. Every value it sets stands in ``payload``."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="acts")
    seq = models.PositiveIntegerField("序号")
    action = models.CharField("动作", max_length=60)
    happened_at = models.DateTimeField("办理时间")
    recorded_at = models.DateTimeField("记录时间")
    stage_before = models.CharField(max_length=60)
    stage_after = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    by = models.JSONField(default=list)
    voids = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    day_only = models.BooleanField(default=False)
    imported = models.BooleanField(default=False)
    #: who acted, as of the moment: kind (officer, party, system, law), person, post, capacity, channel, mandate
    actor = models.JSONField("行为人", null=True)
    #: the officer among ``actor``: by this an officer's own acts are listed; none for parties, systems and the law
    officer = models.ForeignKey(
        "people.Officer",
        models.PROTECT,
        null=True,
        related_name="acts",
        verbose_name="工作人员",
        db_index=False,
    )
    #: the day the law reads for an event from outside; none for acts of the bureau itself
    legal_day = models.DateField("法定日期", null=True)
    #: digest of the version of the proposal this act dealt with
    proposal = models.CharField("拟处理意见", max_length=80, blank=True)
    #: fingerprints of what judged it (see ``procedure.pins``) and the version of the working calendar it was judged by
    judges = models.CharField("裁断依据指纹", max_length=80, blank=True)
    words = models.CharField("文字指纹", max_length=80, blank=True)
    calendar = models.CharField("工作日历版本", max_length=80, blank=True)
    #: the hash of every digest in ``payload``
    algorithm = models.CharField("算法", max_length=20)
    request_id = models.UUIDField("请求编号", unique=True)
    request_salt = models.CharField(max_length=32, blank=True)
    request_digest = models.CharField(max_length=80, blank=True)

    #: the text of ``payload`` of an act about to be written
    payload_text: str

    class Meta:
        verbose_name = "办理行为"
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="one_act_per_place")]
        indexes = [
            models.Index(fields=["action", "happened_at"], name="act_by_action"),
            models.Index(fields=["officer", "recorded_at", "id"], name="act_by_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.action}"


class EditionText(models.Model):
    """A text that judged acts, or the words of an edition, once by its digest: an act is read under the text that judged it."""

    digest = models.CharField("指纹", max_length=80, primary_key=True)
    kind = models.CharField("事项", max_length=40)
    edition = models.DateField("程序版本")
    what = models.CharField("种类", max_length=10, choices=[("judges", "裁断依据"), ("words", "文字")])
    text = models.TextField("原文")
    entered_at = models.DateTimeField("首次使用")

    class Meta:
        verbose_name = "程序原文"

    def __str__(self) -> str:
        return f"{self.kind} {self.edition} {self.what}"


class Clock(models.Model):
    """One running count of a limit, as the acts lay it down, however far ahead: nothing in it depends on the day it is read.

    ``stopped_on`` may lie ahead (a paper announced counts as served later), and so may ``started_on``.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    clock = models.CharField(max_length=60)
    about = models.CharField(max_length=120, blank=True)
    started_seq = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    limit = models.CharField(max_length=80)
    whose = models.CharField(max_length=40)
    target = models.BooleanField(default=False)
    started_on = models.DateField()
    due_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    paused = models.BooleanField(default=False)
    stopped_on = models.DateField(null=True)
    waived = models.BooleanField(default=False)
    void = models.BooleanField(default=False)

    class Meta:
        verbose_name = "计时"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "clock", "about", "started_seq"], name="one_row_per_clock"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(stopped_on=None, void=False, waived=False),
                name="clock_running",
            ),
            models.Index(fields=["due_on", "stopped_on"], name="clock_by_last_day"),
            models.Index(fields=["stopped_on"], name="clock_by_end"),
            models.Index(fields=["started_on"], name="clock_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.due_on}"


class Turn(models.Model):
    """What a case waits for, and for whom: one row for each who may do it, with the days on which it is open while nobody acts.

    ``first`` may lie ahead (the term of a party runs until then) and so may ``last``: a day that passes changes no row.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="turns", db_index=False)
    place = models.PositiveSmallIntegerField("序号")
    #: of the case, fixed when it opened: by them an officer's turns are found
    bureau = models.ForeignKey("people.Bureau", models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey(
        "people.Department", models.PROTECT, null=True, related_name="+", db_index=False
    )
    #: post, officer, party, body, law or child; and the name by which it is found
    who = models.CharField("等待对象", max_length=10)
    name = models.CharField("何人", max_length=120, blank=True)
    #: sign, resume, serve, act, assign, confirm, wait or child; and which act, paper, term or kind of case
    kind = models.CharField("种类", max_length=10)
    what = models.CharField("何事", max_length=120)
    role = models.CharField("角色", max_length=60, blank=True)
    about = models.CharField("关于", max_length=120, blank=True)
    since = models.DateField("自")
    until = models.DateField("期限", null=True)
    #: the day from which its lamp is yellow
    amber_on = models.DateField("黄灯起始日", null=True)
    #: the days on which it is open as long as nobody acts; no last one: until something is done
    first = models.DateField("首日")
    last = models.DateField("末日", null=True)

    class Meta:
        verbose_name = "待办"
        constraints = [models.UniqueConstraint(fields=["case", "place"], name="one_turn_per_place")]
        indexes = [
            models.Index(fields=["bureau", "who", "name", "department", "until"], name="turn_by_whom"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.what}"


class CaseParty(models.Model):
    """A party in a case, in a capacity."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    party = models.ForeignKey("people.Party", models.PROTECT, related_name="case_roles")
    capacity = models.CharField("身份", max_length=40)
    since_seq = models.PositiveIntegerField()

    class Meta:
        verbose_name = "当事人"
        constraints = [
            models.UniqueConstraint(fields=["case", "party", "capacity"], name="one_party_per_capacity")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.capacity}"


class Assignment(models.Model):
    """An officer assigned to a role in a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="assignments")
    officer = models.ForeignKey("people.Officer", models.PROTECT, related_name="assignments")
    role = models.CharField("角色", max_length=40)
    since_seq = models.PositiveIntegerField()

    class Meta:
        verbose_name = "承办分工"
        constraints = [
            models.UniqueConstraint(fields=["case", "officer", "role"], name="one_assignment_per_role")
        ]
        indexes = [models.Index(fields=["officer", "case"], name="assignment_by_officer")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.role}"


class RoleTaken(models.Model):
    """A role a person took in a family of cases: the database itself keeps apart what the law keeps apart."""

    root = models.ForeignKey(Case, models.PROTECT, related_name="roles_taken")
    separation = models.CharField("分离组", max_length=120)
    person = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "已任角色"
        constraints = [
            models.UniqueConstraint(
                fields=["root", "separation", "person"],
                name="one_role_of_each_separation_set",
                violation_error_message="同一人不得在本案中担任须相互分离的岗位。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.root_id} {self.person} {self.role}"


class CaseDocument(models.Model):
    """A document issued by an act of a case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    seq = models.PositiveIntegerField()
    document = models.ForeignKey("records.Document", models.PROTECT, related_name="+")
    template = models.CharField(max_length=60)
    access = models.CharField("卷别", max_length=10, default="main")

    class Meta:
        verbose_name = "案件文书"
        constraints = [models.UniqueConstraint(fields=["case", "document"], name="one_place_per_document")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.template}"


class CaseEvidence(models.Model):
    """A file taken into a case by an act."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence")
    seq = models.PositiveIntegerField()
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    title = models.CharField("名称", max_length=200)
    kind = models.CharField("种类", max_length=40)
    access = models.CharField("卷别", max_length=10, default="main")

    class Meta:
        verbose_name = "证据材料"
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="one_file_per_act")]

    def __str__(self) -> str:
        return self.title


class CaseLink(models.Model):
    """A link between two cases; both ends show it. Links make no child and share no separation."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, models.PROTECT, related_name="linked_from")
    kind = models.CharField("关联", max_length=40)
    seq = models.PositiveIntegerField()

    class Meta:
        verbose_name = "关联案件"
        constraints = [models.UniqueConstraint(fields=["case", "other", "kind"], name="one_link_per_kind")]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.other_id}"


class Refusal(models.Model):
    """An act that was asked for and refused, with every ground and without who asked; kept for 90 days.

    Once its month is over it is counted, and the count is entered in the ledger (:mod:`fadu.cases.background.refusals`).
    """

    bureau = models.ForeignKey("people.Bureau", models.PROTECT, related_name="+", verbose_name="机关")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="refusals", verbose_name="案件")
    kind = models.CharField("事项", max_length=40)
    action = models.CharField("办理动作", max_length=60)
    recorded_at = models.DateTimeField("记录时间")
    #: ``{"code", "cites"}`` of each ground
    grounds = models.JSONField("理由", default=list)
    #: which entry of the bureau's stream of refusals counts it; none while its month runs
    counted_in = models.PositiveIntegerField("计入账目序号", null=True)

    class Meta:
        verbose_name = "不予办理记录"
        indexes = [models.Index(fields=["recorded_at"], name="refusal_by_time")]

    def __str__(self) -> str:
        return f"{self.kind}.{self.action}"


class OutboxEvent(models.Model):
    """What is to follow after commit: carried out by a worker, once, with retries."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="outbox")
    kind = models.CharField(max_length=40)
    body = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    #: not before this moment; null with attempts used up: it waits for a person
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "待发事项"
        indexes = [models.Index(fields=["id"], condition=models.Q(done_at=None), name="outbox_open")]

    def __str__(self) -> str:
        return self.kind


class Failure(models.Model):
    """A piece of background work that has no row of its own and did not go through: kept with its error until it does."""

    task = models.CharField("后台工作", max_length=40)
    #: which piece: a case number, a clock of a case, a kind, a stage of the round
    subject = models.CharField("对象", max_length=240)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="failures")
    error = models.TextField("错误")
    attempts = models.PositiveSmallIntegerField(default=1)
    since = models.DateTimeField("自")
    tried_at = models.DateTimeField("最近一次")
    #: null: it waits for a person
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "后台未办成"
        constraints = [models.UniqueConstraint(fields=["task", "subject"], name="one_failure_per_subject")]

    def __str__(self) -> str:
        return f"{self.task} {self.subject}"


class Pulse(models.Model):
    """The worker's last round: one row, by which everybody sees whether the background runs."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    acts = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    #: size of the ledger after the round
    ledger = models.PositiveBigIntegerField(default=0)
    #: when the database last looked at its own tables, so that it plans by what is in them
    surveyed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "后台最近一遍"

    def __str__(self) -> str:
        return f"{self.began_at}"


class SearchText(models.Model):
    """The words of a case for full-text search: pairs of characters; sealed fields are left out."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="search")
    grams = models.TextField()

    class Meta:
        verbose_name = "检索词"

    def __str__(self) -> str:
        return str(self.case_id)
