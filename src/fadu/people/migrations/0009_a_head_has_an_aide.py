from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0008_a_renewed_certificate_keeps_its_number'),
    ]

    operations = [
        migrations.CreateModel(
            name='Aide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(verbose_name='自')),
                ('end', models.DateField(null=True, verbose_name='止')),
                ('aide', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.officer', verbose_name='助手')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aides', to='people.officer', verbose_name='负责人')),
            ],
            options={
                'verbose_name': '负责人的助手',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('officer', models.F('aide')), _negated=True), name='nobody_is_his_own_aide', violation_error_message='助手须是另一个人。'),
                    models.UniqueConstraint(condition=models.Q(('end', None)), fields=('officer',), name='one_aide_at_a_time', violation_error_message='同一时间只能指定一名助手。'),
                ],
            },
        ),
    ]
