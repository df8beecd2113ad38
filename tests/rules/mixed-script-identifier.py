def оpen_valve():  # expect: mixed-script-identifier
    return 1


def open_valve():  # ok: mixed-script-identifier
    return 1


σ_x = 1  # ok: mixed-script-identifier
