import LuoshiCore

/// One thing of a review draft (审核稿). Clauses are referred to by their item, so that a path shift touches only clauses.
package enum ReviewContent: Sendable, Hashable, Codable {
    case head(PlanHead)
    case clause(DraftClause)
    case task(DraftTask)
    case target(DraftTarget)
    case actor(DraftActor)
    case name(DraftName)
    case question(DraftQuestion)
    case contradiction(DraftContradiction)

    package var kind: ReviewKind {
        switch self {
        case .head: .head
        case .clause: .clause
        case .task: .task
        case .target: .target
        case .actor: .actor
        case .name: .name
        case .question: .question
        case .contradiction: .contradiction
        }
    }

    /// Items of the clauses that it stands in.
    package var clauses: [Int] {
        switch self {
        case .head, .clause, .name: []
        case .task(let task): [task.clause]
        case .target(let target): target.expressions.map(\.clause)
        case .actor(let actor): [actor.clause]
        case .question(let question): [question.clause]
        case .contradiction(let contradiction): contradiction.clauses
        }
    }

    /// The same standing in another clause instead.
    func moved(from clause: Int, to other: Int) -> ReviewContent {
        func place(_ item: Int) -> Int { item == clause ? other : item }
        switch self {
        case .head, .clause, .name: return self
        case .task(var task):
            task.clause = place(task.clause)
            return .task(task)
        case .target(var target):
            for index in target.expressions.indices {
                target.expressions[index].clause = place(target.expressions[index].clause)
            }
            return .target(target)
        case .actor(var actor):
            actor.clause = place(actor.clause)
            return .actor(actor)
        case .question(var question):
            question.clause = place(question.clause)
            return .question(question)
        case .contradiction(var contradiction):
            var seen: Set<Int> = []
            contradiction.clauses = contradiction.clauses.map(place).filter { seen.insert($0).inserted }
            return .contradiction(contradiction)
        }
    }
}

/// What kind of thing an item is.
package enum ReviewKind: String, Sendable, CaseIterable, Codable {
    case head, name, clause, task, target, actor, question, contradiction

    package var title: String {
        switch self {
        case .head: "文件信息"
        case .name: "单位名称"
        case .clause: "条款"
        case .task: "任务"
        case .target: "目标"
        case .actor: "点名"
        case .question: "问题"
        case .contradiction: "前后不一"
        }
    }
}

/// A clause; its place is its path.
package struct DraftClause: Sendable, Hashable, Codable {
    package var path: String
    package var label: String
    package var kind: ClauseKind
    package var title: String
    package var summary: String
    package var mechanisms: [DraftMechanism]

    package init(
        path: String, label: String, kind: ClauseKind, title: String, summary: String, mechanisms: [DraftMechanism]
    ) {
        self.path = path
        self.label = label
        self.kind = kind
        self.title = title
        self.summary = summary
        self.mechanisms = mechanisms
    }
}

/// A mechanism of a clause.
package struct DraftMechanism: Sendable, Hashable, Codable {
    package var key: String
    package var title: String

    package init(key: String, title: String) {
        self.key = key
        self.title = title
    }
}

/// A responsibility annotation: who takes part in a clause, and how.
package struct DraftTask: Sendable, Hashable, Codable {
    package var clause: Int
    package var duties: [DraftDuty]
    /// The list ends in 等.
    package var isOpenEnded: Bool

    package func names(_ role: DutyRole) -> [String] { duties.filter { $0.role == role }.map(\.name) }

    package init(clause: Int, duties: [DraftDuty], isOpenEnded: Bool) {
        self.clause = clause
        self.duties = duties
        self.isOpenEnded = isOpenEnded
    }
}

/// One name of an annotation.
package struct DraftDuty: Sendable, Hashable, Codable {
    package var role: DutyRole
    package var name: String

    package init(role: DutyRole, name: String) {
        self.role = role
        self.name = name
    }
}

/// Somebody whom a measure's own text names.
package struct DraftActor: Sendable, Hashable, Codable {
    package var clause: Int
    package var what: String
    package var unit: String

    package init(clause: Int, what: String, unit: String) {
        self.clause = clause
        self.what = what
        self.unit = unit
    }
}

/// What the plan leaves open.
package struct DraftQuestion: Sendable, Hashable, Codable {
    package var key: String
    package var clause: Int
    package var title: String
    package var question: String
    package var why: String
    package var options: [RulingQuestion.Option]
    /// Items of the targets that wait for it.
    package var targets: [Int]
    package var decidedBy: String
    package var consults: [String]
    package var takes: RulingValueKind
    package var isFree: Bool

    package init(
        key: String, clause: Int, title: String, question: String, why: String, options: [RulingQuestion.Option],
        targets: [Int], decidedBy: String, consults: [String], takes: RulingValueKind = .text, isFree: Bool = false
    ) {
        self.key = key
        self.clause = clause
        self.title = title
        self.question = question
        self.why = why
        self.options = options
        self.targets = targets
        self.decidedBy = decidedBy
        self.consults = consults
        self.takes = takes
        self.isFree = isFree
    }
}

/// Two places that do not say the same.
package struct DraftContradiction: Sendable, Hashable, Codable {
    package var key: String
    package var title: String
    package var clauses: [Int]
    package var targets: [Int]
    package var explanation: String

    package init(key: String, title: String, clauses: [Int], targets: [Int], explanation: String) {
        self.key = key
        self.title = title
        self.clauses = clauses
        self.targets = targets
        self.explanation = explanation
    }
}
