"""Whoever acted is a column of the act, so that an officer's own acts are found; what was recorded before is filled in from the actor."""

import django.db.models.deletion
from django.db import migrations, models

from fadu.storage import triggers

#: rows of one officer changed by one statement
SOME = 500


def from_actors(apps, editor):
    acts = apps.get_model("cases", "Act").objects
    if not acts.exists():
        return
    triggers.lift("cases_act")
    of = {}
    for pk, actor in acts.exclude(actor=None).values_list("pk", "actor").iterator():
        kind, _, number = ((actor or {}).get("person") or "").partition(":")
        if kind == "officer":
            of.setdefault(int(number), []).append(pk)
    there = set(apps.get_model("people", "Officer").objects.values_list("pk", flat=True))
    for officer, keys in of.items():
        for first in range(0, len(keys), SOME) if officer in there else ():
            acts.filter(pk__in=keys[first : first + SOME]).update(officer=officer)


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_turns_beside_the_way"), ("people", "0008_a_renewed_certificate_keeps_its_number")]

    operations = [
        migrations.AddField(
            "act",
            "officer",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acts",
                to="people.officer",
                verbose_name="工作人员",
            ),
        ),
        migrations.AddIndex(
            "act", models.Index(fields=["officer", "recorded_at", "id"], name="act_by_officer")
        ),
        migrations.RunPython(from_actors, migrations.RunPython.noop),
    ]
