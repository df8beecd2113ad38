import os

password = "hunter2"  # expect: hardcoded-password
db_password: str = "hunter2"  # expect: hardcoded-password
password = os.environ["DB_PASSWORD"]  # ok: hardcoded-password
password = None  # ok: hardcoded-password
password = ""  # ok: hardcoded-password
pass_name = "low_pass"  # ok: hardcoded-password
