# SPDX-License-Identifier: MulanPSL-2.0
"""Append-only records: entries in chained streams, nodes of the tree, signed heads."""

from __future__ import annotations

from django.db import models


class ChainHead(models.Model):
    """The end of a stream: compared and set when an entry is added, so that two cannot follow the same one."""

    stream = models.CharField("流", max_length=160, primary_key=True)
    seq = models.PositiveIntegerField("序号", default=0)
    hash = models.CharField("散列", max_length=64)

    class Meta:
        verbose_name = "链首"

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"


class LedgerEntry(models.Model):
    """One record of a stream. ``body`` is canonical JSON; ``hash`` binds it to the one before.

    ``place`` is its leaf in the tree, given once by the one sequencer after commit; until then it waits.
    """

    stream = models.CharField("流", max_length=160)
    seq = models.PositiveIntegerField("序号")
    kind = models.CharField("种类", max_length=60)
    body = models.TextField("内容")
    body_digest = models.CharField("内容散列", max_length=64)
    previous = models.CharField("前一散列", max_length=64)
    hash = models.CharField("散列", max_length=64)
    at = models.CharField("时间", max_length=40)
    place = models.PositiveBigIntegerField("在账本树中的位置", null=True, editable=False, unique=True)

    class Meta:
        verbose_name = "账目"
        indexes = [models.Index(fields=["id"], condition=models.Q(place=None), name="entries_waiting")]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="one_entry_per_place")]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"


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
