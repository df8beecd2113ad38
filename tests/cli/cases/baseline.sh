# What is accepted does not count; what is new does, and what is gone is told.
cat > a.py <<'END'
import os
def f():
    os.system("a")
os.system("b")
os.system("b")
results = {}
END
printf 'results = {"n": 1\n' > b.py
try mynah check --fail-on none a.py b.py --write-baseline known.json
cat known.json
try mynah check --baseline known.json a.py ./b.py
# Lines move, blanks and comments change; one more of the same kind is new.
sed -i -e '1i # more' -e 's/os.system("b")/os.system( "b"  ) # why/' a.py
try mynah check --baseline known.json a.py
echo 'os.system( "b" )' >> a.py
try mynah check --baseline known.json a.py
mynah check --baseline known.json --format ndjson a.py | sed -e 's/.*"verdict"/"verdict"/' -e 's/,"parses.*//'
mynah check --baseline known.json --format ndjson a.py | grep -o '"known":[a-z]*' | sort | uniq -c
# Less of it is stale: told, and counted on demand.
printf 'import os\nos.system("b")\nresults = {}\n' > a.py
try mynah check --baseline known.json a.py
try mynah check --baseline known.json --fail-on stale a.py
# What was not looked at is neither stale nor lost, unless its file is gone.
try mynah check --baseline known.json --write-baseline new.json a.py
cat new.json
rm b.py
try mynah check --baseline known.json --write-baseline new.json a.py
cat new.json
# Only some rules are accepted.
printf 'import os\nos.system("b")\nx = eval(input())\nresults = {}\n' > c.py
try mynah check --select eval-call --write-baseline some.json c.py
try mynah check --baseline some.json c.py
# It is written as a whole, or the old one stays.
cp new.json old.json
try mynah check --write-baseline new.json a.py missing.py
cmp new.json old.json
try mynah check --write-baseline folder/new.json a.py
chmod 600 new.json
ln -s new.json link.json
mynah check --write-baseline link.json a.py > /dev/null
ls -l new.json | cut -c1-10
test -L link.json && ls
# What is no baseline is refused.
try mynah check --baseline missing.json a.py
echo '{"schema":1,' > bad.json
try mynah check --baseline bad.json a.py
echo '{"schema":2,"findings":[]}' > bad.json
try mynah check --baseline bad.json a.py
echo '{"schema":1,"findings":[{"path":"a.py","rule":"x","fingerprint":"12","count":1}]}' > bad.json
try mynah check --baseline bad.json a.py
{ sed '$d' known.json; echo ','; sed -n '2s/,$//p' known.json; echo ']}'; } > bad.json
try mynah check --baseline bad.json a.py
try mynah check --baseline known.json -
try mynah check --baseline known.json --exit-code verdict a.py
try mynah check --baseline known.json --batch
