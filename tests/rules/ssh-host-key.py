import paramiko

client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # expect: ssh-host-key
client.set_missing_host_key_policy(paramiko.RejectPolicy())  # ok: ssh-host-key

from paramiko.client import AutoAddPolicy as Policy, SSHClient
SSHClient().set_missing_host_key_policy(Policy())  # expect: ssh-host-key

# Each name that the rule has.
import paramiko
paramiko.SSHClient().set_missing_host_key_policy(paramiko.AutoAddPolicy())  # expect: ssh-host-key
paramiko.SSHClient().set_missing_host_key_policy(paramiko.WarningPolicy())  # expect: ssh-host-key
def reach(client):
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy)  # expect: ssh-host-key
    client.set_missing_host_key_policy(policy=paramiko.WarningPolicy())  # expect: ssh-host-key
    client.set_missing_host_key_policy(paramiko.RejectPolicy)  # ok: ssh-host-key


paramiko.SSHClient().set_missing_host_key_policy(policy=paramiko.AutoAddPolicy)  # expect: ssh-host-key
