/// Names of sheets as Excel allows them.
enum SheetName {
    /// A name made from `wanted` that is not among `taken`: at most 31 characters, none of `[ ] : * ? / \`, no apostrophe at its ends.
    static func allowed(_ wanted: String, taken: Set<String>) -> String {
        let refused = Set("[]:*?/\\".unicodeScalars)
        var cleaned = String.UnicodeScalarView()
        for scalar in wanted.unicodeScalars where scalar.value >= 0x20 && ![0xFFFE, 0xFFFF].contains(scalar.value) {
            cleaned.append(refused.contains(scalar) ? "_" : scalar)
        }
        var name = String(cleaned)
        while name.hasPrefix("'") { name.removeFirst() }
        name = cut(name, to: 31)
        while name.hasSuffix("'") { name.removeLast() }
        if name.isEmpty || name.lowercased() == "history" { name += "工作表" }
        let lowered = Set(taken.map { $0.lowercased() })
        var (candidate, number) = (name, 2)
        while lowered.contains(candidate.lowercased()) {
            let suffix = "(\(number))"
            candidate = cut(name, to: 31 - suffix.count) + suffix
            number += 1
        }
        return candidate
    }

    /// Excel counts in UTF-16.
    private static func cut(_ name: String, to length: Int) -> String {
        var name = name
        while name.utf16.count > length { name.removeLast() }
        return name
    }
}
