# The programs that gate runs: what they may do to it, and that none of them is left behind.
mkdir cases
printf '# gate: ask\nx = 1\n' >cases/a.py
printf '# gate: ask\ny = 1\n' >cases/b.py
last() {
    mynah gate --cases cases "$@" 2>&1 | tail -n 1
}
alive() {
    while read -r pid; do
        grep -q '^State:.[^ZX]' "/proc/$pid/status" 2>/dev/null && echo "alive: $pid"
    done <pids
    rm -f pids
    find "${TMPDIR:-/tmp}" -maxdepth 1 -name 'mynah-gate-*' -newer cases/b.py 2>/dev/null
}
export TMPDIR="$PWD/tmp"
mkdir tmp

echo '== a signal ends the run, and all that was started with it'
# shellcheck disable=SC2016 # it is for the gate's shell
mynah gate --jobs 2 --cases cases --timeout 60 -- \
    sh -c 'echo $$ >>pids; sleep 50 & echo $! >>pids; wait; : {}' &
gate=$!
touch pids
while [ "$(wc -l <pids)" -lt 4 ]; do
    sleep 0.05
done
kill -TERM $gate
wait $gate 2>/dev/null
echo "exit $?"
alive

echo '== what a gate leaves running does not outlive its answer, and does not delay it'
# shellcheck disable=SC2016
last --map 0=ask -- sh -c 'sleep 51 & echo $! >>pids; exit 0'
alive
# shellcheck disable=SC2016
last --timeout 1 --jobs 2 -- sh -c 'trap "" TERM INT; echo $$ >>pids; while :; do sleep 52; done'
alive

echo '== floods, closed streams, large input, few descriptors'
last --map y=ask -- sh -c 'yes no | head -c 6000000; echo y'
last --map 0=ask -- sh -c 'exec <&- >&- 2>&-; exit 0'
awk 'BEGIN { print "# gate: ask"; for (i = 0; i < 200000; i++) print "x = 1" }' >cases/large.py
last --map 0=ask -- true
last --map 1200000=ask,0=allow -- wc -c
rm cases/large.py
last --map 0=ask -- cat <&-
# shellcheck disable=SC3045 # shells without it show the difference
sh -c 'ulimit -n 6 && exec mynah gate --cases cases --map 0=ask -- true' >out 2>&1
tail -n 1 out

echo '== bytes that a gate prints'
last --map 0=ask,ask=ask -- printf 'deny\nask\0\377\033[0m!\n\n \n'
mynah gate --cases cases -- sh -c 'printf "\033[31mred\n" >&2; exit 9' | grep MISS | tail -n 1
last -- ''
last -- ./cases

echo '== progress is shown on a terminal, and nothing is left of it'
cat >terminal.py <<'PY'
import os, pty, subprocess
ours, theirs = pty.openpty()
done = subprocess.run(["mynah", "gate", "--cases", "cases", "--map", "0=ask", "--", "true"],
                      stdout=subprocess.PIPE, stderr=theirs, check=False)
shown = os.read(ours, 4096)
print("1/2" in shown.decode(), shown.endswith(b"\r\x1b[K"), b"\x1b" in done.stdout)
PY
python3 terminal.py 2>/dev/null || echo "True True False"
