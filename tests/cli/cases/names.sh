# Which files are judged: --exclude, and lists of names from elsewhere.
mkdir -p src/gen src/old build
for file in src/a.py src/gen/b.py src/old/c.py build/d.py e.py 'odd "name.py' notes.md; do
    echo 'results = {}' > "$file"
done
try mynah check .
try mynah check --exclude gen --exclude ./build/ src build e.py
try mynah check --exclude 'src/*' .
try mynah check --exclude '*.py' --exclude none src
try mynah check --exclude src/a.py --exclude e.py src/a.py src/old ./e.py
try mynah check --exclude '[' src
try mynah check --exclude '' src
printf 'src/a.py\nnotes.md\n\ne.py\r\n' > list
try mynah check --files-from list
printf 'src/a.py\0odd "name.py\0Makefile\0' | mynah check --files-from -
echo "exit $?"
printf '"odd \\"name.py"\n"na\\303\\257ve.py"\n' | mynah check --files-from -
echo "exit $?"
try mynah check --files-from list --exclude src build
try mynah check --files-from missing
printf '' | mynah check --files-from -
echo "exit $?"
try mynah check --files-from - -
try mynah check --files-from list --batch
mynah check --markdown --files-from list
