# SPDX-License-Identifier: MulanPSL-2.0
"""A head bears the name of its tree and of its algorithms."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_places_and_nodes")]

    operations = [
        migrations.AddField("treehead", "origin", models.CharField(blank=True, default="", max_length=120, verbose_name="账本名称")),
        migrations.AddField("treehead", "hash_algorithm", models.CharField(default="sha256", max_length=20, verbose_name="散列算法")),
        migrations.AddField("treehead", "key_algorithm", models.CharField(default="ed25519", max_length=20, verbose_name="签名算法")),
        migrations.AlterField("treehead", "key", models.CharField(max_length=200, verbose_name="公钥")),
        migrations.AlterField("treehead", "signature", models.CharField(max_length=200, verbose_name="签名")),
    ]
