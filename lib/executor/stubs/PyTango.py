# SPDX-License-Identifier: Apache-2.0
"""The old name of tango."""

from tango import *  # noqa: F401,F403
from tango import __version__  # noqa: F401
