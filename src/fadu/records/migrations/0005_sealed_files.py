"""Files of the secondary file and of informants are sealed on the disk; a stored file says whose key seals it."""

from django.db import migrations, models

import fadu.people.sealed_field


class Migration(migrations.Migration):
    dependencies = [("records", "0004_indexes_by_what_is_asked")]

    operations = [
        migrations.AddField(
            "storedfile", "owner", models.CharField(blank=True, max_length=160, verbose_name="密封归属"), False
        ),
        migrations.AddField(
            "storedfile",
            "sealed_name",
            fadu.people.sealed_field.SealedTextField(blank=True, verbose_name="密封的文件名"),
            False,
        ),
        migrations.AddField(
            "storedfile",
            "sealed_index",
            models.CharField(blank=True, max_length=64, verbose_name="密封内容的索引"),
            False,
        ),
        migrations.AddConstraint(
            "storedfile",
            models.UniqueConstraint(
                condition=models.Q(("sealed_index", ""), _negated=True),
                fields=("owner", "sealed_index"),
                name="records_one_sealed_file_an_owner",
                violation_error_message="同一归属的同一密封文件只存一份。",
            ),
        ),
    ]
