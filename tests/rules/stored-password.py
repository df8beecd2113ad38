import keyring
import secretstorage
from keyring import get_password as ask

keyring.get_password()  # expect: stored-password:medium
keyring.get_credential()  # expect: stored-password:medium
keyring.set_password()  # expect: stored-password:medium
keyring.delete_password()  # expect: stored-password:medium
secretstorage.dbus_init()  # expect: stored-password:medium
ask("a", "b")  # expect: stored-password
keyring.core  # ok: stored-password
import browser_cookie3
browser_cookie3.load()  # expect: stored-password
browser_cookie3.chrome()  # expect: stored-password
browser_cookie3.firefox()  # expect: stored-password
