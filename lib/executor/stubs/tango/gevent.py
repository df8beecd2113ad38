# SPDX-License-Identifier: Apache-2.0
"""The proxies of PyTango's gevent mode."""

from tango import AttributeProxy, DeviceProxy  # noqa: F401
