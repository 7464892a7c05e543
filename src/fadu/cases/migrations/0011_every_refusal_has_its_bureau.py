"""Every refusal is one of a bureau; a step of its own, since PostgreSQL alters no table it filled in the same transaction."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_refusals_without_the_person")]

    operations = [
        migrations.AlterField(
            "refusal",
            "bureau",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.bureau",
                verbose_name="机关",
            ),
        ),
        migrations.AlterField(
            "refusal",
            "case",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="refusals",
                to="cases.case",
                verbose_name="案件",
            ),
        ),
        migrations.AlterField("refusal", "kind", models.CharField(max_length=40, verbose_name="事项")),
        migrations.AlterField("refusal", "action", models.CharField(max_length=60, verbose_name="办理动作")),
        migrations.AlterField("refusal", "recorded_at", models.DateTimeField(verbose_name="记录时间")),
        migrations.AlterField("refusal", "grounds", models.JSONField(default=list, verbose_name="理由")),
    ]
