# Folders are walked for *.py, in order of names; links to folders are not followed.
mkdir -p b/deep a .hidden
for file in b/deep/1.py b/2.py a/z.py a/b.py .hidden/h.py top.py; do
    echo 'results = {}' > "$file"
done
echo 'no python' > a/readme.txt
ln -s .. a/loop
ln -s ../b/2.py a/link.py
try mynah check .
try mynah check b a/z.py top.py
try mynah check --jobs 3 .
mynah check --jobs 4 --format ndjson . > four
mynah check --format ndjson . > one
cmp one four && echo "the same"
mkdir none
try mynah check none
ln -s nowhere a/dangling.py
mynah check a
echo "exit $?"
mynah check --format json b | sed -e 's/"sha256":"[0-9a-f]*"/"sha256":"..."/' -e 's/"policy":"[0-9a-f]*"/"policy":"..."/'
