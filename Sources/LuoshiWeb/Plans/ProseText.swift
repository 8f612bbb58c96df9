import LuoshiPlan

/// A document's text as a page shows it: hard-wrapped lines joined, paragraphs kept, marks on the sentences.
struct ProseText {
    /// A stretch to be marked, with the address of what it is tied to.
    struct Mark {
        let start: Int
        let end: Int
        let tone: String
        let address: String
        let id: String?
    }

    let scalars: [Unicode.Scalar]

    init(_ text: String) { self.scalars = Array(text.unicodeScalars) }

    /// A slice as one run of text: line ends and the spaces around them dropped.
    func joined(from start: Int, to end: Int) -> String {
        var text = String.UnicodeScalarView()
        for index in clamp(start)..<max(clamp(start), clamp(end)) where !isBreak(index) { text.append(scalars[index]) }
        return String(text)
    }

    /// A slice as paragraphs with its marks, which must not overlap.
    func paragraphs(from start: Int, to end: Int, marks: [Mark]) -> HTML {
        let (start, end) = (clamp(start), max(clamp(start), clamp(end)))
        let keepsLines = isOneParagraphALine(start, end)
        var parts: [HTML] = []
        var current: HTML = .empty
        var run = String.UnicodeScalarView()
        var open: Mark?
        var waiting = marks.sorted { $0.start < $1.start }[...]

        func flush() {
            guard !run.isEmpty else { return }
            let text = String(run)
            run = .init()
            guard let open else {
                current = current + "\(text)"
                return
            }
            let id: HTML? = open.id.map { " id=\"\($0)\"" }
            current = current + "<a class=\"tie tie-\(open.tone)\" href=\"\(url: open.address)\"\(id)>\(text)</a>"
        }
        for index in start..<end {
            if let mark = open, index >= mark.end { flush(); open = nil }
            while let next = waiting.first, next.start <= index {
                if open == nil && next.end > index { flush(); open = next }
                waiting.removeFirst()
            }
            if isBreak(index) {
                if keepsLines && scalars[index] == "\n" {
                    flush()
                    if !current.text.isEmpty { parts.append("<p>\(current)</p>") }
                    current = .empty
                }
                continue
            }
            if scalars[index] == "\t" { run.append(" ") } else { run.append(scalars[index]) }
        }
        flush()
        if !current.text.isEmpty { parts.append("<p>\(current)</p>") }
        return "\(parts)"
    }

    private func clamp(_ index: Int) -> Int { min(max(index, 0), scalars.count) }

    /// A line end, or a space beside one.
    private func isBreak(_ index: Int) -> Bool {
        if scalars[index] == "\n" { return true }
        guard scalars[index] == " " else { return false }
        return (index > 0 && scalars[index - 1] == "\n") || (index + 1 < scalars.count && scalars[index + 1] == "\n")
    }

    /// Whether lines end where sentences do, as in text from Word or the web, and not where the paper did.
    private func isOneParagraphALine(_ start: Int, _ end: Int) -> Bool {
        let ends: Set<Unicode.Scalar> = ["。", "：", "；", "！", "？", "〕", "）", "”", "]"]
        let lines = scalars[start..<end].split(separator: "\n").filter { !$0.allSatisfy { $0 == " " } }
        guard lines.count > 1 else { return true }
        let whole = lines.dropLast().count { line in line.last(where: { $0 != " " }).map(ends.contains) ?? false }
        return whole * 2 > lines.count - 1
    }
}
