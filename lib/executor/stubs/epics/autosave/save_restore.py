# SPDX-License-Identifier: Apache-2.0
"""Saving and restoring lists of channels."""

from epics import ca


def _names(path):
    with open(path) as lines:
        return [line.split("#")[0].split() for line in lines if line.split("#")[0].strip()]


def save_pvs(request_file, save_file):
    with open(save_file, "w") as saved:
        for words in _names(request_file):
            saved.write("%s %s\n" % (words[0], ca.read(words[0], "epics.autosave.save_pvs", None)))


def restore_pvs(save_file, debug=False):
    for words in _names(save_file):
        try:
            value = float(words[1])
        except ValueError:
            value = " ".join(words[1:])
        ca.write(words[0], value, "epics.autosave.restore_pvs", None)
    return True
