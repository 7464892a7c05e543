# SPDX-License-Identifier: MulanPSL-2.0
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("cases", "0002_search")]
    operations = [
        migrations.CreateModel(
            name="Advice",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="advice",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("received_on", models.DateField(null=True, verbose_name="收到之日")),
                ("answered_on", models.DateField(null=True, verbose_name="答复之日")),
            ],
            options={
                "verbose_name": "业务咨询",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None),
                            ("received_on", None),
                            ("answered_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="advice_answered_after_receipt",
                        violation_error_message="答复不能早于收到。",
                    )
                ],
            },
        ),
    ]
