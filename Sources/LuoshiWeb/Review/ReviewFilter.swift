import LuoshiPlan

/// What the right side of a review shows.
enum ReviewFilter: String, CaseIterable {
    case pending, name, clause, task, target, question, all

    var title: String {
        switch self {
        case .pending: "待核对"
        case .name: "单位名称"
        case .clause: "条款"
        case .task: "任务"
        case .target: "目标"
        case .question: "问题"
        case .all: "全部"
        }
    }

    func shows(_ item: ReviewItem) -> Bool {
        switch self {
        case .all: true
        case .pending: item.isPending
        case .name: item.kind == .name
        case .clause: item.kind == .clause || item.kind == .head
        case .task: item.kind == .task
        case .target: item.kind == .target
        case .question: [.question, .contradiction, .actor].contains(item.kind)
        }
    }

    /// The filter under which a kind is counted.
    static func of(_ kind: ReviewKind) -> ReviewFilter {
        switch kind {
        case .head, .clause: .clause
        case .name: .name
        case .task: .task
        case .target: .target
        case .actor, .question, .contradiction: .question
        }
    }
}
