"""An act says who acted, on which legal day, on which version of a proposal, and by what it was judged; these texts are kept."""

from django.db import migrations, models


def fingerprints(model):
    return [
        migrations.AddField(
            model, "judges", models.CharField(blank=True, max_length=80, verbose_name="裁断依据指纹"), False
        ),
        migrations.AddField(
            model, "words", models.CharField(blank=True, max_length=80, verbose_name="文字指纹"), False
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_indexes_by_what_is_asked"), ("ledger", "0004_format_two")]

    operations = [
        migrations.CreateModel(
            name="EditionText",
            fields=[
                ("digest", models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name="指纹")),
                ("kind", models.CharField(max_length=40, verbose_name="事项")),
                ("edition", models.DateField(verbose_name="程序版本")),
                (
                    "what",
                    models.CharField(
                        choices=[("judges", "裁断依据"), ("words", "文字")], max_length=10, verbose_name="种类"
                    ),
                ),
                ("text", models.TextField(verbose_name="原文")),
                ("entered_at", models.DateTimeField(verbose_name="首次使用")),
            ],
            options={"verbose_name": "程序原文"},
        ),
        *fingerprints("case"),
        *fingerprints("act"),
        migrations.AddField("act", "actor", models.JSONField(null=True, verbose_name="行为人")),
        migrations.AddField("act", "legal_day", models.DateField(null=True, verbose_name="法定日期")),
        migrations.AddField(
            "act", "proposal", models.CharField(blank=True, max_length=80, verbose_name="拟处理意见"), False
        ),
        migrations.AddField(
            "act", "calendar", models.CharField(blank=True, max_length=80, verbose_name="工作日历版本"), False
        ),
        migrations.AddField("act", "algorithm", models.CharField(max_length=20, verbose_name="算法"), False),
        migrations.AddField("act", "request_salt", models.CharField(blank=True, max_length=32), False),
        migrations.AlterField("act", "request_digest", models.CharField(blank=True, max_length=80)),
    ]
