/// A reader of Prometheus' text format, as strict as its description, for the tests.
struct Exposition {
    struct Malformed: Error { let line: String, reason: String }

    struct Family: Equatable {
        var kind: String
        var help: String
        /// Value by name and labels in their order.
        var samples: [Sample] = []
    }

    struct Sample: Equatable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    /// Families in the order in which they stand.
    private(set) var order: [String] = []
    private(set) var families: [String: Family] = [:]

    init(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else {
            throw Malformed(line: text, reason: "no line break at the end")
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) {
            if line.hasPrefix("# HELP ") {
                let parts = line.dropFirst(7).split(separator: " ", maxSplits: 1).map(String.init)
                guard parts.count == 2, families[parts[0]] == nil else { throw Malformed(line: line, reason: "help") }
                order.append(parts[0])
                families[parts[0]] = Family(kind: "", help: try Self.unescaped(parts[1], quotes: false))
            } else if line.hasPrefix("# TYPE ") {
                let parts = line.dropFirst(7).split(separator: " ").map(String.init)
                guard parts.count == 2, parts[0] == order.last, families[parts[0]]?.samples.isEmpty == true else {
                    throw Malformed(line: line, reason: "type")
                }
                families[parts[0]]?.kind = parts[1]
            } else {
                try take(Self.sample(line), line: line)
            }
        }
    }

    /// The value of a series.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        families.values.flatMap(\.samples).first { $0.name == name && $0.labels == labels }?.value
    }

    private mutating func take(_ sample: Sample, line: String) throws {
        guard let name = order.last, let family = families[name] else {
            throw Malformed(line: line, reason: "no family")
        }
        let names = family.kind == "histogram" ? ["_bucket", "_sum", "_count"].map { name + $0 } : [name]
        guard names.contains(sample.name) else { throw Malformed(line: line, reason: "not of family \(name)") }
        guard !family.samples.contains(where: { $0.name == sample.name && $0.labels == sample.labels }) else {
            throw Malformed(line: line, reason: "twice")
        }
        families[name]?.samples.append(sample)
    }

    private static func sample(_ line: String) throws -> Sample {
        var rest = line[...]
        func fail(_ reason: String) -> Malformed { Malformed(line: line, reason: reason) }
        let name = String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_:".contains($0)) })
        rest = rest.dropFirst(name.count)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            rest = rest.dropFirst()
            while rest.first != "}" {
                let label = String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
                rest = rest.dropFirst(label.count)
                guard !label.isEmpty, rest.hasPrefix("=\"") else { throw fail("label") }
                rest = rest.dropFirst(2)
                var value = ""
                while let next = rest.first, next != "\"" {
                    value.append(next)
                    rest = rest.dropFirst()
                    if next == "\\", let escape = rest.first {
                        value.append(escape)
                        rest = rest.dropFirst()
                    }
                }
                guard rest.first == "\"", labels.updateValue(try unescaped(value, quotes: true), forKey: label) == nil
                else {
                    throw fail("value of label")
                }
                rest = rest.dropFirst()
                if rest.first == "," {
                    rest = rest.dropFirst()
                } else if rest.first != "}" {
                    throw fail("end of label")
                }
            }
            rest = rest.dropFirst()
        }
        let number = ["+Inf": Double.infinity, "-Inf": -.infinity, "NaN": .nan][String(rest.dropFirst())]
        guard !name.isEmpty, rest.first == " ", let value = number ?? Double(rest.dropFirst()) else {
            throw fail("number")
        }
        return Sample(name: name, labels: labels, value: value)
    }

    private static func unescaped(_ text: String, quotes: Bool) throws -> String {
        var plain = ""
        var rest = text[...]
        while let next = rest.popFirst() {
            guard next == "\\" else {
                plain.append(next)
                continue
            }
            switch rest.popFirst() {
            case "\\": plain.append("\\")
            case "n": plain.append("\n")
            case "\"" where quotes: plain.append("\"")
            default: throw Malformed(line: text, reason: "escape")
            }
        }
        return plain
    }
}
