"""Times pubmed_parser on the file that xml-benchmark reads.

    python Benchmarks/peers/pubmed_parser_read.py INPUT.xml[.gz] [RUNS]

Needs the Python package pubmed-parser.
"""

import resource
import sys
import time

import pubmed_parser

path = sys.argv[1]
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
wall = cpu = float("inf")
count = 0
for _ in range(runs):
    start = time.monotonic(), time.process_time()
    count = sum(1 for _ in pubmed_parser.parse_medline_xml(path, year_info_only=False))
    wall = min(wall, time.monotonic() - start[0])
    cpu = min(cpu, time.process_time() - start[1])
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"pubmed_parser: {count} citations; {wall:.2f} s, {count / wall:.0f} citations a second; "
      f"CPU {cpu:.2f} s; peak {memory} MiB")
