"""Departments are renamed from a day and end; those entered already are entered again with what was added."""

from datetime import date

from django.db import migrations, models


def enter(apps, schema_editor):
    """Enter each department as it stands now: what is entered of a row is all of it."""
    from fadu.kernel import clock
    from fadu.ledger import services as ledger

    for row in apps.get_model("people", "Department").objects.order_by("pk"):
        body = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in body.items()}
        ledger.append(stream=f"department:{row.pk}", kind="department", body=plain, at=clock.now())


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_a_head_has_an_aide'),
        ('ledger', '0005_entries_bear_a_mark'),
    ]

    operations = [
        migrations.AddField(
            model_name='department',
            name='document',
            field=models.CharField(blank=True, max_length=200, verbose_name='更名依据文件'),
        ),
        migrations.AddField(
            model_name='department',
            name='end_document',
            field=models.CharField(blank=True, max_length=200, verbose_name='撤销依据文件'),
        ),
        migrations.AddField(
            model_name='department',
            name='named_since',
            field=models.DateField(null=True, verbose_name='现名自'),
        ),
        migrations.AddField(
            model_name='department',
            name='until',
            field=models.DateField(null=True, verbose_name='撤销日期'),
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
