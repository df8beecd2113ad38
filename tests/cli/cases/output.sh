# Results that nobody gets are trouble.
echo 'results = {}' > a.py
mynah check a.py > /dev/full
echo "exit $?"
mynah rules > /dev/full
echo "exit $?"
mynah --help > /dev/full
echo "exit $?"
echo '{"code":""}' | mynah check --batch > /dev/full
echo "exit $?"
# A reader that goes away ends the run.
yes '{"code":"results = {}"}' | head -n 100000 | {
    mynah check --batch
    echo "exit $?" > code
} 2> complaint | head -n 1 > /dev/null
cat complaint code
