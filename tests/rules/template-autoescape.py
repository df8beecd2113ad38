import jinja2
from jinja2 import Environment, select_autoescape
from mako.template import Template

Environment()  # expect: template-autoescape
jinja2.Environment(autoescape=False)  # expect: template-autoescape
jinja2.Environment(autoescape=True)  # ok: template-autoescape
Environment(autoescape=select_autoescape())  # ok: template-autoescape
Template("hello")  # expect: template-autoescape

# Each name that the rule has.
import jinja2
import mako.lookup
import mako.template
jinja2.Environment(autoescape=something)  # expect: template-autoescape:high
mako.template.Template()  # expect: template-autoescape:medium
mako.lookup.TemplateLookup()  # expect: template-autoescape:medium
