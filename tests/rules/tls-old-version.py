import ssl
from ssl import PROTOCOL_SSLv3


def connect(version=ssl.PROTOCOL_TLSv1):  # expect: tls-old-version
    return ssl.SSLContext(version)  # expect: tls-old-version


ssl.SSLContext(PROTOCOL_SSLv3)  # expect: tls-old-version
ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # ok: tls-old-version

# Each name that the rule has.
import OpenSSL.SSL
import ssl
use = ssl.PROTOCOL_SSLv2  # expect: tls-old-version:high
use = ssl.PROTOCOL_SSLv3  # expect: tls-old-version:high
use = ssl.PROTOCOL_TLSv1  # expect: tls-old-version:high
use = ssl.PROTOCOL_TLSv1_1  # expect: tls-old-version:high
use = ssl.TLSVersion.SSLv3  # expect: tls-old-version:high
use = ssl.TLSVersion.TLSv1  # expect: tls-old-version:high
use = ssl.TLSVersion.TLSv1_1  # expect: tls-old-version:high
use = OpenSSL.SSL.SSLv2_METHOD  # expect: tls-old-version:high
use = OpenSSL.SSL.SSLv23_METHOD  # expect: tls-old-version:high
use = OpenSSL.SSL.SSLv3_METHOD  # expect: tls-old-version:high
use = OpenSSL.SSL.TLSv1_METHOD  # expect: tls-old-version:high
use = OpenSSL.SSL.TLSv1_1_METHOD  # expect: tls-old-version:high
from ssl import PROTOCOL_SSLv2
thing(PROTOCOL_SSLv2)  # expect: tls-old-version:high
from ssl import PROTOCOL_SSLv3
thing(PROTOCOL_SSLv3)  # expect: tls-old-version:high
from ssl import PROTOCOL_TLSv1
thing(PROTOCOL_TLSv1)  # expect: tls-old-version:high
from ssl import PROTOCOL_TLSv1_1
thing(PROTOCOL_TLSv1_1)  # expect: tls-old-version:high
from OpenSSL.SSL import SSLv2_METHOD
thing(SSLv2_METHOD)  # expect: tls-old-version:high
from OpenSSL.SSL import SSLv23_METHOD
thing(SSLv23_METHOD)  # expect: tls-old-version:high
from OpenSSL.SSL import SSLv3_METHOD
thing(SSLv3_METHOD)  # expect: tls-old-version:high
from OpenSSL.SSL import TLSv1_METHOD
thing(TLSv1_METHOD)  # expect: tls-old-version:high
from OpenSSL.SSL import TLSv1_1_METHOD
thing(TLSv1_1_METHOD)  # expect: tls-old-version:high
ssl.wrap_socket()  # expect: tls-old-version:medium, tls-unverified:high