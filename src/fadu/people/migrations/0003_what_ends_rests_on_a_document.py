"""What ends rests on a document; officers, committees and seats registered before they were entered into the ledger are entered now."""

from datetime import date

from django.db import migrations, models


def enter(apps, schema_editor):
    """Enter each row as it stands: the ledger held nothing of these registers until now."""
    from fadu.kernel import clock
    from fadu.ledger import services as ledger

    for kind, name in (("officer", "Officer"), ("committee", "Committee"), ("membership", "CommitteeMembership")):
        for row in apps.get_model("people", name).objects.order_by("pk"):
            body = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
            plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in body.items()}
            del plain["end_document"]
            ledger.append(stream=f"{kind}:{row.pk}", kind=kind, body=plain, at=clock.now())


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_power_limits'),
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='appointment',
            name='end_document',
            field=models.CharField(blank=True, max_length=200, verbose_name='终止依据文件'),
        ),
        migrations.AddField(
            model_name='committee',
            name='end_document',
            field=models.CharField(blank=True, max_length=200, verbose_name='撤销依据文件'),
        ),
        migrations.AddField(
            model_name='committee',
            name='until',
            field=models.DateField(null=True, verbose_name='撤销日期'),
        ),
        migrations.AddField(
            model_name='committeemembership',
            name='document',
            field=models.CharField(blank=True, max_length=200, verbose_name='依据文件'),
        ),
        migrations.AddField(
            model_name='committeemembership',
            name='end_document',
            field=models.CharField(blank=True, max_length=200, verbose_name='免去依据文件'),
        ),
        migrations.AddField(
            model_name='officer',
            name='end_document',
            field=models.CharField(blank=True, max_length=200, verbose_name='离任依据文件'),
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='committee_ends_after_start', violation_error_message='撤销日期不能早于成立日期。'),
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.CheckConstraint(condition=models.Q(('quorum_denominator__gt', 0), ('quorum_numerator__gt', 0), ('quorum_numerator__lte', models.F('quorum_denominator'))), name='committee_quorum_is_a_share', violation_error_message='法定人数应为不大于1的份额，如二分之一。'),
        ),
        migrations.AddConstraint(
            model_name='committeemembership',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='membership_ends_after_start', violation_error_message='委员任期的截止日不能早于起始日。'),
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
