"""A refusal is kept without who asked, for 90 days, and counted by the month."""

import django.db.models.deletion
from django.db import migrations, models

from fadu.storage import triggers


def let_them_go(apps, editor):
    triggers.lift("cases_refusal")


def to_bureaus(apps, editor):
    refusals = apps.get_model("cases", "Refusal").objects
    for case, bureau in refusals.exclude(case=None).values_list("case", "case__bureau").distinct():
        refusals.filter(case=case).update(bureau=bureau)
    first = apps.get_model("people", "Bureau").objects.order_by("pk").first()
    refusals.filter(bureau=None).update(bureau=first)
    for refusal in refusals.iterator():
        refusal.grounds = [{"code": g["code"], "cites": g.get("cites", [])} for g in refusal.grounds]
        refusal.save(update_fields=["grounds"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_what_judged_and_who"), ("people", "0006_administration_is_watched")]

    operations = [
        migrations.RunPython(let_them_go, migrations.RunPython.noop),
        migrations.RemoveField("refusal", "person"),
        migrations.RemoveField("refusal", "at"),
        migrations.RemoveField("refusal", "request_id"),
        migrations.AddField(
            "refusal", "counted_in", models.PositiveIntegerField(null=True, verbose_name="计入账目序号")
        ),
        migrations.AddField(
            "refusal",
            "bureau",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.bureau",
                verbose_name="机关",
            ),
        ),
        migrations.RunPython(to_bureaus, migrations.RunPython.noop),
    ]
