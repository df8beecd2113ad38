# SPDX-License-Identifier: Apache-2.0
"""Servers and proxies of remote procedure calls, which are not mocked."""

import sys

import _mynah

_mynah.refuse(sys.modules[__name__], "p4p.rpc.", "rpcproxy quickRPCServer")


def rpc(rtype=None):
    return lambda function: function
