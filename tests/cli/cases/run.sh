# mynah run: the loop with its states, approval, channels, a run that waits, exit codes.
try mynah run --behavior channel_write --approve yes
try mynah run --behavior channel_write --approve no
try mynah run --behavior missing_results
try mynah run --behavior channel_read --set channel=SR:DCCT | grep -v '\^' # of 3.11 and later
echo '{"SR:DCCT": 498.2, "SR:MAG:SP": {"value": 1, "max_value": 2}}' >channels.json
cat >ramp.py <<'CODE'
from osprey.runtime import read_channel, write_channel
value = read_channel('SR:MAG:SP')
for step in range(5):
    value += 0.75
    write_channel('SR:MAG:SP', value)
results = {'value': value}
CODE
try mynah run ramp.py --channels channels.json --approve yes | grep -v '\^'
echo 'results = {"x": 1}' | try mynah run --format json - | sed 's/"policy":"[0-9a-f]*"/"policy":"..."/'
echo 'print(1); results = undefined' | try mynah run - | grep -v '\^'
# It waits, is kept where only its owner can read it, and goes on later.
try mynah run --behavior channel_write --token token.json </dev/null
stat -c %a token.json
try mynah run --resume token.json --approve yes
try mynah run --resume token.json --approve no
echo 'policy: {protected: ["*:KILL"]}' >strict.yml
try mynah run --resume token.json --approve yes --config strict.yml
sed 's/"code":"/&AAAA/' token.json >forged.json
try mynah run --resume forged.json --approve yes
# At a terminal a person is asked.
python3 - <<'CODE' | tr -d '\r'
import os, pty
pid, terminal = pty.fork()
if pid == 0:
    os.execlp("mynah", "mynah", "run", "--behavior", "channel_write")
os.write(terminal, b"n\n")
data = b""
try:
    while True:
        data += os.read(terminal, 4096)
except OSError:
    pass
print(data.decode().replace("n\r\n", "", 1), end="")
print("exit", os.WEXITSTATUS(os.waitpid(pid, 0)[1]))
CODE
# Usage.
try mynah run
try mynah run --behavior channel_write ramp.py
try mynah run --resume token.json
try mynah run --set a=b ramp.py
try mynah run --behavior no_such
try mynah run missing.py
echo '{"A": {"valeu": 1}}' >wrong.json
try mynah run ramp.py --channels wrong.json
echo 'execution: {python: no-such-python}' >python.yml
try mynah run ramp.py --config python.yml
echo 'execution: {execution_method: containr}' >method.yml
try mynah run ramp.py --config method.yml
# Where there is no bubblewrap nothing dangerous runs.
mkdir bin
ln -s "$(python3 -c 'import sys; print(sys.executable)')" bin/python3
ln -s "$(command -v mynah)" bin
PATH=$PWD/bin:/no-such try mynah run --behavior security_risk --approve yes
