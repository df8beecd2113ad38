# The gate: Mynah under several policies, and commands of which the answers are known.  Fingerprints
# of policies are left out: they change with whatever policies are made of.
hide() {
    echo "$ $*"
    "$@" >out 2>&1
    code=$?
    sed -E 's/policy(": ?")?( ?)[0-9a-f]{16}/policy\1\2P/' out
    echo "exit $code"
}
hide mynah gate
printf 'approval: {global_mode: disabled}\n' >off.yml
hide mynah gate --config off.yml
printf '{"_about": 1, "SR:BEND": {"writable": false}, "SR:KILL": {}, "SR:SIM": {}, "SR:QUAD": {"max_value": 3}}' >limits.json
cat >facility.yml <<'YAML'
control_system: {writes_enabled: true, limits_checking: {enabled: true, database_path: limits.json}}
policy: {protected: ["*:KILL"], free: ["*:SIM"]}
YAML
hide mynah gate --config facility.yml --format json
cat >writes-off.yml <<'YAML'
control_system: {writes_enabled: false}
gate: {channel: "A:B", expect: {channel_write: deny, epics_write: deny}}
YAML
hide mynah gate --config writes-off.yml

mkdir sub
cp limits.json sub
sed 's/KILL/QUAD/' facility.yml >sub/other.yml
printf 'gate: {cases: more}\n' >>sub/other.yml
mkdir sub/more
printf '# gate: deny -- no such channel\nimport epics\nepics.caput("X", 1)\nresults = {}\n' >sub/more/x.py
hide mynah gate --config sub/other.yml --audit audit.log
cat >all.yml <<'YAML'
approval: {global_mode: all_capabilities, capabilities: {python_execution: {enabled: false, mode: all_code}}}
policy: {actions: {risk: deny, missing-results: ask}, suppressions: allow}
YAML
hide mynah gate --policy-table --config all.yml
hide mynah gate --policy-table --config all.yml --format json

echo '== the audit: a line for each verdict that stops code, behind what is there'
hide cat audit.log
mynah gate --config off.yml --audit audit.log -- mynah check --exit-code verdict - >/dev/null
wc -l <audit.log
try mynah gate --audit /nonexistent/audit.log
mynah gate --audit /dev/full >/dev/null
echo "full: $?"

echo '== other gates'
try mynah gate --jobs 3 -- mynah check --exit-code verdict -
try mynah gate -- mynah check --exit-code verdict '{}'
try mynah gate --map 0=ask,1=allow -- grep -qE 'caput|write_channel'
mkdir cases
printf '# gate: ask -- says why\r\nx = "%s"\n' "$(printf '\033[31m')" >cases/a.py
printf '# gate: allow\nresults = {}\n' >cases/b.py
# shellcheck disable=SC2016 # it is the gate's shell that fills it in
printf '#!/bin/sh\nread -r line; case $line in results*) echo "ok: let it run";; *) echo "no: block it";; esac\nexit 9\n' >printed
chmod +x printed
try mynah gate --cases cases --map block=ask,run=allow -- ./printed
try mynah gate --cases cases --map run=allow -- ./printed
try mynah gate --cases cases --map both=allow,block=ask,it=deny -- ./printed
try mynah gate --cases cases -- sh -c 'echo "cannot open" >&2; exit 2'
try mynah gate --cases cases -- sh -c 'kill -SEGV $$'
try mynah gate --cases cases --timeout 1 --jobs 2 -- sh -c 'sleep 60 & sleep 60'

echo '== variants: the counts grow with the tables, so only what stays is shown'
mynah gate --variants 300 --seed 3 --jobs 2 | tail -n 1 |
    sed -E 's/[0-9a-f]{16}/P/; s/[0-9] stopped/few stopped/'
mynah gate --variants 300 --behavior channel_read --format json | grep -o '"seed":0,"count":300,"total":{"name":"all"'
mynah gate --variants 40 -- true | tail -n 1 | sed -E 's/[0-9]+ missed/some missed/'
mynah gate --variants 40 -- true >/dev/null
echo "exit $?"

echo '== what is refused'
try mynah gate --seed 4
try mynah gate --behavior success
try mynah gate --variants 10 --cases empty
try mynah gate --variants 10 --format junit
try mynah gate --variants 10 --behavior no_such
try mynah gate -- ./nothing-here
try mynah gate --map 0=allow
try mynah gate --map 0=perhaps -- true
try mynah gate --map 0=ask,0=allow -- true
try mynah gate --map 256=ask -- true
try mynah gate --cases nowhere
mkdir empty
try mynah gate --cases empty
printf 'results = {}\n' >empty/x.py
try mynah gate --cases empty
printf '# gate: maybe\n' >empty/x.py
try mynah gate --cases empty
printf 'gate: {expect: {channel_writ: ask}}\n' >bad.yml
try mynah gate --config bad.yml
printf 'gate: {expect: {channel_write: perhaps}}\n' >bad.yml
try mynah gate --config bad.yml
printf 'gate: {chanel: x}\n' >bad.yml
try mynah gate --config bad.yml
printf 'gate: {cases: cases}\n' >more.yml
hide mynah gate --config more.yml
