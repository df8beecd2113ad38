import subprocess  # expect: watched-import
from json import loads  # ok: watched-import

# Each name that the rule has.

import telnetlib  # expect: watched-import
import ftplib  # expect: watched-import
import pickle  # expect: watched-import
import dill  # expect: watched-import
import shelve  # expect: watched-import
import xml.etree.cElementTree  # expect: watched-import
import xml.etree.ElementTree  # expect: watched-import
import xml.sax  # expect: watched-import
import xml.dom.expatbuilder  # expect: watched-import
import xml.dom.minidom  # expect: watched-import
import xml.dom.pulldom  # expect: watched-import
import xmlrpc  # expect: watched-import
import xmlrpc.client  # expect: watched-import
import xmlrpc.server  # expect: watched-import
import Crypto.Cipher  # expect: watched-import
import Crypto.Hash  # expect: watched-import
import Crypto.IO  # expect: watched-import
import Crypto.Protocol  # expect: watched-import
import Crypto.PublicKey  # expect: watched-import
import Crypto.Random  # expect: watched-import
import Crypto.Signature  # expect: watched-import
import Crypto.Util  # expect: watched-import
import pyghmi  # expect: watched-import
import pyghmi.ipmi  # expect: watched-import
import pyghmi.ipmi.command  # expect: watched-import
