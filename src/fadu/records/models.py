# SPDX-License-Identifier: MulanPSL-2.0
"""Files, numbers, documents and their service. Nothing here is changed or deleted: voiding is a row of its own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from fadu.people.sealed_field import SealedTextField


class StoredFile(models.Model):
    """A file by its digest; the bytes lie under ``FADU_FILES``.

    One with an owner is sealed there by that owner's data key, and its digest is over the ciphertext.
    """

    digest = models.CharField("摘要", max_length=64, unique=True)
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("字节数")
    uploaded_by = models.CharField("上传人", max_length=100, blank=True)
    uploaded_at = models.DateTimeField("上传时间")
    owner = models.CharField("密封归属", max_length=160, blank=True)
    sealed_name = SealedTextField("密封的文件名", blank=True)
    #: by which the owner's same file is found again; keyed by the owner's key
    sealed_index = models.CharField("密封内容的索引", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["owner", "sealed_index"],
                condition=~Q(sealed_index=""),
                name="records_one_sealed_file_an_owner",
                violation_error_message="同一归属的同一密封文件只存一份。",
            )
        ]

    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """The counter of a series: one a bureau, series and year; ``last`` is the last serial given out.

    ``first`` is more than 1 where a bureau took its running numbers over from elsewhere.
    """

    bureau = models.ForeignKey("people.Bureau", models.PROTECT, related_name="+", verbose_name="机关")
    series = models.CharField("编号序列", max_length=80)
    year = models.PositiveSmallIntegerField("年份")
    first = models.PositiveIntegerField("起始序号", default=1)
    last = models.PositiveIntegerField("最后序号")

    class Meta:
        verbose_name = verbose_name_plural = "编号序列"
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["bureau", "series", "year"],
                name="records_one_counter_a_series",
                violation_error_message="同一机关、序列、年份只有一个计数。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}：{self.last}"


class IssuedNumber(models.Model):
    """A number given out, in use or void."""

    bureau = models.ForeignKey("people.Bureau", models.PROTECT, related_name="+", verbose_name="机关")
    series = models.CharField("编号序列", max_length=80)
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("序号")
    text = models.CharField("文号", max_length=120)
    issued_at = models.DateTimeField("取号时间")

    class Meta:
        verbose_name = verbose_name_plural = "文号"
        ordering: ClassVar = ["bureau", "series", "year", "serial"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["bureau", "series", "year", "serial"],
                name="records_one_number_a_serial",
                violation_error_message="同一序号不能编两次。",
            ),
            UniqueConstraint(
                fields=["bureau", "text"],
                name="records_one_number_a_text",
                violation_error_message="这一文号已经用过；文号式样应能区分不同的序列。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_void(self) -> bool:
        return hasattr(self, "voiding")


class NumberPattern(models.Model):
    """How a bureau writes the numbers of a series from a day on, where it does not write them as the form does."""

    bureau = models.ForeignKey("people.Bureau", models.PROTECT, related_name="+", verbose_name="机关")
    series = models.CharField("编号序列", max_length=80)
    pattern = models.CharField("文号式样", max_length=120)
    start = models.DateField("自")
    document = models.CharField("依据文件", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "文号式样"
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["bureau", "series", "start"],
                name="records_one_pattern_a_day",
                violation_error_message="同一序列自同一日起只有一种式样。",
            )
        ]

    def __str__(self) -> str:
        return self.pattern


class NumberVoiding(models.Model):
    """That a number is void, and why; the number stays visible."""

    number = models.OneToOneField(IssuedNumber, models.PROTECT, related_name="voiding", verbose_name="文号")
    reason = models.CharField("作废理由", max_length=500)
    voided_at = models.DateTimeField("作废时间")

    class Meta:
        verbose_name = verbose_name_plural = "文号作废"

    def __str__(self) -> str:
        return f"{self.number}（作废）"


class FormSource(models.Model):
    """The text source of a form as it was used; old documents are always printed from it."""

    fingerprint = models.CharField("指纹", max_length=64, unique=True)
    key = models.CharField("文书模板", max_length=80)
    title = models.CharField("文书名称", max_length=120)
    source_text = models.TextField("模板原文")
    first_used_at = models.DateTimeField("首次使用")

    class Meta:
        verbose_name = verbose_name_plural = "模板原文"

    def __str__(self) -> str:
        return f"{self.title} {self.fingerprint[:8]}"


class Document(models.Model):
    """An issued document: data and form. ``digest`` is of both and fixes the content."""

    #: no index of its own: nearly every database has one bureau, and planners took that index for everything
    bureau = models.ForeignKey(
        "people.Bureau", models.PROTECT, related_name="+", verbose_name="机关", db_index=False
    )
    source = models.ForeignKey(FormSource, models.PROTECT, related_name="documents", verbose_name="模板")
    template = models.CharField("文书模板", max_length=80)
    title = models.CharField("文书名称", max_length=120)
    number = models.CharField("文号", max_length=120, blank=True)
    access = models.CharField("卷别", max_length=10, choices=[("main", "正卷"), ("secondary", "副卷")])
    data = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)
    issued_at = models.DateTimeField("制作时间")

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering: ClassVar = ["issued_at", "id"]
        indexes: ClassVar = [models.Index(fields=["template", "issued_at"], name="document_by_template")]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["bureau", "number"],
                condition=~Q(number=""),
                name="records_one_document_a_number",
                violation_error_message="一个文号只能用于一份文书。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}{f'（{self.number}）' if self.number else ''}"

    @property
    def fingerprint(self) -> str:
        return self.source.fingerprint

    @property
    def is_void(self) -> bool:
        return hasattr(self, "voiding")


class DocumentVoiding(models.Model):
    """That a document is void, and why; it stays readable and numbered."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="voiding", verbose_name="文书")
    reason = models.CharField("作废理由", max_length=500)
    voided_at = models.DateTimeField("作废时间")

    class Meta:
        verbose_name = verbose_name_plural = "文书作废"

    def __str__(self) -> str:
        return f"{self.document}（作废）"


class Rendering(models.Model):
    """What was shown: the file a document was rendered to, archived when first viewed."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="renderings", verbose_name="文书")
    fmt = models.CharField("格式", max_length=8)
    void = models.BooleanField("作废样式")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")

    class Meta:
        verbose_name = verbose_name_plural = "文书版式"
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["document", "fmt", "void"],
                name="records_one_rendering_a_format",
                violation_error_message="每份文书每种格式只存一份。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.fmt}"


class Service(models.Model):
    """One attempt to serve a document on one party. ``effective_on`` is empty when it failed."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="services", verbose_name="文书")
    party_name = models.CharField("受送达人", max_length=200)
    party_id = models.PositiveBigIntegerField("当事人编号", null=True, blank=True)
    attempt = models.PositiveSmallIntegerField("次数")
    manner = models.CharField("送达方式", max_length=16)
    sent_at = models.DateTimeField("送出时间")
    arrived_at = models.DateTimeField("签收或到达时间", null=True, blank=True)
    effective_on = models.DateField("送达日", null=True, blank=True)
    receiver = models.CharField("签收人", max_length=100, blank=True)
    address = models.CharField("送达地点", max_length=300, blank=True)
    consent = models.BooleanField("同意电子送达", default=False)
    address_confirmed = models.BooleanField("送达地址已确认", default=False)
    proof = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="送达凭证"
    )
    failure = models.CharField("未送达原因", max_length=500, blank=True)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "送达"
        ordering: ClassVar = ["document", "party_name", "attempt"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["document", "party_name", "attempt"],
                name="records_one_service_an_attempt",
                violation_error_message="同一文书对同一受送达人的同一次送达只登记一次。",
            ),
            CheckConstraint(
                condition=(Q(effective_on__isnull=False) & Q(failure=""))
                | (Q(effective_on__isnull=True) & ~Q(failure="")),
                name="records_service_served_or_failed",
                violation_error_message="送达要么有送达日，要么有未送达原因。",
            ),
            CheckConstraint(
                condition=Q(arrived_at__isnull=True) | Q(arrived_at__gte=F("sent_at")),
                name="records_service_arrives_after_sending",
                violation_error_message="签收时间不能早于送出时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} → {self.party_name}"


#: what becomes of a blank paper
USED, SPOILED, RETURNED = "used", "spoiled", "returned"
ENDS = [(USED, "已使用"), (SPOILED, "作废"), (RETURNED, "交回未用")]


class BlankSheet(models.Model):
    """One blank paper, drawn with its number for a place without a network: its form as printed, its number, who answers for it and by which day."""

    #: no index of its own: nearly every database has one bureau
    bureau = models.ForeignKey(
        "people.Bureau", models.PROTECT, related_name="+", verbose_name="机关", db_index=False
    )
    kind = models.CharField("事项", max_length=40)
    template = models.CharField("文书模板", max_length=80)
    title = models.CharField("文书名称", max_length=120)
    source = models.ForeignKey(
        "records.FormSource", models.PROTECT, related_name="+", verbose_name="模板", db_index=False
    )
    number = models.OneToOneField(
        "records.IssuedNumber", models.PROTECT, related_name="blank", verbose_name="编号"
    )
    drawn_by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", verbose_name="领用人")
    department = models.ForeignKey(
        "people.Department", models.PROTECT, related_name="+", null=True, verbose_name="领用机构"
    )
    drawn_at = models.DateTimeField("领用时间")
    due_on = models.DateField("应交代之日")

    class Meta:
        verbose_name = verbose_name_plural = "空白文书"
        ordering: ClassVar = ["drawn_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["bureau", "due_on"], name="blank_sheet_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class BlankEnd(models.Model):
    """What became of a blank paper; of a used one, the document it was entered as."""

    sheet = models.OneToOneField(BlankSheet, models.PROTECT, related_name="ending", verbose_name="空白文书")
    how = models.CharField("去向", max_length=10, choices=ENDS)
    reason = models.CharField("理由", max_length=500, blank=True)
    document = models.OneToOneField(
        "records.Document", models.PROTECT, related_name="blank", null=True, verbose_name="登记的文书"
    )
    ended_by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", verbose_name="登记人")
    ended_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "空白文书的去向"
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(how=USED, document__isnull=False)
                | Q(how__in=[SPOILED, RETURNED], document__isnull=True),
                name="records_blank_used_is_a_document",
                violation_error_message="已使用的空白文书应当有登记的文书，其他的没有。",
            ),
            CheckConstraint(
                condition=~Q(how=SPOILED, reason=""),
                name="records_blank_spoiled_says_why",
                violation_error_message="作废的空白文书应当写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.get_how_display()}"


#: tables that refuse UPDATE and DELETE (the counter and the file index are no legal records)
APPEND_ONLY = (
    IssuedNumber,
    NumberPattern,
    NumberVoiding,
    FormSource,
    Document,
    DocumentVoiding,
    Rendering,
    Service,
    BlankSheet,
    BlankEnd,
)
