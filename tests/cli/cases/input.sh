# Whatever is given as code is judged, or complained about.
: > empty.py
try mynah check empty.py
try mynah check --results optional empty.py
printf 'x = 1\ny = "a\000b"\n' > nul.py
try mynah check nul.py
printf 'x = 1\ny = "\377"\n' > latin.py
try mynah check latin.py
printf '# coding: cp1252\nresults = {}\n' > coding.py
try mynah check coding.py
printf '\357\273\277results = {}\r\n' > bom.py
try mynah check bom.py
try mynah check missing.py
mkdir folder folder.py
try mynah check folder
try mynah check folder.py
mkfifo folder/pipe.py
try mynah check folder
try mynah check empty.py/x.py
try mynah check "$(printf '%300s' x.py)"
echo 'results = {}' | mynah check - && echo fine
printf 'results = {}' | mynah check --format ndjson - | cut -c1-40
