def go(runner, command, quiet):
    runner.execute(command, shell=True)  # expect: shell-argument
    runner.execute(command, shell=False)  # ok: shell-argument
    runner.execute(command, shell=quiet)  # expect: shell-argument

# Each name that the rule has.

thing().go(shell=True)  # expect: shell-argument
