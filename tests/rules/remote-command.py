import paramiko

client = paramiko.SSHClient()
client.exec_command("reboot")  # expect: remote-command
client.close()  # ok: remote-command
unknown(paramiko.SSHClient().exec_command)  # expect: remote-command
unknown(paramiko.Transport().open_session().exec_command)  # expect: remote-command, network-socket

# Each name that the rule has.
import asyncssh
import fabric
import fabric.api
import paramiko
import pexpect.pxssh
paramiko.SSHClient().exec_command()  # expect: remote-command
paramiko.SSHClient().invoke_shell()  # expect: remote-command
paramiko.Transport().open_session.exec_command()  # expect: remote-command, network-socket
made = fabric.Connection()  # expect: remote-command
made.run()  # expect: remote-command
made = fabric.Connection()  # expect: remote-command
made.sudo()  # expect: remote-command
fabric.Connection()  # expect: remote-command
asyncssh.connect()  # expect: remote-command
fabric.api.run()  # expect: remote-command
fabric.api.sudo()  # expect: remote-command
pexpect.pxssh.pxssh()  # expect: remote-command
thing().exec_command()  # expect: remote-command
