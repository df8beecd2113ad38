#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ask CPython and the recogniser about the same code, and print where they disagree; and whether the
nodes that the grammar makes of it are those that are made of tree-sitter's tree.

    conformance.py RECOGNISE [--files N|all] [--mutants N] [--seed N]

The code is the standard library of the Python that runs this, and mutants of pieces of it: one or
two small edits each, of the kinds that generated code has.  A disagreement on whether code compiles
fails the run; so does an agreement on the line below 99.5 %.  Line, message and column are counted.
So does a node that differs, but for those that tree-sitter is known to misread: see MISREAD.
"""

import argparse
import pathlib
import random
import subprocess
import sys
import sysconfig
import warnings

warnings.simplefilter('ignore')

VERSION = sys.version_info[0] * 100 + sys.version_info[1]


def ask_python(code):
    """Return None, or (type, line, column, message)."""
    try:
        compile(code, '<code>', 'exec', dont_inherit=True)
    except SyntaxError as error:
        return type(error).__name__, error.lineno, error.offset, error.msg
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return type(error).__name__, None, None, str(error)
    return None


def run_recogniser(program, codes, *arguments):
    parts = []
    for code in codes:
        parts += [b'%d\n' % len(code), code]
    answer = subprocess.run([program, str(VERSION), *arguments], input=b''.join(parts),
                            stdout=subprocess.PIPE, check=True)
    return answer.stdout.decode('utf-8', 'replace').split('\n')[:-1]


def ask_recogniser(program, codes):
    answers = []
    for line in run_recogniser(program, codes):
        if line == 'ok':
            answers.append(None)
        else:
            kind, number, column, _, _, message = line.split('\t', 5)
            answers.append((kind, int(number), int(column), message))
    return answers


def standard_library():
    root = pathlib.Path(sysconfig.get_paths()['stdlib'])
    return sorted(path for path in root.rglob('*.py')
                  if 'site-packages' not in path.parts and 'dist-packages' not in path.parts)


WORDS = ['if', 'else', 'elif', 'for', 'in', 'not', 'and', 'or', 'is', 'return', 'yield', 'await', 'async',
         'def', 'class', 'lambda', 'pass', 'break', 'continue', 'global', 'nonlocal', 'import', 'from',
         'as', 'with', 'try', 'except', 'finally', 'raise', 'del', 'while', 'None', 'True', 'print',
         'match', 'case', 'x', 'self', '1', '0x1', '07', '1.5', "'a'", '"', "'", '"""', "f'{x}'", "f'{", '*',
         '**', '=', '==', ':=', '->', ':', ',', ';', '.', '...', '(', ')', '[', ']', '{', '}', '@', '+', '-',
         '!', '?', '$', '\\', '#', '`', '\u2019', '\u00a0', '\u00e9', '\t', '\n', '\n    ', '    ']


class Mutator:
    """Small edits of a text, by a seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def delete_character(self, text):
        at = self.random.randrange(len(text))
        return text[:at] + text[at + 1:]

    def delete_some(self, text):
        at = self.random.randrange(len(text))
        return text[:at] + text[at + self.random.randint(2, 12):]

    def double_character(self, text):
        at = self.random.randrange(len(text))
        return text[:at] + text[at] + text[at:]

    def swap_characters(self, text):
        at = self.random.randrange(max(1, len(text) - 1))
        return text[:at] + text[at:at + 2][::-1] + text[at + 2:]

    def insert_word(self, text):
        at = self.random.randrange(len(text) + 1)
        word = self.random.choice(WORDS)
        gap = self.random.choice(['', ' '])
        return text[:at] + gap + word + gap + text[at:]

    def replace_word(self, text):
        words = [i for i in range(len(text))
                 if text[i].isalnum() and (i == 0 or not text[i - 1].isalnum())]
        if not words:
            return text
        at = self.random.choice(words)
        end = at
        while end < len(text) and text[end].isalnum():
            end += 1
        return text[:at] + self.random.choice(WORDS) + text[end:]

    def change_line(self, text):
        lines = text.split('\n')
        at = self.random.randrange(len(lines))
        kind = self.random.randrange(6)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines[at] = ' ' * self.random.randint(1, 5) + lines[at]
        elif kind == 2:
            lines[at] = lines[at][self.random.randint(1, 4):]
        elif kind == 3:
            lines.insert(at, lines[self.random.randrange(len(lines))])
        elif kind == 4:
            lines[at] = lines[at].replace('    ', '\t', 1)
        else:
            lines[at] = lines[at].rstrip(':,')
        return '\n'.join(lines)

    def cut_off(self, text):
        return text[:self.random.randrange(len(text))]

    def mutate(self, text):
        edits = [self.delete_character, self.delete_some, self.double_character,
                 self.swap_characters, self.insert_word, self.insert_word, self.replace_word,
                 self.replace_word, self.change_line, self.change_line, self.cut_off]
        for _ in range(self.random.choice([1, 1, 1, 2])):
            text = self.random.choice(edits)(text) or 'x'
        return text


def mutants(paths, count, seed):
    mutator = Mutator(seed)
    made = []
    while len(made) < count and paths:
        path = mutator.random.choice(paths)
        try:
            lines = path.read_text('utf-8').split('\n')
        except (UnicodeDecodeError, OSError):
            continue
        size = mutator.random.randint(3, 40)
        start = mutator.random.randrange(max(1, len(lines) - size))
        while start > 0 and (not lines[start] or lines[start][0] in ' \t#)]}'):
            start -= 1  # at the start of a statement
        piece = '\n'.join(lines[start:start + size]).rstrip()
        if piece:
            made.append(mutator.mutate(piece + '\n').encode('utf-8', 'replace'))
    return made


class Score:
    def __init__(self):
        self.total = self.invalid = self.disagreed = 0
        self.line = self.message = self.column = 0

    def add(self, name, code, python, ours):
        self.total += 1
        if (python is None) != (ours is None):
            self.disagreed += 1
            print(f'{name}: Python {python or "compiles it"}; Mynah {ours or "accepts it"}')
            if len(code) < 4000:
                print(code.decode('utf-8', 'replace'))
                print('-' * 60)
            return
        if python is None or not python[1]:
            return
        self.invalid += 1
        self.line += python[1] == ours[1]
        self.message += python[3] == ours[3]
        self.column += python[1:3] == ours[1:3]

    def report(self, what):
        print(f'{what}: {self.total} pieces of code, {self.invalid} broken, '
              f'{self.disagreed} disagreements')
        if self.invalid:
            for name in ('line', 'message', 'column'):
                print(f'  same {name}: {100 * getattr(self, name) / self.invalid:.2f} %')
        return self.disagreed == 0 and self.line >= 0.995 * self.invalid


# What tree-sitter's grammar misreads, as the beginning of the first node that differs:
MISREAD = {
    # f'{x:=10}' has a format specification, no walrus
    ('FormattedValue > Name', 'FormattedValue > NamedExpr'),
    # with (a, b := 1), (a, *b): … has one item, a tuple; with (a,): … none that is one
    ('withitem > Tuple', 'withitem > '), ('withitem > ', 'withitem > Tuple'),
    # x: A[1:2, …] is no slice in a slice
    ('Slice > ', 'Slice > Slice'),
    # *args: *A | B is starred as a whole
    ('arg > Starred', 'arg > BinOp'),
    # the default of a type parameter, which is newer than the grammar
    ('TypeAlias > type_param', 'TypeAlias > type_param'),
    ('type_param > ', 'type_param > '),
}


class Nodes:
    """Counts how the nodes of the grammar and those from tree-sitter's tree compare."""

    def __init__(self):
        self.same = self.other = self.misread = self.differing = 0

    def add(self, name, answer):
        self.same += answer == 'ok'
        self.other += answer == '-'
        if answer not in ('ok', '-'):
            line, ours, theirs = answer.split('\t')
            known = any(ours.startswith(one) and theirs.startswith(two) for one, two in MISREAD)
            self.misread += known
            self.differing += not known
            if not known:
                print(f'{name}:{line}: the grammar makes {ours}\n  tree-sitter has {theirs}')

    def report(self, what):
        print(f'{what}: nodes are the same {self.same} times, misread by tree-sitter '
              f'{self.misread} times, and differ {self.differing} times; {self.other} times there '
              'is an error')
        return self.differing == 0


def compare(program, what, named):
    score = Score()
    nodes = Nodes()
    for at in range(0, len(named), 500):
        part = named[at:at + 500]
        codes = [code for _, code in part]
        for (name, code), ours in zip(part, ask_recogniser(program, codes)):
            score.add(name, code, ask_python(code), ours)
        for (name, _), answer in zip(part, run_recogniser(program, codes, 'nodes')):
            nodes.add(name, answer)
    good = score.report(what)
    return nodes.report(what) and good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('recognise')
    parser.add_argument('--files', default='150')
    parser.add_argument('--mutants', type=int, default=1500)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    if not 308 <= VERSION <= 314:
        print(f'Python {sys.version} is not a version that is recognised')
        return 77  # skipped
    paths = standard_library()
    chosen = paths
    if options.files != 'all':
        chosen = random.Random(options.seed).sample(paths, min(len(paths), int(options.files)))
    good = compare(options.recognise, 'standard library',
                   [(str(path), path.read_bytes()) for path in chosen])
    made = mutants(paths, options.mutants, options.seed)
    named = [(f'mutant {number} of seed {options.seed}', code) for number, code in enumerate(made)]
    return 0 if compare(options.recognise, 'mutants', named) and good else 1


if __name__ == '__main__':
    sys.exit(main())
