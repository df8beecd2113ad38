import os

password = "hunter2"  # expect: hardcoded-password
db_password: str = "hunter2"  # expect: hardcoded-password
password = os.environ["DB_PASSWORD"]  # ok: hardcoded-password
password = None  # ok: hardcoded-password
password = ""  # ok: hardcoded-password
pass_name = "low_pass"  # ok: hardcoded-password


def connect(host, password="hunter2"):  # expect: hardcoded-password
    return host


connect("a", password="hunter2")  # expect: hardcoded-password
config = {"password": "hunter2", "user": "me"}  # expect: hardcoded-password
config["password"] = "hunter2"  # expect: hardcoded-password
connect.password = "hunter2"  # expect: hardcoded-password
if config["password"] == "hunter2":  # expect: hardcoded-password
    pass
api_key = "a1b2c3d4e5f6"  # expect: hardcoded-password
config = {"password": "Password", "token": "NUMBER"}  # ok: hardcoded-password
low_pass = "butterworth"  # ok: hardcoded-password
token = "NUMBER"  # ok: hardcoded-password
PASSWORD = "password"  # ok: hardcoded-password
password = "${DB_PASSWORD}"  # ok: hardcoded-password
connect("a", password=input("password: "))  # ok: hardcoded-password

user = connect.password = "hunter2"  # expect: hardcoded-password
config["token"] = user = "s3cr3t"  # expect: hardcoded-password
secret = "s3cr3t"  # expect: hardcoded-password
auth_token = "abc123"  # expect: hardcoded-password
token_type = "oauth2"  # ok: hardcoded-password
token = "IDENT"  # ok: hardcoded-password
low_pass = "butter2"  # ok: hardcoded-password
if secret == "s3cr3t":  # ok: hardcoded-password
    pass
url = "postgresql://me:Sup3rS3cret@db/runs"  # expect: hardcoded-password
connect("dbname=runs user=me password=Sup3rS3cret")  # expect: hardcoded-password
connect("Server=db;Uid=me;Pwd=Sup3rS3cret;")  # expect: hardcoded-password
url = "amqp://guest:guest@localhost"  # ok: hardcoded-password
url = "https://example.org:8080/a@b"  # ok: hardcoded-password
url = "http://user:password@host"  # ok: hardcoded-password
url = "http://user:{password}@host"  # ok: hardcoded-password
text = "the form has password=<what you chose> in it"  # ok: hardcoded-password
text = r" password=(\w+)"  # ok: hardcoded-password
