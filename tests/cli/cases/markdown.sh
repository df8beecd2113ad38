# Models answer in Markdown: its Python is judged, with the places of the Markdown.
cat > answer.md <<'END'
# coding: utf-7 is only a heading here

1. First:

   ```python
   import epics
   epics.caput("A", 1)
   ```

> ~~~ {.python title="x"}
> text = """
> ```
> """
> results = {"x": 1}
> ~~~

Output:

```
Position: 3 mm
```

```
os = __import__("os")
```

```bash
rm -rf /
```

````py
def f():
	os.system("é" + ")")
END
try mynah check answer.md
mynah check --format ndjson answer.md | grep -o '"sha256":"[0-9a-f]*"' | cut -d'"' -f4 > hash
sha256sum < answer.md | cut -d' ' -f1 | cmp - hash
try mynah check --markdown - < answer.md | tail -2
# Without any fence all is code; a fence of something else is none.
printf 'results = {"a": 1}\n' | mynah check --markdown -
printf 'Sorry, I cannot do that.\n' | mynah check --markdown -
printf 'Look:\n```sh\nls\n```\n' | mynah check --markdown -
printf '```\nresults = {}\n```\n' | mynah check --markdown -
printf '```python\nx = (\n```\n```python\nresults = {}\n```\n' | mynah check --markdown -
printf '```python\n# coding: utf-7\nresults = {}\n```\n' | mynah check --markdown -
printf 'text\377\n```python\nresults = {}\n```\n' | mynah check --markdown -
printf '' | mynah check --markdown -
printf '```python' | mynah check --markdown -
printf '```python\r\nimport epics\r\nepics.caput("A", 1)\r\n```\r\n' | mynah check --results optional --markdown -
printf '{"code":"```py\\nresults = {}\\n```"}\n' | mynah check --batch --markdown | grep -o '"verdict":"[a-z]*"'
