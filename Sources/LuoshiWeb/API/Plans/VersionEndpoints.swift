import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// Versions of the plan, and what each changed.
    static let planVersions: [Endpoint] = [
        .list("/plan/versions", "方案的各个版本", "plan.read", ask: { _ in PlanVersions() }) { versions, call in
            try call.page(versions, by: { String($0.number).ordered }, PlanVersionAnswer.init)
        },
        .one(
            "/plan/versions/{old}/changes/{new}", "两个版本之间的不同", "plan.read",
            Resource(ask: { call in
                ComparePlans(try call.number("old", of: "这个版本"), try call.number("new", of: "这个版本"))
            }) { comparison, _ in PlanDifferenceAnswer(try comparison.found("这个版本").difference) }),
    ]
}

/// A version of the plan.
struct PlanVersionAnswer: Codable, Sendable {
    let number: Int
    let contentHash: String
    let title: String
    let shortTitle: String
    let issuer: String
    let documentNumber: String?
    let issuedOn: Day?
    let firstDay: Day
    let lastDay: Day
    let adoptedOn: Day

    init(_ version: PlanVersion) {
        number = version.number
        contentHash = version.contentHash
        title = version.title
        shortTitle = version.shortTitle
        issuer = version.issuer
        documentNumber = version.documentNumber
        issuedOn = version.issuedOn
        firstDay = version.firstDay
        lastDay = version.lastDay
        adoptedOn = version.adoptedOn
    }
}

/// What is different between two plans, and what that touches.
struct PlanDifferenceAnswer: Codable, Sendable {
    /// What became of one thing: without `old` it is new, without `new` it is gone.
    struct PlanChangeAnswer: Codable, Sendable {
        let subject: String
        let title: String
        let old: String?
        let new: String?
    }
    /// What a unit has to do now or no longer.
    struct UnitDutyChangeAnswer: Codable, Sendable {
        let unit: String
        let gained: [String]
        let lost: [String]
    }

    let head: [PlanChangeAnswer]
    let clauses: [PlanChangeAnswer]
    let tasks: [PlanChangeAnswer]
    let targets: [PlanChangeAnswer]
    let questions: [PlanChangeAnswer]
    let units: [UnitDutyChangeAnswer]
    /// Keys of rulings about something that changed.
    let touchedRulings: [String]
    let targetsWithoutOwner: [String]

    init(_ difference: PlanDifference) {
        func told(_ changes: [PlanDifference.Change]) -> [PlanChangeAnswer] {
            changes.map { PlanChangeAnswer(subject: $0.subject, title: $0.title, old: $0.old, new: $0.new) }
        }
        head = told(difference.head)
        clauses = told(difference.clauses)
        tasks = told(difference.tasks)
        targets = told(difference.targets)
        questions = told(difference.questions)
        units = difference.units.map { UnitDutyChangeAnswer(unit: $0.unit, gained: $0.gained, lost: $0.lost) }
        touchedRulings = difference.touchedRulings.map(\.key)
        targetsWithoutOwner = difference.targetsWithoutOwner.map(\.id)
    }
}
