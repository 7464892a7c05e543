"""Entries of format 2: a header with one commitment, and what it says in three salted parts in a table of their own.

There is no way from format 1 to format 2: hashes that were signed cannot be made again. A database that holds entries of format 1 is
refused.
"""

import django.db.models.deletion
from django.db import migrations, models

from fadu.kernel.errors import FaduError


class OldFormatError(FaduError):
    """这里的账本由较早的版本写成（格式一），本版本不能接着写。请继续使用写成它的版本，或者把 FADU_HOME 设为空文件夹，再运行 fadu init。"""

    code = "old_format"


def refuse(apps, schema_editor):
    """Entries of format 1 are not carried over."""
    if apps.get_model("ledger", "LedgerEntry").objects.exists():
        raise OldFormatError


def emptied_by(name, title):
    return (
        name,
        models.ForeignKey(
            db_index=False,
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to="ledger.ledgerentry",
            verbose_name=title,
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_heads_say_by_which_algorithms")]

    operations = [
        migrations.RunPython(refuse, migrations.RunPython.noop),
        migrations.RemoveField("ledgerentry", "kind"),
        migrations.RemoveField("ledgerentry", "body"),
        migrations.RemoveField("ledgerentry", "body_digest"),
        migrations.RemoveField("ledgerentry", "at"),
        migrations.AddField(
            "ledgerentry", "day", models.CharField(max_length=10, verbose_name="记录日"), preserve_default=False
        ),
        migrations.AddField(
            "ledgerentry", "commitment", models.CharField(max_length=80, verbose_name="承诺"), preserve_default=False
        ),
        migrations.AddField(
            "ledgerentry", "format", models.CharField(max_length=20, verbose_name="格式"), preserve_default=False
        ),
        migrations.AddField(
            "ledgerentry", "algorithm", models.CharField(max_length=20, verbose_name="算法"), preserve_default=False
        ),
        migrations.AlterField("ledgerentry", "previous", models.CharField(max_length=80, verbose_name="前一散列")),
        migrations.AlterField("ledgerentry", "hash", models.CharField(max_length=80, verbose_name="散列")),
        migrations.AlterField("chainhead", "hash", models.CharField(max_length=80, verbose_name="散列")),
        migrations.CreateModel(
            name="EntryParts",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="parts",
                        serialize=False,
                        to="ledger.ledgerentry",
                    ),
                ),
                ("kind", models.CharField(max_length=60, verbose_name="种类")),
                ("main", models.TextField(verbose_name="正文")),
                ("main_salt", models.CharField(max_length=32, verbose_name="正文的盐")),
                ("main_digest", models.CharField(blank=True, max_length=80, verbose_name="正文的散列")),
                emptied_by("main_emptied_by", "清除正文的账目"),
                ("secondary", models.TextField(blank=True, verbose_name="副卷部分")),
                ("secondary_salt", models.CharField(max_length=32, verbose_name="副卷部分的盐")),
                ("secondary_digest", models.CharField(blank=True, max_length=80, verbose_name="副卷部分的散列")),
                emptied_by("secondary_emptied_by", "清除副卷部分的账目"),
                ("sealed", models.TextField(blank=True, verbose_name="密封部分")),
                ("sealed_salt", models.CharField(max_length=32, verbose_name="密封部分的盐")),
                ("sealed_digest", models.CharField(blank=True, max_length=80, verbose_name="密封部分的散列")),
                emptied_by("sealed_emptied_by", "清除密封部分的账目"),
            ],
            options={"verbose_name": "账目内容"},
        ),
    ]
