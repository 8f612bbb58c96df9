import LuoshiCore

/// Items and their changes in words.
package enum ReviewWords {
    /// What an item is called: 条款“高水平创新平台建设”.
    package static func name(_ content: ReviewContent) -> String {
        "\(content.kind.title)“\(title(content))”"
    }

    package static func title(_ content: ReviewContent) -> String {
        switch content {
        case .head(let head): head.title
        case .clause(let clause): "\(clause.path) \(clause.title)"
        case .task(let task): task.duties.first.map { $0.name + (task.duties.count > 1 ? "等" : "") } ?? "责任单位"
        case .target(let target): target.title
        case .actor(let actor): actor.unit
        case .name(let name): name.wording
        case .question(let question): short(question.question)
        case .contradiction(let contradiction): short(contradiction.title)
        }
    }

    private static func short(_ text: String) -> String { text.count > 24 ? text.prefix(24) + "…" : text }

    /// What changed, field by field: 标题“甲”改为“乙”.
    package static func change(from before: ReviewState?, to after: ReviewState?) -> String {
        guard let before else { return after.map { "新增\(name($0.content))" } ?? "" }
        guard let after else { return "删除\(name(before.content))" }
        let (old, new) = (fields(before.content), fields(after.content))
        var parts = new.compactMap { field, value -> String? in
            let was = old.first { $0.0 == field }?.1 ?? ""
            return was == value ? nil : "\(field)“\(clip(was))”改为“\(clip(value))”"
        }
        if before.decision != after.decision { parts.append(after.decision == .accepted ? "已核对" : "改回待核对") }
        return parts.isEmpty ? "\(name(after.content))的位置" : parts.joined(separator: "，")
    }

    private static func clip(_ text: String) -> String { text.count > 60 ? text.prefix(60) + "…" : text }

    /// Its fields as a page and a conflict show them.
    package static func fields(_ content: ReviewContent) -> [(String, String)] {
        switch content {
        case .head(let head):
            [
                ("标题", head.title), ("简称", head.shortTitle), ("印发单位", head.issuer), ("文号", head.documentNumber ?? ""),
                ("成文日期", head.issuedOn?.description ?? ""), ("方案期", "\(head.firstDay)至\(head.lastDay)"),
            ]
        case .clause(let clause):
            [
                ("编号", clause.path), ("序号", clause.label), ("类型", clause.kind.title), ("标题", clause.title),
                ("概要", clause.summary), ("机制", clause.mechanisms.map(\.title).joined(separator: "、")),
            ]
        case .task(let task):
            DutyRole.allCases.map { ($0.title, task.names($0).joined(separator: "、")) }
                + [("等", task.isOpenEnded ? "是" : "否")]
        case .target(let target):
            [
                ("标题", target.title), ("类型", target.kind.title), ("来源", target.source.title), ("怎么得出", target.knownBy),
                ("责任单位", target.ownerName), ("依据", target.ownerBasis ?? ""),
                ("要求", target.expressions.map(\.inWords).joined(separator: "；")),
                ("统计内容", target.expressions.map(\.counts).joined(separator: "；")),
                ("节点", target.milestones.map(\.title).joined(separator: "、")),
            ]
        case .actor(let actor): [("单位", actor.unit), ("做什么", actor.what)]
        case .name(let name): [("写法", name.wording), ("对应", resolution(name.resolution))]
        case .question(let question):
            [
                ("标题", question.title), ("问题", question.question), ("为什么", question.why),
                ("可选", question.options.map(\.title).joined(separator: "、")), ("由谁裁定", question.decidedBy),
            ]
        case .contradiction(let contradiction):
            [("标题", contradiction.title), ("说明", contradiction.explanation)]
        }
    }

    private static func resolution(_ resolution: NameResolution) -> String {
        switch resolution {
        case .unresolved: "未定"
        case .unit(let unit): "单位 \(unit)"
        case .group(let group): group.isOpen ? "口径待确认" : "一类单位，\(group.members.count) 个"
        }
    }
}

extension ClauseKind {
    package var title: String {
        switch self {
        case .part: "部分"
        case .undertaking: "工程"
        case .task: "任务"
        case .measure: "保障措施"
        case .goal: "目标段"
        case .preamble: "导语"
        case .item: "分项"
        case .annex: "附件"
        }
    }
}

extension DraftExpression {
    /// The promise in words, as a plan's expression says it.
    package var inWords: String {
        Expression(
            target: "", clause: "", position: 0, comparator: comparator, value: value, minimum: minimum,
            maximum: maximum, unit: unit, firmness: firmness, deadline: deadline, isYearly: isYearly, counts: counts
        ).inWords
    }
}
