import paramiko

client = paramiko.SSHClient()
client.exec_command("reboot")  # expect: remote-command
client.close()  # ok: remote-command
