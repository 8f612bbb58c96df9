import LuoshiPlan

/// The document of a review, every sentence tied to the item that was read from it.
struct ReviewDocument {
    let view: ReviewView

    var body: HTML {
        guard let document = view.document else {
            return "<p class=\"restated\">这份审核稿没有原文：从现行方案开始修订。</p>"
        }
        let text = ProseText(document.text)
        let clauses = view.items.clauses.map(\.item).filter { $0.state.start != nil }
            .sorted { ($0.state.start ?? 0) < ($1.state.start ?? 0) }
        guard let first = clauses.first?.state.start else {
            return "\(text.paragraphs(from: 0, to: text.scalars.count, marks: []))"
        }
        var end = first
        let preface = text.paragraphs(from: 0, to: first, marks: [])
        var parts: [HTML] = preface.text.isEmpty ? [] : ["<details><summary>正文之前</summary>\(preface)</details>"]
        for (index, clause) in clauses.enumerated() {
            let start = max(clause.state.start ?? end, end)
            let next =
                index + 1 < clauses.count ? clauses[index + 1].state.start ?? text.scalars.count : text.scalars.count
            end = max(start, next)
            let marks = marks(of: clause, from: start, to: end, text)
            parts.append(
                "<section id=\"c-\(clause.id)\">\(text.paragraphs(from: start, to: end, marks: marks))</section>")
        }
        return
            "<p class=\"legend\"><span class=\"tie tie-clause\">条款</span> <span class=\"tie tie-target\">目标</span> <span class=\"tie tie-unit\">责任单位</span> <span class=\"tie tie-question\">问题</span>　点句子，另一边亮起读出的那一项；<b>粗线</b>的还没有核对　<a class=\"to-pane\" href=\"#draft\">看审核项</a></p>\(parts)"
    }

    private func marks(of clause: ReviewItem, from start: Int, to end: Int, _ text: ProseText) -> [ProseText.Mark] {
        func mark(_ item: ReviewItem, _ tone: String, _ start: Int, _ end: Int) -> ProseText.Mark {
            ProseText.Mark(
                start: start, end: end, tone: item.isPending ? "\(tone) pending" : tone, address: "#i-\(item.id)",
                id: "s-\(item.id)")
        }
        var marks = view.items.compactMap { item -> ProseText.Mark? in
            guard let from = item.state.start, let to = item.state.end, from >= start, to <= end, from < to else {
                return nil
            }
            switch item.kind {
            case .target: return mark(item, "target", from, to)
            case .question, .contradiction, .actor: return mark(item, "question", from, to)
            default: return nil
            }
        }
        marks.sort { ($0.start, $1.end) < ($1.start, $0.end) }
        var free: [ProseText.Mark] = []
        for mark in marks where mark.start >= (free.last?.end ?? start) { free.append(mark) }
        let heading = text.heading(from: start, to: end)
        if let first = free.first?.start, first < heading {
        } else {
            free.insert(mark(clause, "clause", start, heading), at: 0)
        }
        if let task = view.items.tasks.first(where: { $0.task.clause == clause.id })?.item,
            let annotation = text.annotationStart(start, end), annotation >= (free.last?.end ?? start)
        {
            free.append(mark(task, "unit", annotation, end))
        }
        return free
    }
}

extension ProseText {
    /// Where a clause's heading ends: at its first full stop, or where the line does.
    func heading(from start: Int, to end: Int) -> Int {
        var index = start
        while index < min(end, scalars.count, start + 60) {
            if ["。", "：", "，"].contains(scalars[index]) { return index + 1 }
            if scalars[index] == "\n", index > start + 3 { return index }
            index += 1
        }
        return index
    }

    /// Where the responsibility annotation at a clause's end begins, for the eye only.
    func annotationStart(_ start: Int, _ end: Int) -> Int? {
        let opening: Set<Unicode.Scalar> = ["〔", "（", "[", "【", "("]
        let label = Array("责任单位".unicodeScalars)
        let squeezed = (start..<min(end, scalars.count)).filter { scalars[$0] != "\n" && scalars[$0] != " " }
        for place in squeezed.indices.reversed() where opening.contains(scalars[squeezed[place]]) {
            let after = squeezed[(place + 1)...].prefix(label.count).map { scalars[$0] }
            if Array(after) == label { return squeezed[place] }
        }
        return nil
    }
}
