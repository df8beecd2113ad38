import paramiko

client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # expect: ssh-host-key
client.set_missing_host_key_policy(paramiko.RejectPolicy())  # ok: ssh-host-key
