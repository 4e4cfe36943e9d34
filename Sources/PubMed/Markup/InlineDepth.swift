/// What lies open inside a field: inline markup and formulas.
///
/// In MathML only the token elements hold text; white space between the other elements is layout. An annotation says
/// the same formula again in another notation, and is no text.
struct InlineDepth {
    /// Elements open inside the field.
    private(set) var elements = 0
    /// Depth at which a formula, a token element, an annotation began; 0 when there is none.
    private var math = 0
    private var token = 0
    private var annotation = 0

    /// True inside the annotation of a formula.
    var isInAnnotation: Bool { annotation > 0 }

    /// Enters an element.
    mutating func open(_ element: Element) {
        elements += 1
        if math == 0 {
            if element == .math { math = elements }
        } else if token == 0 && annotation == 0 {
            if element == .mathToken { token = elements }
            if element == .mathAnnotation { annotation = elements }
        }
    }

    /// Leaves the innermost element.
    mutating func close() {
        if math == elements { math = 0 }
        if token == elements { token = 0 }
        if annotation == elements { annotation = 0 }
        elements -= 1
    }

    /// True for characters that are not the citation's text: white space between a formula's elements, annotations.
    func isLayout(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if annotation > 0 { return true }
        return math > 0 && token == 0 && bytes.allSatisfy(\.isXMLWhiteSpace)
    }
}
