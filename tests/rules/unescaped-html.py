from django.utils.safestring import mark_safe
from markupsafe import Markup


def show(name):
    text = "<b>" + name + "</b>"
    Markup("<b>%s</b>") % name  # ok: unescaped-html
    return mark_safe(text)  # expect: unescaped-html


mark_safe("<hr>")  # ok: unescaped-html

# Each name that the rule has.
import django.utils.html
import django.utils.safestring
import flask
import markupsafe
django.utils.safestring.mark_safe(input())  # expect: unescaped-html
django.utils.html.mark_safe(input())  # expect: unescaped-html
django.utils.safestring.SafeText(input())  # expect: unescaped-html
django.utils.safestring.SafeUnicode(input())  # expect: unescaped-html
django.utils.safestring.SafeString(input())  # expect: unescaped-html
django.utils.safestring.SafeBytes(input())  # expect: unescaped-html
markupsafe.Markup(input())  # expect: unescaped-html
flask.Markup(input())  # expect: unescaped-html
thing(django.utils.safestring.mark_safe)  # expect: unescaped-html
thing(markupsafe.Markup)  # expect: unescaped-html
def label(name, safestring, part):
    markupsafe.Markup(object="<b>" + name)  # expect: unescaped-html
    markupsafe.Markup(object="<b>")  # ok: unescaped-html
    markupsafe.Markup("<b>%(a)s</b>" % {"a": "x"})  # ok: unescaped-html
    markupsafe.Markup("<b>%(a)s</b>" % {"a": name})  # expect: unescaped-html
