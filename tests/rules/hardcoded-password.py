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
