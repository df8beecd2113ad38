# SPDX-License-Identifier: Apache-2.0
"""Osprey, as far as generated code uses it, over the table of channels."""
