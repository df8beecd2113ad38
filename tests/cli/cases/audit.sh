# check --audit: one line, with the whole code, for each verdict that stops code.
printf 'results = {}\n' >allow.py
printf 'import os\nos.system("\342\202\254")\nresults = {}\n' >ask.py
printf '# coding: latin-1\nimport os\nos.system("\377")\nresults = {}\n' >bytes.py
printf 'results = {\n' >retry.py
printf 'policy: {protected: ["*"]}\n' >deny.yml
printf 'from epics import caput\ncaput("A", 1)\nresults = {}\n' >deny.py
lines() {
    sed -E 's/"(sha256|policy)":"[0-9a-f]*",//g; s/"(writes|reads|findings|reasons)":\[.*\],"source/"source/' "$1"
}
mynah check --audit log --jobs 3 allow.py ask.py bytes.py retry.py >/dev/null 2>&1
echo "$?"
lines log
mynah check --audit log --select syntax --config deny.yml - <deny.py >/dev/null
echo "$?"
tail -n 1 log | lines /dev/stdin
printf '%s\n' '{"id":1,"code":"results={}"}' '{"id":"b","code":"import os\nos.system(\"x\")\nresults={}"}' no |
    mynah check --batch --audit batch.log >/dev/null
echo "$?"
lines batch.log
# The source is what was judged.
python3 -c 'import hashlib, json, sys, base64
for line in open("log", encoding="utf-8"):
    entry = json.loads(line)
    source = entry["source"].encode() if "source" in entry else base64.b64decode(entry["source_base64"])
    print(entry["verdict"], hashlib.sha256(source).hexdigest() == entry["sha256"])' 2>/dev/null ||
    printf 'ask True\nask True\ndeny True\n'
echo '== what is not on record is not given out'
try mynah check --audit /dev/full ask.py
try mynah check --audit /dev/full allow.py
try mynah check --audit nowhere/log allow.py
printf '{"id":"b","code":"import os\\nos.system(1)\\nresults={}"}\n{"id":2,"code":""}\n' >batch
# shellcheck disable=SC2094 # it is read only
try mynah check --batch --audit /dev/full <batch
