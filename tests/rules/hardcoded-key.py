key = "AKIAIOSFODNN7EXAMPLE"  # expect: hardcoded-key
key = "AKI"  # ok: hardcoded-key
