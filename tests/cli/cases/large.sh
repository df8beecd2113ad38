# Large and deep input ends soon, with a verdict.
awk 'BEGIN { while (n++ < 1000) word = word "lorem ip "; for (; i < 1100; i++) print "x = \"" word "\"" }' > large.py
awk 'BEGIN { for (; i < 20000; i++) print "y = " i + 1000000 }' >> large.py
echo 'results = {}' >> large.py
mynah check large.py
echo "exit $?"
awk 'BEGIN { while (i++ < 100000) printf "("; print "" }' > deep.py
mynah check deep.py | cut -c1-60
awk 'BEGIN { while (i++ < 100000) printf "x = ["; print "" }' > open.py
mynah check open.py | cut -c1-60
awk 'BEGIN { printf "results = {}\nx = 1"; while (i++ < 100000) printf " + 1"; print "" }' > sum.py
mynah check --fail-on retry sum.py | tail -1
awk 'BEGIN { while (i++ < 5000000) printf "a"; print "" }' > word.py
mynah check --results optional word.py
head -c 67108865 /dev/zero > huge.py
try mynah check huge.py
try mynah check --format ndjson huge.py
