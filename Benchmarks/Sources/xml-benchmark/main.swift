// Measures how fast PubMed XML is read.
//
//     xml-benchmark INPUT.xml[.gz] [--runs N]
//
// Prints citations and megabytes of file a second, least of the runs, and memory. `peers/pubmed_parser_read.py` reads
// the same.

import Documents
import Foundation
import Machine
import PubMed

let arguments = CommandLine.arguments
guard arguments.count > 1, !arguments[1].hasPrefix("-") else {
    print("usage: xml-benchmark INPUT.xml[.gz] [--runs N]")
    exit(64)
}
let place = arguments.firstIndex(of: "--runs") ?? arguments.endIndex
let runs = place + 1 < arguments.count ? Int(arguments[place + 1]) ?? 3 : 3

var least = (wall: Double.infinity, cpu: Double.infinity)
var citations = 0
var characters = 0
var size: Int64 = 0
for _ in 0..<runs {
    let reader = try CitationReader(path: arguments[1])
    size = reader.fileSize
    citations = 0
    characters = 0
    let start = (wall: wallSeconds(), cpu: processSeconds())
    while let item = try reader.next() {
        guard case .citation(let document) = item else { continue }
        citations += 1
        characters += document.text.utf8.count
    }
    least.wall = min(least.wall, wallSeconds() - start.wall)
    least.cpu = min(least.cpu, processSeconds() - start.cpu)
}

func line(_ name: String, _ text: String) {
    print(name.padding(toLength: 30, withPad: " ", startingAt: 0) + text)
}
line("input", "\(citations) citations, \(characters) bytes of text, \(size) bytes of file")
line("wall clock", String(format: "%.2f s, %.0f citations a second", least.wall, Double(citations) / least.wall))
line("CPU time", String(format: "%.2f s, %.0f citations a second", least.cpu, Double(citations) / least.cpu))
line("peak resident memory", "\(peakResidentBytes() >> 20) MiB")
