/// Takes out what belongs to the page and not to the text: page numbers and running heads.
enum PageFurniture {
    /// The lines without page numbers.
    static func removed(from lines: [String]) -> [String] {
        let sequence = bareNumbers(in: lines)
        return lines.indices.filter { !isPageNumber(lines[$0]) && !sequence.contains($0) }.map { lines[$0] }
    }

    /// The lines of a text with page breaks, without page numbers and what is repeated at the head or foot of its pages.
    static func removed(fromPages pages: [[String]]) -> [String] {
        guard pages.count > 1 else { return removed(from: pages.flatMap { $0 }) }
        var seen: [String: Int] = [:]
        for page in pages { for index in edges(of: page) { seen[edgeKey(page[index]), default: 0] += 1 } }
        let repeated = Set(seen.filter { $0.value >= max(3, pages.count / 3) }.keys)
        var kept: [String] = []
        for page in pages {
            let drop = Set(edges(of: page).filter { repeated.contains(edgeKey(page[$0])) })
            kept += page.indices.filter { !drop.contains($0) }.map { page[$0] }
        }
        return removed(from: kept)
    }

    /// The first and the last line of a page that are not empty.
    private static func edges(of page: [String]) -> Set<Int> {
        let filled = page.indices.filter { !page[$0].isEmpty }
        return Set(filled.prefix(1) + filled.suffix(1))
    }

    /// A head or foot apart from its page number.
    static func edgeKey(_ line: String) -> String {
        String(String.UnicodeScalarView(line.unicodeScalars.filter { !isDigit($0) && !$0.properties.isWhitespace }))
    }

    /// Whether a line is a page number in a form that nothing else has: — 3 —, -3-, 第3页 共10页, Page 3 of 10.
    static func isPageNumber(_ line: String) -> Bool {
        guard line.unicodeScalars.count <= 40 else { return false }
        let text = line.unicodeScalars.filter { !$0.properties.isWhitespace }
        guard let first = text.first, let last = text.last else { return false }
        if isDash(first), isDash(last) {
            let inner = text.drop(while: isDash).reversed().drop(while: isDash)
            return !inner.isEmpty && inner.count <= 4 && inner.allSatisfy(isDigit)
        }
        let shape = String(
            String.UnicodeScalarView(text.map { isDigit($0) || "一二三四五六七八九十百".unicodeScalars.contains($0) ? "9" : $0 }))
        let squeezed = shape.lowercased().split(separator: "9", omittingEmptySubsequences: false)
            .joined(separator: "9").replacingRuns(of: "9")
        let forms: Set<String> = [
            "第9页", "第9页共9页", "第9页,共9页", "第9页，共9页", "第9页/共9页", "第9页(共9页)", "第9页（共9页）", "共9页第9页",
            "共9页,第9页", "共9页，第9页", "page9of9", "page9", "p.9",
        ]
        return forms.contains(squeezed)
    }

    /// The indices of lines that are a bare number, if they count up by one at the distance of pages.
    private static func bareNumbers(in lines: [String]) -> Set<Int> {
        var found: [(index: Int, ordinal: Int, number: Int)] = []
        var ordinal = 0
        for (index, line) in lines.enumerated() where !line.isEmpty {
            ordinal += 1
            if let number = bareNumber(line) { found.append((index, ordinal, number)) }
        }
        var sequence: Set<Int> = []
        var run: [(index: Int, ordinal: Int, number: Int)] = []
        func close() {
            if run.count >= 3 { sequence.formUnion(run.map(\.index)) }
            run = []
        }
        for entry in found {
            if let last = run.last, entry.number != last.number + 1 || entry.ordinal - last.ordinal < 8 { close() }
            run.append(entry)
        }
        close()
        return sequence
    }

    /// The value of a line that is a number of at most three digits and nothing else.
    static func bareNumber(_ line: String) -> Int? {
        guard line.unicodeScalars.count <= 12 else { return nil }
        let digits = line.unicodeScalars.filter { !$0.properties.isWhitespace }
        guard (1...3).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int(($1.value >= 0xFF10 ? $1.value - 0xFF10 : $1.value - 0x30)) }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        (0x30...0x39).contains(scalar.value) || (0xFF10...0xFF19).contains(scalar.value)
    }

    private static func isDash(_ scalar: Unicode.Scalar) -> Bool {
        "—–-－─―‐‑−~～·•".unicodeScalars.contains(scalar)
    }
}

extension String {
    /// The string with each run of a character made one.
    fileprivate func replacingRuns(of character: Character) -> String {
        var result = ""
        for next in self where next != character || result.last != character { result.append(next) }
        return result
    }
}
