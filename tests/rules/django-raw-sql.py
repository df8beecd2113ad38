from django.contrib.auth.models import User
from django.db.models.expressions import RawSQL


def annotate(name):
    User.objects.filter(a=1).extra(where=["name = '%s'" % name])  # expect: django-raw-sql
    User.objects.filter(a=1).extra(where=["a = 1"])  # ok: django-raw-sql
    return RawSQL("n = " + name, [])  # expect: django-raw-sql


RawSQL("n = %s", ["x"])  # ok: django-raw-sql

# Each name that the rule has.
import django
import django.db.models
import django.db.models.expressions
django.db.models.expressions.RawSQL(input())  # expect: django-raw-sql
django.db.models.RawSQL(input())  # expect: django-raw-sql
thing().extra(input())  # expect: django-raw-sql
thing().extra(None, ["a", input()])  # expect: django-raw-sql
thing().extra(None, None, None, ["a", input()])  # expect: django-raw-sql
