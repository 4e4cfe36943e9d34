/// What stands around a place between two pieces without white space.
struct PieceContext {
    private let pieces: UnsafeBufferPointer<Piece>
    /// Number of the piece after the place.
    private var number = 0
    /// Numbers of the first piece of the present run of characters, and after its last.
    private var run = 0..<0
    /// Hash of the run, 0 for a long one.
    private var runHash: UInt64 = 0
    /// Whether the rules begin a token here.
    private var verdict: UInt64 = 0
    /// The decisions in the run so far, the latest in the lowest bit, behind a bit for its beginning.
    private var history: UInt64 = 1

    /// Runs of more pieces are not known by heart.
    private static let longestRun = 10

    /// Begins before the first piece.
    init(_ pieces: UnsafeBufferPointer<Piece>) {
        self.pieces = pieces
        enterRun(at: 0)
    }

    /// Goes to the place before a piece, of which the rules say whether a token begins; places are gone to in order.
    mutating func move(to number: Int, verdict: Bool) {
        self.number = number
        self.verdict = verdict ? 1 : 0
        if pieces[number].isFirst { enterRun(at: number) }
    }

    /// Notes what was decided.
    mutating func take(_ begins: Bool) {
        if number > run.lowerBound { history = (history << 1 | (begins ? 1 : 0)) & 0xF }
    }

    private mutating func enterRun(at first: Int) {
        var end = first + 1
        while end < pieces.count && !pieces[end].isFirst { end += 1 }
        run = first..<end
        history = 1
        runHash = 0
        if run.count <= Self.longestRun {
            for piece in pieces[run] { runHash = TextHash.mixed(runHash, piece.view.exact) }
        }
    }

    /// The outline of a piece of the same run; a symbol for white space beyond it.
    private func outline(_ index: Int) -> UInt64 {
        run.contains(index) ? pieces[index].outline : Symbol.space.value
    }

    private func lower(_ index: Int) -> UInt64 {
        run.contains(index) ? pieces[index].view.lower : Symbol.space.value
    }

    /// Adds what speaks for and against a token that begins here.
    func addFeatures(to buffer: inout FeatureBuffer) {
        let outlines = (
            outline(number - 4), outline(number - 3), outline(number - 2), outline(number - 1), outline(number),
            outline(number + 1), outline(number + 2), outline(number + 3)
        )
        let pair = TextHash.mixed(outlines.3, outlines.4)
        addOutlines(outlines, pair: pair, to: &buffer)
        addWords(pair: pair, to: &buffer)
        addPlace(pair: pair, to: &buffer)
        addVerdict(pair: pair, to: &buffer)
    }

    private typealias Outlines = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    private func addOutlines(_ outlines: Outlines, pair: UInt64, to buffer: inout FeatureBuffer) {
        let before = TextHash.mixed(outlines.2, outlines.1)
        let after = TextHash.mixed(outlines.5, outlines.6)
        buffer.add(101, pair)
        buffer.add(102, pair, outlines.2)
        buffer.add(103, pair, outlines.5)
        buffer.add(104, pair, outlines.2, outlines.5)
        buffer.add(105, pair, before)
        buffer.add(106, pair, after)
        buffer.add(107, pair, before, outlines.5)
        buffer.add(108, pair, outlines.2, after)
        buffer.add(109, pair, before, after)
        buffer.add(110, pair, TextHash.mixed(before, outlines.0), outlines.5)
        buffer.add(111, pair, TextHash.mixed(before, outlines.0), TextHash.mixed(after, outlines.7))
        buffer.add(112, outlines.3)
        buffer.add(113, outlines.4)
    }

    private func addWords(pair: UInt64, to buffer: inout FeatureBuffer) {
        let left = pieces[number - 1], right = pieces[number]
        let next = lower(number + 1), before = lower(number - 2)
        buffer.add(121, left.view.lower, right.view.lower)
        buffer.add(122, left.view.lower, right.outline)
        buffer.add(123, left.outline, right.view.lower)
        buffer.add(124, left.view.exact, right.outline)
        buffer.add(125, left.outline, right.view.exact)
        buffer.add(126, pair, before)
        buffer.add(127, pair, next)
        buffer.add(128, left.view.lower, right.view.lower, next)
        buffer.add(129, before, left.view.lower, right.view.lower)
        buffer.add(130, pair, before, next)
        buffer.add(131, left.view.suffix, right.outline)
        buffer.add(132, right.view.prefix, left.outline)
        buffer.add(133, right.view.suffix, left.outline)
        buffer.add(134, pair, TextHash.magnitude(left.view.count), TextHash.magnitude(right.view.count))
        buffer.add(135, pair, TextHash.mixed(outline(number - 2), before), lower(number - 3))
        if number + 1 < run.upperBound {
            let after = pieces[number + 1]
            buffer.add(136, pair, UInt64(min(after.view.count, 12)), UInt64(min(left.view.count, 12)))
            buffer.add(137, left.view.lower, right.view.first.value, after.view.suffix)
        }
        if number - 2 >= run.lowerBound {
            buffer.add(138, pair, UInt64(min(pieces[number - 2].view.count, 12)), UInt64(min(right.view.count, 12)))
        }
    }

    /// The place in its run of characters and in the sentence.
    private func addPlace(pair: UInt64, to buffer: inout FeatureBuffer) {
        let left = pieces[number - 1], right = pieces[number]
        let place = UInt64(min(number - run.lowerBound, 6)), rest = UInt64(min(run.upperBound - number, 6))
        buffer.add(141, pair, place)
        buffer.add(142, pair, rest)
        buffer.add(143, pair, history)
        buffer.add(144, pair, history, outline(number + 1))
        buffer.add(145, pair, left.closing.rawValue, right.closing.rawValue)
        buffer.add(146, TextHash.mixed(left.closing.rawValue, right.closing.rawValue), history, rest)
        buffer.add(147, right.closing.rawValue, left.view.lower, right.view.first.value)
        if runHash != 0 { buffer.add(148, runHash, place) }
        let isLast = run.upperBound == pieces.count
        if number + 1 == run.upperBound {
            let following = isLast ? 0 : pieces[run.upperBound].outline
            buffer.add(149, pair, following)
            buffer.add(150, left.view.lower, right.view.first.value, following)
            buffer.add(151, left.view.exact, right.view.first.value, isLast ? 1 : 0)
            buffer.add(152, pair, outline(number - 2), following)
            if !isLast { buffer.add(153, left.view.lower, right.outline, pieces[run.upperBound].view.lower) }
        } else {
            buffer.add(154, pair, isLast ? rest : 7)
        }
        if number - 1 == run.lowerBound && number > 1 {
            buffer.add(155, pair, pieces[number - 2].outline)
            buffer.add(156, left.view.lower, right.outline, pieces[number - 2].view.lower)
        }
    }

    /// What the rules say, and what a bracket after a word holds ("p27(KIP1)").
    private func addVerdict(pair: UInt64, to buffer: inout FeatureBuffer) {
        let left = pieces[number - 1], right = pieces[number]
        buffer.add(161, verdict, pair)
        buffer.add(162, verdict, left.view.lower, right.view.first.value)
        buffer.add(163, verdict, right.view.lower, left.view.first.value)
        buffer.add(164, verdict, history, pair)
        guard right.closing == .inner, !right.isWord else { return }
        let after = TextHash.mixed(outline(number + 2), outline(number + 3))
        buffer.add(165, left.outline, outline(number + 1), after)
        buffer.add(166, lower(number + 1), after)
        buffer.add(167, left.view.first.value, TextHash.magnitude(left.view.count), after)
        buffer.add(168, left.view.suffix, lower(number + 1))
    }
}
