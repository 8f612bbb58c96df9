import PlanReader

/// A plan made around one sentence, so that a test says only what it is about.
func plan(
    _ body: String, title: String = "云溪市促进示范产业三年行动方案（2024—2026年）", heading: String = "推进示范"
) -> Draft {
    PlanReader.read(
        """
        \(title)
        一、总体要求
        坚持稳中求进。
        二、重点任务
        （一）\(heading)。\(body)
        """)
}

/// The targets with a quantity.
func quantities(_ draft: Draft) -> [Draft.Target] {
    draft.targets.filter { ($0.value ?? $0.min) != nil && $0.kind != .ratio }
}

/// Comparator, value and unit of each quantity, as one short word each.
func brief(_ draft: Draft) -> [String] {
    quantities(draft).map { target in
        let value = target.value ?? "\(target.min ?? "")-\(target.max ?? "")"
        return "\(target.comparator.rawValue) \(value)\(target.unit ?? "")"
    }
}
