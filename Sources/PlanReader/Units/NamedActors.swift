/// Finds measures whose own text names who does them, where the annotation names others.
struct NamedActors {
    let text: PlanText
    let outline: ClauseOutline
    private var glyphs: [Unicode.Scalar] { text.glyphs }

    private static let acts: Words = [
        "具体负责", "负责", "统筹推进", "统筹协调", "统筹", "牵头", "会同", "要", "应当", "应", "须", "每年", "定期", "根据", "组织开展", "组织", "对", "将",
        "制定", "建立", "加强", "予以", "履行", "按照", "按",
    ]
    private static let beginnings: Words = [
        "市", "省", "自治区", "县", "区", "各", "国务院", "行业主管部门", "有关", "相关", "领导小组", "州", "财政部门", "科技部门",
    ]
    private static let notActors: Words = [
        "市场", "市民", "区域", "县域", "省际", "市域", "区块", "各类", "各种", "各项", "各环节", "各领域", "有关规定", "相关政策", "各界",
    ]

    /// One warning a clause and actor.
    func read(_ assembly: TaskAssembly) -> [Draft.Warning] {
        var warnings: [Draft.Warning] = []
        var before = 0
        for (task, entry) in zip(assembly.tasks, assembly.annotations) {
            defer { before = entry.annotation.range.upperBound }
            let units = task.lead + task.cooperating + task.responsible
            var seen: Set<String> = []
            let start = max(
                entry.annotation.range.lowerBound - 4000, before,
                entry.clause.map { outline.clauses[$0].range.lowerBound } ?? entry.annotation.range.lowerBound)
            var place = start
            while place < entry.annotation.range.lowerBound {
                if place == start || glyphs[place - 1].endsSentence || glyphs[place - 1] == "，",
                    let name = actor(at: place, before: entry.annotation.range.lowerBound)
                {
                    let words = text.words(name)
                    if !units.contains(where: { $0.contains(words) || words.contains($0) }), seen.insert(words).inserted
                    {
                        let span = text.span(name)
                        warnings.append(
                            .init(
                                code: "other-actor", message: "正文点名“\(words)”承担本条中的工作，但责任单位未列，请确认该项工作由谁负责。",
                                start: span.lowerBound, end: span.upperBound))
                    }
                    place = name.upperBound
                } else {
                    place += 1
                }
            }
        }
        return warnings
    }

    /// A unit's name that begins a clause and is followed by what it does.
    private func actor(at place: Int, before end: Int) -> Range<Int>? {
        guard Self.beginnings.length(in: glyphs, at: place, before: end) != nil,
            Self.notActors.length(in: glyphs, at: place, before: end) == nil
        else { return nil }
        let limit = min(end, place + 26)
        var stop = place + 1
        while stop < limit {
            let glyph = glyphs[stop]
            if glyph.endsSentence || glyph == "，" || glyph == "：" { return nil }
            if Self.acts.length(in: glyphs, at: stop, before: end) != nil,
                text.depths[stop].bracket == text.depths[place].bracket,
                UnitWords.endings.length(in: glyphs, endingAt: stop, after: place) != nil || stop == place + 1
                    || glyphs[stop - 1].closes
            {
                return place..<stop
            }
            stop += 1
        }
        return nil
    }
}
