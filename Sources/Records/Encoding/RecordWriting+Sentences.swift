internal import Documents

extension RecordWriting {
    /// Appends a sentence with its tokens in columns; what no tagger or parser found is left out.
    func write(_ sentence: Sentence, number: Int, to line: inout JSONBytes) throws(DocumentFault) {
        line.append(UInt8(ascii: "{"))
        write(sentence.span, to: &line)
        line.append(#","tokens":{"start":"#)
        let tokens = sentence.tokens
        writeNumbers(tokens.count, to: &line) { codePoints.codePoint(ofByte: tokens[$0].span.start) }
        line.append(#","end":"#)
        writeNumbers(tokens.count, to: &line) { codePoints.codePoint(ofByte: tokens[$0].span.end) }
        if let first = tokens.first {
            if first.xpos != nil {
                line.append(#","pos":"#)
                writeStrings(tokens.count, to: &line) { tokens[$0].xpos }
            }
            if first.upos != nil {
                line.append(#","upos":"#)
                writeStrings(tokens.count, to: &line) { tokens[$0].upos }
            }
        }
        if let tree = sentence.dependencies {
            line.append(#","head":"#)
            writeNumbers(tokens.count, to: &line) { tree.heads[$0] }
            line.append(#","deprel":"#)
            writeStrings(tokens.count, to: &line) { tree.relations[$0] }
        }
        line.append(UInt8(ascii: "}"))
        if let tree = sentence.constituents {
            line.append(#","tree":""#)
            try write(tree, of: number, tokens: tokens.count, to: &line)
            line.append(UInt8(ascii: "\""))
        }
        if !sentence.pieces.isEmpty {
            line.append(#","pieces":"#)
            writeNumbers(sentence.pieces.count, to: &line) { sentence.pieces[$0] }
        }
        line.append(UInt8(ascii: "}"))
    }

    private func write(
        _ tree: ConstituencyTree,
        of sentence: Int,
        tokens: Int,
        to line: inout JSONBytes
    ) throws(DocumentFault) {
        do throws(Brackets.Fault) {
            try Brackets.append(tree, tokens: tokens, to: &line)
        } catch {
            switch error {
            case .nesting(let constituent): throw .nesting(sentence: sentence, constituent: constituent)
            case .label(let label): throw .label(sentence: sentence, label)
            }
        }
    }

    @inline(__always)
    private func writeNumbers(_ count: Int, to line: inout JSONBytes, _ number: (Int) -> Int) {
        line.reserve(21 * count + 2)
        line.store(UInt8(ascii: "["))
        for index in 0..<count {
            if index > 0 { line.store(UInt8(ascii: ",")) }
            line.storeDecimal(number(index))
        }
        line.store(UInt8(ascii: "]"))
    }

    @inline(__always)
    private func writeStrings(_ count: Int, to line: inout JSONBytes, _ string: (Int) -> String?) {
        line.append(UInt8(ascii: "["))
        for index in 0..<count {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            line.append(string: string(index))
        }
        line.append(UInt8(ascii: "]"))
    }
}
