# SPDX-License-Identifier: Apache-2.0
"""The proxies of PyTango's futures mode; calls with wait=True, the default, give results."""

from tango import AttributeProxy, DeviceProxy  # noqa: F401
