from wsgiref.handlers import CGIHandler
from wsgiref.headers import Headers

CGIHandler().run(print)  # expect: cgi-handler
Headers([])  # ok: cgi-handler

# Each name that the rule has.
import twisted.web.twcgi
import wsgiref.handlers
wsgiref.handlers.CGIHandler()  # expect: cgi-handler
twisted.web.twcgi.CGIScript()  # expect: cgi-handler
twisted.web.twcgi.CGIDirectory()  # expect: cgi-handler
