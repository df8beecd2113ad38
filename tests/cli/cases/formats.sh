# Formats for other programs; what is in them is looked at by tests/formats.
cp "$here/../../examples/snippet.py" .
echo 'results = {}' > fine.py
for format in github gitlab junit; do
    try mynah check --format $format snippet.py fine.py missing.py
done
for format in sarif html; do
    mynah check --format $format snippet.py fine.py missing.py > out
    echo "exit $?"
    mynah check --format $format --jobs 3 snippet.py fine.py missing.py | cmp - out
done
# Nothing to be judged is a document, too.
for format in json sarif github gitlab junit; do
    printf '' | mynah check --format $format --files-from - > out
    echo "exit $?"
    test $format = sarif || cat out
done
# A file is replaced when all is done, or stays.
try mynah check --format ndjson --output out fine.py
grep -c '"verdict":"allow"' out
mynah check --output out --baseline missing.json fine.py
grep -c '"verdict":"allow"' out
try mynah check --output missing/out fine.py
try mynah check --output /dev/full fine.py
try mynah check --output . fine.py
ls
