/// What is doubtful about who is responsible.
struct TaskDoubts {
    let text: PlanText
    let outline: ClauseOutline

    /// The warnings about annotations and their units.
    func read(_ assembly: TaskAssembly, _ tasks: [Draft.Task]) -> [Draft.Warning] {
        brackets(assembly) + groups(tasks) + wordings(tasks) + openLists(tasks) + leaderless(tasks)
            + carriedOver(assembly)
    }

    private func brackets(_ assembly: TaskAssembly) -> [Draft.Warning] {
        assembly.annotations.compactMap { annotation, _ in
            let message: String
            switch annotation.bracketFault {
            case .unclosed: message = "责任单位标注缺少右括号，已读到段末，请核对原文并补全。"
            case .unopened: message = "责任单位标注缺少左括号，请核对原文并补全。"
            case .mixed: message = "责任单位标注的括号不配对，请核对原文并改正。"
            case nil: return nil
            }
            let span = text.span(annotation.range)
            return Draft.Warning(
                code: annotation.bracketFault == .mixed ? "bracket-mixed" : "bracket-missing", message: message,
                start: span.lowerBound, end: span.upperBound)
        }
    }

    private static let membership: Words = ["成员单位", "有关", "相关"]

    private func isGroup(_ name: String) -> Bool {
        let glyphs = Array(name.unicodeScalars)
        return UnitWords.groups.length(in: glyphs, at: 0, before: glyphs.count) != nil
            || Self.membership.occur(in: glyphs, 0..<glyphs.count)
    }

    /// One warning a group, at its first place, with the number of tasks that name it.
    private func groups(_ tasks: [Draft.Task]) -> [Draft.Warning] {
        var seen: [String: (count: Int, first: Draft.Task)] = [:]
        var order: [String] = []
        for task in tasks {
            for name in task.lead + task.cooperating + task.responsible where isGroup(name) {
                if seen[name] == nil { order.append(name) }
                seen[name] = ((seen[name]?.count ?? 0) + 1, seen[name]?.first ?? task)
            }
        }
        return order.compactMap { name in
            guard let (count, task) = seen[name] else { return nil }
            return Draft.Warning(
                code: "group-unresolved", message: "“\(name)”是一类单位（\(count) 项任务涉及），请指定具体包括哪些单位。", start: task.start,
                end: task.end)
        }
    }

    /// 各县（区） beside 各县（市、区）: whoever drops out by the letter has to be ruled on.
    private func wordings(_ tasks: [Draft.Task]) -> [Draft.Warning] {
        var counts: [String: (Int, Draft.Task)] = [:]
        for task in tasks {
            for name in task.lead + task.cooperating + task.responsible {
                guard let stem = Self.territory(name) else { continue }
                counts[stem] = ((counts[stem]?.0 ?? 0) + 1, counts[stem]?.1 ?? task)
            }
        }
        guard let usual = counts.max(by: { ($0.value.0, $1.key) < ($1.value.0, $0.key) }), counts.count > 1 else {
            return []
        }
        return counts.filter { $0.key != usual.key }.sorted { $0.value.1.start < $1.value.1.start }.map { stem, value in
            Draft.Warning(
                code: "group-wording", message: "此处写“\(stem)”，他处多写“\(usual.key)”，所指范围可能不同，请裁定是否为同一范围。",
                start: value.1.start, end: value.1.end)
        }
    }

    /// 各县（市、区） of 各县（市、区）人民政府.
    private static func territory(_ name: String) -> String? {
        var stem = name
        for ending in ["人民政府", "政府", "党委"] where stem.hasSuffix(ending) { stem = String(stem.dropLast(ending.count)) }
        let isTerritory = ["各", "有关", "相关"].contains { stem.hasPrefix($0) }
        let glyphs = Array(stem.unicodeScalars)
        let places: Set<Unicode.Scalar> = ["县", "区", "市", "州", "旗", "（", "）", "、", "各", "有", "关", "相", "级", "盟"]
        return isTerritory && glyphs.count <= 12 && glyphs.contains { $0 == "县" || $0 == "区" }
            && glyphs.allSatisfy { places.contains($0) } ? stem : nil
    }

    private func openLists(_ tasks: [Draft.Task]) -> [Draft.Warning] {
        tasks.filter(\.openEnded).map {
            Draft.Warning(code: "open-list", message: "责任单位以“等”结尾，未列全，请补充其余单位或确认仅限所列单位。", start: $0.start, end: $0.end)
        }
    }

    private func leaderless(_ tasks: [Draft.Task]) -> [Draft.Warning] {
        let without = tasks.filter { $0.lead.isEmpty && $0.responsible.count > 1 }
        guard let first = without.first else { return [] }
        return [
            Draft.Warning(
                code: "lead-missing", message: "有 \(without.count) 项任务列出多个责任单位而未写明谁牵头，请逐项指定牵头单位。", start: first.start,
                end: first.end)
        ]
    }

    private func carriedOver(_ assembly: TaskAssembly) -> [Draft.Warning] {
        assembly.annotations.filter { !$0.annotation.carriedOver.isEmpty }.map { annotation, _ in
            let span = text.span(annotation.range)
            let names = annotation.carriedOver.joined(separator: "、")
            return Draft.Warning(
                code: "carried-over", message: "原文写明以下任务均需“\(names)”落实，已加到其后各项任务，请确认。", start: span.lowerBound,
                end: span.upperBound)
        }
    }
}
