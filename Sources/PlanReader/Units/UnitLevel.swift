/// The level that is written once and holds for a run of departments: 市, 省, 自治区, 南宁市.
struct UnitLevel: Equatable {
    /// As written before the name.
    let prefix: String

    /// The level a department's name begins with, if it begins with one.
    init?(of name: String) {
        let glyphs = Array(name.unicodeScalars)
        var place = 0
        while place < min(glyphs.count, 9) {
            if let length = UnitWords.levels.length(in: glyphs, at: place, before: glyphs.count) {
                let after = place + length
                let rest = Self.department(glyphs, at: after)
                let placed = place == 0 || place >= 2 && glyphs[0..<place].allSatisfy(\.isHan)
                if rest, placed, !(place == 0 && glyphs[0] == "市" && after < glyphs.count && glyphs[after] == "场") {
                    guard after < glyphs.count else { return nil }
                    prefix = String(String.UnicodeScalarView(glyphs[0..<after]))
                    return
                }
                if place == 0, length == 1, glyphs[0] == "市" || glyphs[0] == "省", after < glyphs.count,
                    glyphs[after] != "场",
                    glyphs[after] != "级", glyphs[after] != "直", glyphs[after] != "区"
                {
                    prefix = String(String.UnicodeScalarView(glyphs[0..<1]))
                    return
                }
            }
            place += 1
        }
        return nil
    }

    private static func department(_ glyphs: [Unicode.Scalar], at place: Int) -> Bool {
        guard place < glyphs.count else { return false }
        if glyphs[place] == "委", place + 1 < glyphs.count { return true }
        return UnitWords.roots.length(in: glyphs, at: place, before: glyphs.count) != nil
    }

    /// The department's whole name: 市 before 发展改革委, 市委 before 组织部.
    func complete(_ name: String) -> String {
        let glyphs = Array(name.unicodeScalars)
        let party =
            UnitWords.partyRoots.length(in: glyphs, at: 0, before: glyphs.count) != nil
            && UnitWords.roots.length(in: glyphs, at: 0, before: glyphs.count) == nil
        if party { return prefix + "委" + name }
        return prefix + name
    }
}
