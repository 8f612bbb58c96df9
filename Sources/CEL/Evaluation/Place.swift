/// Where a compiled part stands; line and column are only counted when a failure needs them.
struct Place: Sendable {
    /// The text, shared by all places of an expression.
    final class Source: Sendable {
        let text: [UInt8]
        init(_ text: [UInt8]) { self.text = text }
    }

    let offset: Int
    let source: Source

    var position: SourcePosition { SourcePosition(offset: offset, in: source.text) }
}

extension EvaluationFailure {
    /// The failure with its place, if it has none yet.
    func at(_ place: Place) -> EvaluationFailure {
        position == nil ? EvaluationFailure(message, kind: kind, position: place.position) : self
    }

    init(_ message: String, at place: Place) {
        self.init(message, position: place.position)
    }
}
