# SPDX-License-Identifier: MulanPSL-2.0
"""Append-only records: entries in chained streams, nodes of the tree, signed heads."""

from __future__ import annotations

from django.db import models


class ChainHead(models.Model):
    """The end of a stream: compared and set when an entry is added, so that two cannot follow the same one."""

    stream = models.CharField("流", max_length=160, primary_key=True)
    seq = models.PositiveIntegerField("序号", default=0)
    hash = models.CharField("散列", max_length=80)

    class Meta:
        verbose_name = "链首"

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"


class LedgerEntry(models.Model):
    """The header of one record of a stream: where it stands, on which day it was recorded, and one commitment over its parts.

    ``hash`` binds it to the one before; ``mark`` says that this program wrote it. ``place`` is its leaf in the tree, given once by the one sequencer after commit; until
    then it waits.
    """

    stream = models.CharField("流", max_length=160)
    seq = models.PositiveIntegerField("序号")
    day = models.CharField("记录日", max_length=10)
    previous = models.CharField("前一散列", max_length=80)
    commitment = models.CharField("承诺", max_length=80)
    hash = models.CharField("散列", max_length=80)
    format = models.CharField("格式", max_length=20)
    algorithm = models.CharField("算法", max_length=20)
    mark = models.CharField("印记", max_length=64)
    place = models.PositiveBigIntegerField("在账本树中的位置", null=True, editable=False, unique=True)

    class Meta:
        verbose_name = "账目"
        indexes = [models.Index(fields=["id"], condition=models.Q(place=None), name="entries_waiting")]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="one_entry_per_place")]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"


class EntryParts(models.Model):
    """What an entry says, in three salted parts. A part is emptied only by an entry that orders it; its digest then stays.

    ``kind`` repeats what the main part says, to look entries up by it.
    """

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, primary_key=True, related_name="parts")
    kind = models.CharField("种类", max_length=60)
    main = models.TextField("正文")
    main_salt = models.CharField("正文的盐", max_length=32)
    main_digest = models.CharField("正文的散列", max_length=80, blank=True)
    main_emptied_by = models.ForeignKey(
        LedgerEntry,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name="清除正文的账目",
    )
    secondary = models.TextField("副卷部分", blank=True)
    secondary_salt = models.CharField("副卷部分的盐", max_length=32)
    secondary_digest = models.CharField("副卷部分的散列", max_length=80, blank=True)
    secondary_emptied_by = models.ForeignKey(
        LedgerEntry,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name="清除副卷部分的账目",
    )
    sealed = models.TextField("密封部分", blank=True)
    sealed_salt = models.CharField("密封部分的盐", max_length=32)
    sealed_digest = models.CharField("密封部分的散列", max_length=80, blank=True)
    sealed_emptied_by = models.ForeignKey(
        LedgerEntry,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name="清除密封部分的账目",
    )

    class Meta:
        verbose_name = "账目内容"

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind}"


class TreeNode(models.Model):
    """A complete node of the tree above the leaves. ``position`` is its place in the order of completion."""

    position = models.PositiveBigIntegerField("位置", primary_key=True)
    hash = models.BinaryField("散列")

    class Meta:
        verbose_name = "账本树节点"

    def __str__(self) -> str:
        return str(self.position)


class TreeHead(models.Model):
    """The signed root over the first ``size`` entries; the fields of a ``Head``. Without origin it is of format 1."""

    size = models.PositiveBigIntegerField("大小", unique=True)
    root = models.CharField("根", max_length=64)
    signed_at = models.CharField("签名时间", max_length=40)
    origin = models.CharField("账本名称", max_length=120, blank=True, default="")
    hash_algorithm = models.CharField("散列算法", max_length=20, default="sha256")
    key_algorithm = models.CharField("签名算法", max_length=20, default="ed25519")
    key = models.CharField("公钥", max_length=200)
    signature = models.CharField("签名", max_length=200)

    class Meta:
        verbose_name = "账本根"

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"
