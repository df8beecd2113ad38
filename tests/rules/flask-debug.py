from flask import Flask

app = Flask(__name__)
app.run(debug=True)  # expect: flask-debug
app.run(debug=False)  # expect: network-server:medium


class Machine:
    def run(self, debug):
        return debug


Machine().run(debug=True)  # ok: flask-debug

# Each name that the rule has.
import flask
import werkzeug.serving
flask.Flask().run(None, None, True)  # expect: flask-debug
flask.Flask().debug = True  # expect: flask-debug
werkzeug.serving.run_simple(use_debugger=True)  # expect: flask-debug, network-server:medium
