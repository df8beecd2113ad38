# SPDX-License-Identifier: Apache-2.0
"""Saving and restoring lists of channels."""

from epics.autosave.save_restore import restore_pvs, save_pvs  # noqa: F401
