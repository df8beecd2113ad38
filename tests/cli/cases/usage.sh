# What is wrong with the arguments is said, with what may have been meant, and the exit code is 2.
try mynah
try mynah chekc x.py
try mynah check
try mynah check --formt json x.py
try mynah check --nothing-like-it x.py
try mynah check -j 2 x.py
try mynah check --format xml x.py
try mynah check --format
try mynah check --batch=yes
try mynah check --jobs many x.py
try mynah check --jobs 1234567 x.py
try mynah check --fail-on sometimes x.py
try mynah check --exit-code odd x.py
try mynah check --select no-such-rule x.py
try mynah check --ignore chanel-write x.py
try mynah check --target-version 2.7 x.py
try mynah check --results maybe x.py
try mynah check --batch x.py
try mynah check --batch --format json
try mynah rules x
try mynah explain
try mynah explain chanel-write
