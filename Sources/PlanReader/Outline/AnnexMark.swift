/// The line that opens an annex: 附件, 附件2, 附 1, 附表3.
struct AnnexMark: Equatable {
    /// The printed number, if there is one.
    var number: Int?
    /// What follows the number in the same line: the annex's own name.
    var title: Range<Int>

    private static let names: Words = ["附件", "附表", "附录", "附"]

    /// Reads the mark if the whole line is one.
    static func read(_ glyphs: [Unicode.Scalar], _ line: Range<Int>) -> AnnexMark? {
        guard line.count <= 48, let length = names.length(in: glyphs, at: line.lowerBound, before: line.upperBound)
        else { return nil }
        var here = line.lowerBound + length
        var number: Int?
        while here < line.upperBound, glyphs[here].isDigit {
            number = min(99, (number ?? 0) * 10 + Int(glyphs[here].value - 0x30))
            here += 1
        }
        if number == nil, let read = Numerals.read(glyphs, at: here, before: line.upperBound), read.length <= 2 {
            (number, here) = (read.value, here + read.length)
        }
        if here < line.upperBound, glyphs[here] == "：" || glyphs[here] == "." || glyphs[here] == "、" { here += 1 }
        let rest = here..<line.upperBound
        if rest.isEmpty { return AnnexMark(number: number, title: rest) }
        guard number != nil || length == 2, !glyphs[rest].contains(where: { $0.endsSentence || $0 == "，" }) else {
            return nil
        }
        return glyphs[rest.lowerBound].isHan || glyphs[rest.lowerBound] == "《"
            ? AnnexMark(number: number, title: rest) : nil
    }

    /// Whether the line begins the list of annexes ("附件：1.…"), which is not an annex itself.
    static func beginsList(_ glyphs: [Unicode.Scalar], _ line: Range<Int>) -> Bool {
        guard let length = names.length(in: glyphs, at: line.lowerBound, before: line.upperBound) else { return false }
        let here = line.lowerBound + length
        return here + 1 < line.upperBound && glyphs[here] == "：" && line.count < 400
    }
}
