import ftplib
import ssl
import telnetlib

telnetlib.Telnet("host")  # expect: cleartext-protocol
ftplib.FTP("host")  # expect: cleartext-protocol
ssl.create_default_context()  # ok: cleartext-protocol

# Each name that the rule has.
import ftplib
import imaplib
import nntplib
import poplib
import smtplib
import telnetlib
telnetlib.Telnet()  # expect: cleartext-protocol
ftplib.FTP()  # expect: cleartext-protocol
smtplib.SMTP()  # expect: cleartext-protocol
poplib.POP3()  # expect: cleartext-protocol
imaplib.IMAP4()  # expect: cleartext-protocol
nntplib.NNTP()  # expect: cleartext-protocol
