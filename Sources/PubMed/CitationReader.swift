public import Documents

/// Reads the citations and deletions of a file of PubMed XML, plain or gzip, one at a time.
///
/// Not for several threads at once: give each file a reader of its own.
public final class CitationReader {
    /// What the reader finds.
    public enum Item: Sendable, Equatable {
        /// A citation, or a deletion (status `deleted`, empty text).
        case citation(Document)
        /// A citation that cannot be read, and why; reading goes on behind it.
        case unreadable(CitationProblem)
    }

    /// The path as it was given.
    public let path: String
    /// Name of the file, without folders.
    public let fileName: String
    /// Bytes in the file on the disk.
    public var fileSize: Int64 { input.size }
    /// Bytes of the file on the disk that were read so far, for progress.
    public var bytesRead: Int64 { input.bytesRead }

    private let limits: Limits
    private let input: XMLInput
    private let reader: XMLPullReader
    private var walk = Walk()
    private var builder: CitationBuilder?
    private var position = 0
    private var lastPMID: String?
    private var failure: PubMedError?
    private var ended = false

    /// Opens a file and reads its first bytes.
    ///
    /// - Throws: `PubMedError` when it cannot be opened or is empty.
    public convenience init(path: String, limits: Limits = .standard) throws(PubMedError) {
        try self.init(path: path, limits: limits, step: XMLPullReader.step)
    }

    /// Opens a file that is read with another step than libxml2's own.
    init(path: String, limits: Limits, step: @escaping XMLPullReader.Step) throws(PubMedError) {
        self.path = path
        self.limits = limits
        fileName = path.split(separator: "/").last.map { String($0) } ?? path
        do throws(Damage) {
            input = try XMLInput(path: path, limits: limits)
            reader = try XMLPullReader(input: input, step: step)
        } catch {
            throw PubMedError(error, file: path, lastPMID: nil)
        }
    }

    /// The next citation, deletion or problem; nil at the end of the file.
    ///
    /// - Throws: `PubMedError` when the file is damaged, after all citations that end before the damage. Called again,
    ///   it throws the same error again.
    public func next() throws(PubMedError) -> Item? {
        if let failure { throw failure }
        if ended { return nil }
        do throws(Damage) {
            while let event = try reader.next() {
                guard let item = try take(event) else { continue }
                if case .citation(let document) = item { lastPMID = document.citation.pmid }
                return item
            }
            // Whatever libxml2 says: a file is complete only when its root was seen to end.
            guard walk.isComplete else { throw reader.truncation }
        } catch {
            let failure = PubMedError(error, file: path, lastPMID: lastPMID)
            self.failure = failure
            throw failure
        }
        ended = true
        return nil
    }
}

extension PubMedError {
    /// An error of a lower layer, with the file and the progress.
    init(_ damage: Damage, file: String, lastPMID: String?) {
        self.init(
            kind: damage.kind,
            file: file,
            position: damage.position,
            line: damage.line,
            lastPMID: lastPMID,
            detail: damage.detail
        )
    }
}

// MARK: - Walking through the XML

extension CitationReader {
    /// Where the reader stands in the XML.
    private struct Walk {
        /// The wanted places from the document down to the current one.
        var places: [Place] = [.document]
        /// Elements open inside an element that is not wanted.
        var skipped = 0
        /// Elements open inside a field.
        var inline = InlineDepth()
        /// Number of places when the citation began; its end brings this number back.
        var citationStart = 0

        /// True when the root element has ended.
        var rootEnded = false

        /// True at the end of a whole document: the root has ended, and nothing else is open.
        var isComplete: Bool { rootEnded && depth == 1 }

        var depth: Int { places.count + skipped + inline.elements }
    }

    /// Takes in a node of the XML; gives an item when the node completes one.
    private func take(_ event: XMLPullReader.Event) throws(Damage) -> Item? {
        switch event {
        case .start(let element, let isEmpty):
            return try start(element, isEmpty: isEmpty)
        case .end:
            return end()
        case .text(let bytes):
            if walk.skipped == 0, let place = walk.places.last, place.isField {
                if walk.inline.isLayout(bytes) { return nil }
                builder?.append(bytes)
            }
            return nil
        case .entityReference:
            if walk.skipped == 0, let place = walk.places.last, place.isField, !walk.inline.isInAnnotation {
                builder?.appendEntity(of: reader)
            }
            return nil
        }
    }

    private func start(_ element: Element, isEmpty: Bool) throws(Damage) -> Item? {
        if walk.depth >= limits.depth {
            builder?.note("its elements are nested deeper than the limit of \(limits.depth)")
        }
        if walk.skipped > 0 {
            if !isEmpty { walk.skipped += 1 }
            return nil
        }
        guard let place = walk.places.last else { return nil }
        if place.isField {
            walk.inline.open(element)
            if isEmpty { walk.inline.close() }
            return nil
        }
        guard let child = place.child(element) else {
            let item = try stray(element, in: place)
            if !isEmpty { walk.skipped = 1 }
            return item
        }
        open(child, in: place)
        return isEmpty ? end() : nil
    }

    /// An element that is not wanted where it stands.
    private func stray(_ element: Element, in place: Place) throws(Damage) -> Item? {
        guard place.isOutsideCitations, element != .citationEnd else { return nil }
        let name = reader.elementName
        if place == .document {
            throw Damage(kind: .notPubMed, detail: "the root element is \(name), not PubmedArticleSet", line: 1)
        }
        position += 1
        let reason = "an element \(name) stands where a citation is expected"
        return .unreadable(CitationProblem(pmid: nil, position: position, reason: reason))
    }

    private func open(_ child: Place, in place: Place) {
        let beginsCitation = place.isOutsideCitations && child != .set && child != .deletion
        if beginsCitation || child == .deletedPMID {
            position += 1
            builder = CitationBuilder(position: position, limits: limits)
            walk.citationStart = walk.places.count
        }
        walk.places.append(child)
        if child.isField {
            builder?.begin(child, attribute: reader.attribute)
        } else {
            builder?.open(child, attribute: reader.attribute)
        }
    }

    private func end() -> Item? {
        if walk.skipped > 0 {
            walk.skipped -= 1
            return nil
        }
        if walk.inline.elements > 0 {
            walk.inline.close()
            return nil
        }
        guard let place = walk.places.popLast() else { return nil }
        if walk.depth == 1 { walk.rootEnded = true }
        if place.isField { builder?.end(place) } else { builder?.close(place) }
        guard let finished = builder, walk.places.count == walk.citationStart else { return nil }
        builder = nil
        return place == .deletedPMID ? finished.deletion(file: fileName) : finished.item(file: fileName)
    }
}
