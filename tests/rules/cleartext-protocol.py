import ftplib
import ssl
import telnetlib

telnetlib.Telnet("host")  # expect: cleartext-protocol
ftplib.FTP("host")  # expect: cleartext-protocol
ssl.create_default_context()  # ok: cleartext-protocol
