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
import pysnmp.hlapi.asyncio
import pysnmp.hlapi.auth
import pysnmp.hlapi.v1arch
import pysnmp.hlapi.v3arch.asyncio.auth
pysnmp.hlapi.asyncio.CommunityData("public", mpModel=0)  # expect: insecure-snmp
pysnmp.hlapi.v1arch.CommunityData("public", mpModel=1)  # expect: insecure-snmp
pysnmp.hlapi.v3arch.asyncio.auth.UsmUserData("user")  # expect: insecure-snmp
pysnmp.hlapi.auth.UsmUserData("user", "key")  # expect: insecure-snmp
pysnmp.hlapi.v3arch.CommunityData("public", mpModel=2)  # ok: insecure-snmp
