/// A map's key in the form in which keys are compared: `1`, `1u` and `1.0` are one key.
struct MapKey: Hashable {
    private enum Form {
        case bool(Bool)
        case int(Int64)
        case large(UInt64)
        case string(String)
    }

    private let form: Form

    /// The key for a value; nil for one that is never a key of a map, as a list, null or the number 1.5.
    init?(_ value: Value) {
        switch value {
        case .bool(let truth): form = .bool(truth)
        case .int(let number): form = .int(number)
        case .uint(let number):
            if let small = Int64(exactly: number) { form = .int(small) } else { form = .large(number) }
        case .double(let number):
            if let small = Int64(exactly: number) {
                form = .int(small)
            } else if let large = UInt64(exactly: number) {
                form = .large(large)
            } else {
                return nil
            }
        case .string(let text): form = .string(text)
        default: return nil
        }
    }

    /// The key for a string.
    init(_ text: String) { form = .string(text) }

    static func == (left: MapKey, right: MapKey) -> Bool {
        switch (left.form, right.form) {
        case (.bool(let one), .bool(let other)): one == other
        case (.int(let one), .int(let other)): one == other
        case (.large(let one), .large(let other)): one == other
        case (.string(let one), .string(let other)): one.hasSameCodePoints(as: other)
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch form {
        case .bool(let truth): hasher.combine(truth)
        case .int(let number): hasher.combine(number)
        case .large(let number): hasher.combine(number)
        case .string(let text):
            // Swift's own hash of a string normalizes; the language's strings are code points.
            var copy = text
            copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}

extension String {
    /// Whether both are the same code points: Swift's `==` also holds for other spellings of the same characters.
    @inline(__always)
    func hasSameCodePoints(as other: String) -> Bool {
        guard self == other else { return false }
        return utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    /// Whether this comes before the other in the order of code points.
    func precedesByCodePoints(_ other: String) -> Bool {
        // UTF-8 keeps the order of code points.
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}
