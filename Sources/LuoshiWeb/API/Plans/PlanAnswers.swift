import LuoshiCore
import LuoshiPlan

/// The plan in force, with how much there is of everything.
struct PlanAnswer: Codable, Sendable {
    let version: Int
    let contentHash: String
    let title: String
    let shortTitle: String
    let issuer: String
    let documentNumber: String?
    let issuedOn: Day?
    let firstDay: Day
    let lastDay: Day
    let city: String
    let adoptedOn: Day
    let clauses: Int
    let targets: Int
    let rulings: Int

    init(_ plan: Plan) {
        version = plan.version.number
        contentHash = plan.version.contentHash
        title = plan.version.title
        shortTitle = plan.version.shortTitle
        issuer = plan.version.issuer
        documentNumber = plan.version.documentNumber
        issuedOn = plan.version.issuedOn
        firstDay = plan.version.firstDay
        lastDay = plan.version.lastDay
        city = plan.version.city
        adoptedOn = plan.version.adoptedOn
        clauses = plan.clauses.count
        targets = plan.targets.count
        rulings = plan.rulings.count
    }
}

/// A clause with the mechanisms it sets up and the actors its own text names.
struct ClauseAnswer: Codable, Sendable {
    struct MechanismAnswer: Codable, Sendable {
        let key: String
        let title: String
    }
    struct ActorAnswer: Codable, Sendable {
        let what: String
        let unit: String
    }

    let path: String
    let parent: String?
    let label: String
    let kind: ClauseKind
    let title: String
    let summary: String
    let mechanisms: [MechanismAnswer]
    let actors: [ActorAnswer]

    init(_ clause: Clause, of plan: Plan) {
        path = clause.path
        parent = clause.parent
        label = clause.label
        kind = clause.kind
        title = clause.title
        summary = clause.summary
        mechanisms = plan.mechanisms.filter { $0.clause == clause.path }.map { .init(key: $0.key, title: $0.title) }
        actors = plan.actors.filter { $0.clause == clause.path }.map { .init(what: $0.what, unit: $0.unit) }
    }
}

/// A task with who takes part in it and the targets it serves.
struct TaskAnswer: Codable, Sendable {
    /// One name of the annotation; `units` are those it stands for on the business day.
    struct DutyAnswer: Codable, Sendable {
        let role: DutyRole
        let name: String
        let unit: String?
        let group: String?
        let units: [String]
    }

    let path: String
    let kind: ClauseKind
    let title: String
    let summary: String
    let duties: [DutyAnswer]
    let targets: [String]

    init(_ clause: Clause, of view: PlanView) {
        path = clause.path
        kind = clause.kind
        title = clause.title
        summary = clause.summary
        duties = view.plan.duties(of: clause.path).map { duty in
            let units = duty.unit.map { [$0] } ?? duty.group.flatMap { view.members[$0] } ?? []
            return DutyAnswer(role: duty.role, name: duty.name, unit: duty.unit, group: duty.group, units: units)
        }
        targets = view.plan.targets(beneath: clause.path).map(\.id)
    }
}
