"""Writes the compressed fixtures of PubMedTests: four small citations as one gzip member, and as two with zeros behind.

Run it in the folder Tests/Fixtures/tools:

    python3 make_pubmed_gzip.py ../pubmed

Its output is the same on every run; the damage is done by the tests themselves.
"""

import gzip
import random
import sys

words = "gene protein cell receptor kinase tumour mouse patient level dose".split()


def citation(pmid, generator):
    text = " ".join(generator.choice(words) for _ in range(80))
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><Article><ArticleTitle>Title {pmid}.'
        f"</ArticleTitle><Abstract><AbstractText>{text}.</AbstractText></Abstract></Article></MedlineCitation>"
        "</PubmedArticle>\n"
    )


def main(folder):
    generator = random.Random(7)
    text = "<PubmedArticleSet>\n" + "".join(citation(n, generator) for n in range(1, 5)) + "</PubmedArticleSet>\n"
    data = text.encode()
    half = len(data) // 2
    with open(f"{folder}/four.xml.gz", "wb") as file:
        file.write(gzip.compress(data, mtime=0))
    with open(f"{folder}/members.xml.gz", "wb") as file:
        file.write(gzip.compress(data[:half], mtime=0) + gzip.compress(data[half:], mtime=0) + bytes(512))


if __name__ == "__main__":
    main(sys.argv[1])
