# The exit codes of check, by verdict and by --fail-on.
echo 'results = {}' > allow.py
printf 'from osprey.runtime import write_channel\nwrite_channel("SR:MAG:SP", 1.0)\nresults = {}\n' > ask.py
printf 'results = {\n' > retry.py
try mynah check allow.py
try mynah check ask.py
try mynah check retry.py
try mynah check --fail-on deny,retry ask.py
try mynah check --fail-on none retry.py
mynah check --fail-on allow --format ndjson --select syntax allow.py >/dev/null
echo "--fail-on allow: $?"
for file in allow ask retry; do
    mynah check --exit-code verdict $file.py >/dev/null
    echo "$file: $?"
done
mynah check --exit-code verdict allow.py ask.py retry.py >/dev/null
echo "all: $?"
printf 'control_system: {writes_enabled: false}\n' > strict.yml
mynah check --exit-code verdict --config strict.yml allow.py ask.py retry.py >/dev/null
echo "all, no writes: $?"
mynah check --exit-code verdict allow.py missing.py ask.py >/dev/null 2>&1
echo "one cannot be read: $?"
try mynah check --ignore channel ask.py
