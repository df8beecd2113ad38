# The snippets of examples/gate-cases: what Mynah says of them, and what a search for patterns does.
ln -s "$here/../../examples" examples
mynah gate --cases examples/gate-cases >out
echo "$?"
tail -n +2 out | sed -E '/^$/,$d; s/ +/ /g' | cut -d' ' -f2-3 | sort | uniq -c
tail -n 1 out | sed -E 's/policy [0-9a-f]{16}/policy P/'
mynah gate --jobs 2 --cases examples/gate-cases -- mynah check --exit-code verdict '{}' | tail -n 1
try mynah gate --jobs 2 --cases examples/gate-cases --map ask=ask,allow=allow -- examples/grep_gate
mynah gate --jobs 4 --cases examples/gate-cases --map ask=ask,allow=allow -- examples/grep_gate >four
mynah gate --cases examples/gate-cases --map ask=ask,allow=allow -- examples/grep_gate | cmp - four
echo '== patterns and words, as Osprey has published them'
printf 'caput("A", 1)\n' | examples/osprey_regexes
printf 'p = caput\np("A", 1)\n' | examples/osprey_regexes
printf 'model.eval()\n' | examples/osprey_regexes
printf 'def f(:\n' | examples/osprey_regexes
