# One verdict a line, in order, whatever the lines are.
short() {
    sed -e 's/"sha256":"[0-9a-f]*",//' -e 's/"policy":"[0-9a-f]*",//' -e 's/"findings":.*"reasons"/"reasons"/'
}
cat > lines <<'END'
{"id":"one","code":"results = {}\n"}
{"code":"x = 1"}
{"id":17,"code":"results = {"}

not json
[]
{"id":"none"}
{"id":"number","code":1}
{"id":{},"code":""}
{"id":"twice","code":"a","code":"b"}
{"id":"nul","code":"results = {}\u0000"}
{"id":"half","code":"results = {'a': '\ud800'}"}
{"id":"pair","code":"results = {'a': '\ud83d\udc26'}"}
{"id":"\ud800","code":"results = {}"}
{"id":"more","code":"results = {}","note":[1.5]}
END
mynah check --batch < lines | short > short.txt
cat short.txt
mynah check --batch < lines > /dev/null
echo "exit $?"
printf '{"id":"last","code":"results = {}"}' | mynah check --batch | short
printf '' | mynah check --batch
echo "exit $?"
printf '{"id":"bytes","code":"\377"}\n' | mynah check --batch | short
# A verdict is there before the next line comes.
mkfifo in out
mynah check --batch < in > out &
exec 3> in 4< out
echo '{"id":"first","code":"results = {}"}' >&3
read -r answer <&4
echo "$answer" | short
exec 3>&- 4<&-
wait
# Threads change nothing.
awk 'BEGIN { for (i = 0; i < 300; i++) printf "{\"id\":%d,\"code\":\"x = %d\\n%s\"}\n", i, i, i % 3 ? "results = {}" : "import os; os.system(x)" }' > many
mynah check --batch < many > one
echo "exit $?"
for jobs in 2 5; do
    mynah check --batch --jobs $jobs < many | cmp - one
done
mynah check --batch --jobs 3 < lines | short | cmp - short.txt
mkfifo in2 out2
mynah check --batch --jobs 2 < in2 > out2 &
exec 3> in2 4< out2
for id in 1 2 3; do
    echo "{\"id\":$id,\"code\":\"results = {}\"}" >&3
    read -r answer <&4
    echo "$answer" | short
done
exec 3>&- 4<&-
wait
