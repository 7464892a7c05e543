# SPDX-License-Identifier: MulanPSL-2.0
"""Append-only records: entries in chained streams, leaves of the tree, signed heads."""

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
    """One record of a stream. ``body`` is canonical JSON; ``hash`` binds it to the one before."""

    stream = models.CharField("流", max_length=160)
    seq = models.PositiveIntegerField("序号")
    kind = models.CharField("种类", max_length=60)
    body = models.TextField("内容")
    body_digest = models.CharField("内容散列", max_length=64)
    previous = models.CharField("前一散列", max_length=64)
    hash = models.CharField("散列", max_length=64)
    at = models.CharField("时间", max_length=40)

    class Meta:
        verbose_name = "账目"
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="one_entry_per_place")]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"


class Leaf(models.Model):
    """The place of an entry in the Merkle tree, given by the one sequencer after commit."""

    index = models.PositiveBigIntegerField("位置", primary_key=True)
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="leaf")
    hash = models.CharField("叶散列", max_length=64)

    class Meta:
        verbose_name = "叶"

    def __str__(self) -> str:
        return str(self.index)


class TreeHead(models.Model):
    """The signed root over the first ``size`` leaves."""

    size = models.PositiveBigIntegerField("大小", unique=True)
    root = models.CharField("根", max_length=64)
    signed_at = models.CharField("签名时间", max_length=40)
    key = models.CharField("公钥", max_length=64)
    signature = models.CharField("签名", max_length=128)

    class Meta:
        verbose_name = "账本根"

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"
