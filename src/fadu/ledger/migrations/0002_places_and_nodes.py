# SPDX-License-Identifier: MulanPSL-2.0
"""An entry holds its place in the tree itself, and complete nodes are stored: the sequencer goes on from these.

The sequencer gives every entry its place anew at its next run.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="ledgerentry",
            name="place",
            field=models.PositiveBigIntegerField(
                editable=False, null=True, unique=True, verbose_name="在账本树中的位置"
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(condition=models.Q(("place", None)), fields=["id"], name="entries_waiting"),
        ),
        migrations.CreateModel(
            name="TreeNode",
            fields=[
                ("position", models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name="位置")),
                ("hash", models.BinaryField(verbose_name="散列")),
            ],
            options={"verbose_name": "账本树节点"},
        ),
        migrations.DeleteModel(name="Leaf"),
    ]
