"""One record may stand for two of the same party; parties registered before are entered into the ledger as they stand."""

import django.db.models.deletion
from django.db import migrations, models


def enter(apps, schema_editor):
    """Enter each party: names and codes, and sealed values as ciphertext; never what finds a person by a number."""
    from fadu.kernel import clock
    from fadu.ledger import services as ledger

    for row in apps.get_model("people", "Party").objects.order_by("pk").iterator(chunk_size=500):
        names = [field.attname for field in row._meta.concrete_fields if field.attname not in {"id_index", "merged_into_id"}]
        ledger.append(stream=f"party:{row.pk}", kind="party", body={name: getattr(row, name) for name in names}, at=clock.now())


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_local_names'),
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='party',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='people.party'),
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
