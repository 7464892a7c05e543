# SPDX-License-Identifier: MulanPSL-2.0
"""A new table, filled from an old one, and rebuilt: what SQLite can do in a transaction only with foreign keys off."""

from django.db import migrations, models


def fill(apps, schema_editor):
    parties, remarks = apps.get_model("people", "Party"), apps.get_model("assembly", "Remark")
    for party in parties.objects.order_by("pk")[:5]:
        remarks.objects.create(party=party, text="由旧版本升级")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("party", models.ForeignKey("people.Party", models.PROTECT, related_name="+")),
                ("text", models.CharField(max_length=20)),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("Remark", "text", models.CharField(max_length=200, unique=False, default="")),
    ]
