# The version that the code is judged for: given, or that of the interpreter.
printf 'match 1:\n    case 1: pass\nresults = {}\n' > match.py
interpreter() { # interpreter NAME LINE...: one that answers so
    name=$1
    shift
    {
        echo '#!/bin/sh'
        printf 'printf "%%s\\n"'
        printf " '%s'" "$@"
        echo
    } > "$name"
    chmod +x "$name"
}
interpreter python39 /bin/sh 3.9 / / /
interpreter python310 /bin/sh 3.10 / / /
interpreter python37 /bin/sh 3.7 / / /
interpreter python315 /bin/sh 3.15 / / /
interpreter nonsense 'Hello.'
printf '#!/bin/sh\nexit 1\n' > broken
chmod +x broken
try mynah check --target-version 3.9 match.py
try mynah check --target-version 3.10 match.py
# shellcheck disable=SC2016 # no shell is to see it
for python in python39 python310 python37 python315 nonsense broken missing '$(touch shell)'; do
    printf 'execution:\n  python: %s\n' "./$python" > config.yml
    try mynah check --config config.yml --target-version auto match.py
done
ls shell 2> /dev/null
printf 'execution: {python: ./python39}\nanalysis: {target_version: auto}\n' > config.yml
try mynah check --config config.yml match.py
try mynah check --config config.yml --target-version 3.13 match.py
try mynah check --target-version automatic match.py
