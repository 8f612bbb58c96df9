/// The texts of a constant list: a few are compared one by one, more are looked up by their code points.
struct TextSet: Sendable {
    private let texts: [String]
    private let keys: Set<MapKey>

    /// Up to this many, comparing is faster than hashing.
    private static let few = 8

    init(_ texts: [String]) {
        self.texts = texts.count <= TextSet.few ? texts : []
        keys = texts.count <= TextSet.few ? [] : Set(texts.map { MapKey($0) })
    }

    /// Whether the text is one of them.
    @inline(__always)
    func contains(_ text: String) -> Bool {
        for candidate in texts where candidate.hasSameCodePoints(as: text) { return true }
        return !keys.isEmpty && keys.contains(MapKey(text))
    }
}
