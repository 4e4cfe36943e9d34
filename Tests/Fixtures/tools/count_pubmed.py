"""Reads PubMed XML with the standard library alone, as an independent check on Syntag's own reader.

Run it on any number of files, plain or gzip:

    python3 count_pubmed.py FILE...

For each file it prints one JSON line {"file", "root"} and then one JSON line for every citation and deletion, in file
order: pmid, version, status, position, title, text, passages as [kind, label, language, text], doi, pmc, journal, year,
date, languages, types, collectives. A citation without a usable PMID has {"position", "unreadable": true}.

The rules are those of Sources/PubMed/PubMed.swift, written again from the description and not from the code: whole
trees by xml.etree instead of a stream.
"""

import gzip
import json
import re
import sys
import xml.etree.ElementTree as ET

SPACE = " \t\r\n"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
TOKENS = {"mi", "mn", "mo", "ms", "mtext"}
SETS = {"PubmedArticleSet", "MedlineCitationSet", "PubmedBookArticleSet", "BookDocumentSet"}
RECORDS = {"PubmedArticle", "PubmedBookArticle", "MedlineCitation", "BookDocument"}
MONTHS = "january february march april may june july august september october november december".split()


def local(element):
    return element.tag.split("}")[-1]


def text_of(element, in_math=False, in_token=False):
    """All characters under an element but the layout of formulas and their annotations."""
    name = local(element)
    layout = in_math and not in_token
    if layout and name in ("annotation", "annotation-xml"):
        return ""
    if layout and name in TOKENS:
        in_token, layout = True, False
    pieces = []

    def add(piece):
        if piece and not (layout and not piece.strip(SPACE)):
            pieces.append(piece)

    add(element.text)
    for child in element:
        pieces.append(text_of(child, in_math or local(child) == "math", in_token))
        add(child.tail)
    return "".join(pieces)


def value(element):
    return text_of(element).strip(SPACE) if element is not None else ""


def values(elements):
    seen = []
    for element in elements:
        one = value(element)
        if one and one not in seen:
            seen.append(one)
    return seen


def first(elements):
    for element in elements:
        if value(element):
            return value(element)
    return None


def month_number(name):
    if name.isdigit():
        return int(name) if 1 <= int(name) <= 12 else None
    matches = [i + 1 for i, month in enumerate(MONTHS) if len(name) >= 3 and month.startswith(name.lower())]
    return matches[0] if matches else None


def publication_date(date):
    if date is None:
        return None, None
    parts = {local(child): value(child) for child in date}
    if re.fullmatch(r"[1-9]\d{3}", parts.get("Year", "")):
        text = parts["Year"]
        month = month_number(parts.get("Month", ""))
        if month:
            text += f"-{month:02d}"
            if re.fullmatch(r"\d+", parts.get("Day", "")) and 1 <= int(parts["Day"]) <= 31:
                text += f"-{int(parts['Day']):02d}"
        return int(parts["Year"]), text
    words = re.findall(r"[A-Za-z0-9]+", parts.get("MedlineDate", ""))
    for index, word in enumerate(words):
        if re.fullmatch(r"[1-9]\d{3}", word):
            following = words[index + 1] if index + 1 < len(words) else ""
            month = month_number(following) if following[:1].isalpha() else None
            return int(word), word + (f"-{month:02d}" if month else "")
    return None, None


def passages_of(holder, title):
    """Passages in the order of the text: title, vernacular title, abstract, other abstracts."""
    article, citation = holder
    languages = values(article.findall("Language"))
    foreign = next((language for language in languages if language != "eng"), None)
    found = [("title", None, None, text_of(element)) for element in title]
    found += [("vernacular_title", None, foreign, text_of(e)) for e in article.findall("VernacularTitle")]
    for abstract in article.findall("Abstract"):
        for section in abstract.findall("AbstractText"):
            label = section.get("Label")
            found.append(("abstract", label if label and label.strip(SPACE) else None, None, text_of(section)))
    for abstract in citation.findall("OtherAbstract"):
        language = abstract.get("Language") or None
        own = []
        for section in abstract.findall("AbstractText"):
            label = section.get("Label")
            label = label if label and label.strip(SPACE) else None
            own.append(("other_abstract", label, None if language == "eng" else language, text_of(section)))
        own = [passage for passage in own if passage[3].strip(SPACE)]
        if all(passage[1] is None for passage in own):
            own = [(kind, abstract.get("Type") or None, lang, text) for kind, _, lang, text in own]
        found += own
    return [passage for passage in found if passage[3].strip(SPACE)]


def doi_and_pmc(lists, article):
    identifiers = [(e.get("IdType"), value(e)) for one in lists for e in one.findall("ArticleId") if value(e)]
    doi = next((text for kind, text in identifiers if kind == "doi"), None)
    if doi is None:
        locations = [e for e in article.findall("ELocationID") if e.get("EIdType") == "doi" and e.get("ValidYN") != "N"]
        doi = first(locations)
    return doi, next((text for kind, text in identifiers if kind == "pmc"), None)


def groups(lists):
    kept = [one for one in lists if one.get("Type") != "editors"]
    return values(name for one in kept for name in one.findall("Author/CollectiveName"))


def read_citation(record, position):
    name = local(record)
    inner = record if name in ("MedlineCitation", "BookDocument") else None
    if inner is None:
        inner = record.find("MedlineCitation")
        inner = inner if inner is not None else record.find("BookDocument")
    pmids = inner.findall("PMID") if inner is not None else []
    if len(pmids) != 1 or not re.fullmatch(r"[0-9]{1,18}", value(pmids[0])):
        return {"position": position, "unreadable": True}
    result = {"pmid": value(pmids[0]), "version": int(pmids[0].get("Version", "1")), "status": "current"}
    empty = ET.Element("Article")
    if local(inner) == "BookDocument":
        article = inner
        book = inner.find("Book") if inner.find("Book") is not None else empty
        title = [e for e in inner.findall("ArticleTitle") if text_of(e).strip(SPACE)]
        journal = first(book.findall("BookTitle")) if title else None
        title = title or [e for e in book.findall("BookTitle") if text_of(e).strip(SPACE)][:1]
        date = book.find("PubDate")
        types = inner.findall("PublicationType")
        lists = inner.findall("ArticleIdList") + record.findall("PubmedBookData/ArticleIdList")
        authors = book.findall("AuthorList") + inner.findall("AuthorList")
    else:
        article = inner.find("Article") if inner.find("Article") is not None else empty
        title = article.findall("ArticleTitle")
        journal = first(article.findall("Journal/Title")) or first(article.findall("Journal/ISOAbbreviation"))
        journal = journal or first(inner.findall("MedlineJournalInfo/MedlineTA"))
        date = article.find("Journal/JournalIssue/PubDate")
        types = article.findall("PublicationTypeList/PublicationType")
        lists = record.findall("PubmedData/ArticleIdList")
        authors = article.findall("AuthorList")
    passages = passages_of((article, inner), title)
    text = "\n".join(passage[3] for passage in passages)
    if passages and passages[0][0] != "title":
        text = "\n" + text
    doi, pmc = doi_and_pmc(lists, article)
    year, iso = publication_date(date)
    result |= {
        "position": position,
        "text": text,
        "passages": [[kind, label, language, one.strip(SPACE)] for kind, label, language, one in passages],
        "doi": doi,
        "pmc": pmc,
        "journal": journal,
        "year": year,
        "date": iso,
        "languages": values(article.findall("Language")),
        "types": values(types),
        "collectives": groups(authors),
    }
    return result


def read_file(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    root = ET.fromstring(data)
    yield {"file": path, "root": local(root)}
    members = list(root) if local(root) in SETS else [root]
    position = 0
    for member in members:
        if local(member) in ("DeleteCitation", "DeleteDocument"):
            for pmid in member.findall("PMID"):
                position += 1
                version = int(pmid.get("Version", "1"))
                yield {"pmid": value(pmid), "version": version, "status": "deleted", "position": position, "text": ""}
        else:
            position += 1
            if local(member) in RECORDS:
                yield read_citation(member, position)
            else:
                yield {"position": position, "unreadable": True}


def main():
    for path in sys.argv[1:]:
        for line in read_file(path):
            print(json.dumps(line, ensure_ascii=True, sort_keys=True))


if __name__ == "__main__":
    main()
