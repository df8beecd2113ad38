# SPDX-License-Identifier: Apache-2.0
"""The exception that generated code gets to see when a write is held back."""


class ChannelLimitsViolationError(Exception):
    def __init__(self, channel_address, value, violation_type, violation_reason,
                 min_value=None, max_value=None, max_step=None, current_value=None):
        self.channel_address = channel_address
        self.value = value
        self.attempted_value = value
        self.violation_type = violation_type
        self.violation_reason = violation_reason
        self.min_value = min_value
        self.max_value = max_value
        self.max_step = max_step
        self.current_value = current_value
        super().__init__("CHANNEL LIMITS VIOLATION: %s of %s to %r: %s"
                         % (violation_type, channel_address, value, violation_reason))


PVBoundaryViolationError = ChannelBoundaryViolationError = ChannelLimitsViolationError
