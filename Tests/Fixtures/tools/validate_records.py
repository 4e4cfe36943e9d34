"""Checks record files against the schema and against their own text, independently of the program that wrote them.

    python3 validate_records.py FILE...

Files are JSON lines, plain or (names ending in .zst) compressed, which the `zstd` command decompresses. Every line
is checked against etc/schema/syntag-1.schema.json by the Python package jsonschema (4.10 or newer), and then for what
a schema cannot say: that offsets lie within the text, that text[start:end] is the mention, and that sentences and
tokens are in order. Prints the first violations of each file and exits with 1 if there are any.
"""

import json
import pathlib
import subprocess
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).resolve().parents[3] / "etc" / "schema" / "syntag-1.schema.json"
MOST_REPORTED = 10


def lines_of(path):
    """Yields the lines of a file as bytes."""
    if not path.endswith(".zst"):
        with open(path, "rb") as file:
            yield from file
        return
    with subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE) as process:
        yield from process.stdout
    if process.returncode != 0:
        raise OSError(f"zstd -d leaves with {process.returncode}")


def no_duplicates(pairs):
    """Makes a dictionary of an object's members, each of which may be there once."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key is there twice")
    return members


def spans_in_order(name, spans, length):
    """Yields what is wrong with half-open spans that should follow one another within a text."""
    last = 0
    for start, end in spans:
        if not last <= start <= end <= length:
            yield f"{name} {start}..{end} is out of order or outside"
        last = end


def leaves(tree):
    """The token numbers of a bracketed tree, or an error when its brackets do not balance."""
    depth, numbers, expects_label = 0, [], False
    for word in tree.replace("(", " ( ").replace(")", " ) ").split():
        if word == "(":
            depth, expects_label = depth + 1, True
        elif word == ")":
            depth -= 1
        elif expects_label:
            expects_label = False
        else:
            numbers.append(int(word))
    if depth != 0:
        raise ValueError("brackets do not balance")
    return numbers


def sentence_violations(sentence, length):
    """Yields what is wrong with a sentence."""
    tokens = sentence["tokens"]
    count = len(tokens["start"])
    if any(len(column) != count for column in tokens.values()):
        yield "columns of tokens differ in length"
        return
    yield from spans_in_order("token", zip(tokens["start"], tokens["end"]), length)
    if count and not (sentence["start"] <= tokens["start"][0] and tokens["end"][-1] <= sentence["end"]):
        yield "tokens are outside their sentence"
    if any(head > count for head in tokens.get("head", [])):
        yield "a head is no token"
    pieces = sentence.get("pieces")
    if pieces and (pieces[0] != 0 or pieces != sorted(set(pieces)) or pieces[-1] >= count):
        yield f"the pieces are out of order: {pieces}"
    if "tree" in sentence and leaves(sentence["tree"]) != list(range(1, count + 1)):
        yield f"the tree's leaves are not the tokens: {sentence['tree']}"


def violations(record):
    """Yields what is wrong with a record that the schema allows."""
    text = record["text"]
    sentences = record["sentences"]
    yield from spans_in_order("passage", ((p["start"], p["end"]) for p in record["passages"]), len(text))
    yield from spans_in_order("sentence", ((s["start"], s["end"]) for s in sentences), len(text))
    for sentence in sentences:
        yield from sentence_violations(sentence, len(text))
        if not any(p["start"] <= sentence["start"] and sentence["end"] <= p["end"] for p in record["passages"]):
            yield "a sentence is in no passage"
    for entity in record["entities"]:
        if text[entity["start"] : entity["end"]] != entity["text"]:
            yield f"{entity['id']}: text[{entity['start']}:{entity['end']}] is not {entity['text']!r}"
        first, last = entity["tokens"]
        if entity["sentence"] >= len(sentences) or last >= len(sentences[entity["sentence"]]["tokens"]["start"]):
            yield f"{entity['id']}: no such sentence or token"
            continue
        tokens = sentences[entity["sentence"]]["tokens"]
        if not (
            tokens["start"][first] <= entity["start"] < tokens["end"][first]
            and tokens["start"][last] < entity["end"] <= tokens["end"][last]
        ):
            yield f"{entity['id']}: not in its tokens"


def check(path, validator):
    """Prints the first violation of each of a file's first bad lines and returns the numbers of lines and bad lines."""
    count = found = 0
    for number, line in enumerate(lines_of(path), 1):
        count = number
        try:
            record = json.loads(line.decode("utf-8"), object_pairs_hook=no_duplicates)
            wrong = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(record)]
            wrong = wrong or list(violations(record))
        except ValueError as error:
            wrong = [str(error)]
        for violation in wrong[:1]:
            found += 1
            if found <= MOST_REPORTED:
                print(f"{path}: line {number}: {violation[:300]}")
    return count, found


def main(paths):
    """Checks all files."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failed = False
    for path in paths:
        count, found = check(path, validator)
        print(f"{path}: {count} records, {found} violations")
        failed = failed or found > 0
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
