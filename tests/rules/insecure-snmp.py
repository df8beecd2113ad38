from pysnmp.hlapi import CommunityData, UsmUserData

CommunityData("public", mpModel=0)  # expect: insecure-snmp
CommunityData("public", mpModel=2)  # ok: insecure-snmp
UsmUserData("user")  # expect: insecure-snmp
UsmUserData("user", "authentication", "privacy")  # ok: insecure-snmp

# Each name that the rule has.
import pyghmi.ipmi.command
import pyghmi.ipmi.private.session
import pysnmp.hlapi
pysnmp.hlapi.CommunityData(mpModel=0)  # expect: insecure-snmp
pysnmp.hlapi.CommunityData(mpModel=1)  # expect: insecure-snmp
pysnmp.hlapi.UsmUserData()  # expect: insecure-snmp
pyghmi.ipmi.command.Command()  # expect: insecure-snmp
pyghmi.ipmi.command.Console()  # expect: insecure-snmp
pyghmi.ipmi.private.session.Session()  # expect: insecure-snmp
