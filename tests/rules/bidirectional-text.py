note = "a‮b"  # expect: bidirectional-text
note = "ab"  # ok: bidirectional-text
