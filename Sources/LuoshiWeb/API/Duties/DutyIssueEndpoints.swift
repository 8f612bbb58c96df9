import HTTPTypes
import LuoshiCore
import LuoshiPlan
import LuoshiWork

extension Endpoint {
    /// The plan's duties as they were issued to units, and how they are signed for.
    static let issuedDuties: [Endpoint] = [
        .one(
            "/duties", "责任分工的签收情况：各单位、各条款签了多少，什么还可以印发", "duty.read",
            Resource(ask: { _ in DutiesOverview() }) { overview, _ in
                DutyOverviewAnswer(try overview.found("责任分工"))
            }),
        .one(
            "/units/{id}/issued-duties", "一个单位签收的责任和它的签收单", "duty.read",
            Resource(ask: { DutiesOfUnit(try $0.path("id")) }) { found, _ in
                UnitDutiesAnswer(try found.found("这个单位的责任分工"))
            }),
        .list(
            "/plan/tasks/{path}/issued-duties", "一项任务及其下各条印发给哪些单位，签收了没有", "duty.read",
            ask: { DutyStandings(beneath: try $0.path("path")) }
        ) { duties, call in
            try call.page(duties, by: { "\($0.key.clause.ordered) \($0.record)" }, IssuedDutyAnswer.init)
        },
        .change(
            .post, "/duties/issues", "印发责任分工：没有印发过的、方案有变化的；不写 clauses 是全部", "duty.issue", status: 201,
            command: { (body: DutyIssueBody, _) in
                IssueDuties(
                    number: body.number.text, issuedOn: body.issuedOn, workingDays: body.workingDays,
                    clauses: (body.clauses ?? []).map(\.text))
            }, answer: { issue, _ in DutyIssueAnswer(issue) }),
    ]
}

/// The paper by which duties are issued, and the working days in which they are to be signed for.
struct DutyIssueBody: Codable, Sendable {
    let number: LineText
    let issuedOn: Day
    let workingDays: Int
    let clauses: [KeyText]?
}

/// What came of issuing.
struct DutyIssueAnswer: Codable, Sendable {
    let fresh: Int
    let changed: Int
    let withdrawn: Int
    let units: Int
    let due: Day

    init(_ issue: DutyIssue) {
        fresh = issue.fresh
        changed = issue.changed
        withdrawn = issue.withdrawn
        units = issue.units
        due = issue.due
    }
}

/// A duty as it was issued to a unit, and what became of it.
struct IssuedDutyAnswer: Codable, Sendable {
    let clause: String
    let unit: String
    let role: DutyRole
    let title: String
    let issue: String
    let issuedOn: Day
    let dueOn: Day
    let standing: DutyStanding
    /// Negative once the due day has passed.
    let workingDaysLeft: Int?
    let record: String
    /// The case by which it is signed for, and the stay that a step names as seen.
    let caseId: String
    let stay: Int
    let signedOn: Day?
    let signedBy: String?
    let questionedOn: Day?
    let question: String?
    /// The unit that is thought competent.
    let proposed: String?
    let reminders: Int

    init(_ duty: IssuedDuty) {
        clause = duty.key.clause
        unit = duty.key.unit
        role = duty.key.role
        title = duty.title
        issue = duty.issue
        issuedOn = duty.issuedOn
        dueOn = duty.dueOn
        standing = duty.standing
        workingDaysLeft = duty.workingDaysLeft
        record = duty.record
        caseId = duty.item.id
        stay = duty.item.stay
        signedOn = duty.signing?.day
        signedBy = duty.signing?.actorName
        questionedOn = duty.question?.day
        question = duty.question?.reason
        proposed = duty.proposed
        reminders = duty.reminders.count
    }
}

/// How far some duties are signed for.
struct DutyTallyAnswer: Codable, Sendable {
    /// A unit's id or a clause's path.
    let key: String
    let title: String
    let duties: Int
    let signed: Int
    let waiting: Int
    let questioned: Int
    let late: Int

    init(_ line: DutyOverview.Line) {
        key = line.key
        title = line.title
        duties = line.duties.count
        signed = line.signed
        waiting = line.waiting.count
        questioned = line.questioned
        late = line.late
    }
}

/// Signing all over the city.
struct DutyOverviewAnswer: Codable, Sendable {
    /// The procedure by which duties are signed for, and the register that keeps them.
    let procedure: String
    let register: String
    let units: [DutyTallyAnswer]
    let clauses: [DutyTallyAnswer]
    /// How many could be issued today; absent for whoever may not issue.
    let toIssue: Int?
    /// Clauses with units that are not known yet, so that nothing is issued to them.
    let waitingClauses: [String]

    init(_ overview: DutyOverview) {
        procedure = overview.procedure
        register = overview.register
        units = overview.units.map(DutyTallyAnswer.init)
        clauses = overview.clauses.map(DutyTallyAnswer.init)
        toIssue = overview.outlook.map { $0.fresh.count + $0.changed.count }
        waitingClauses = Set((overview.outlook?.waiting ?? []).map(\.duty.clause)).sorted()
    }
}

/// A unit's duties with its sheets.
struct UnitDutiesAnswer: Codable, Sendable {
    /// The sheet of one issue; `is_as_stamped` is absent until it was stamped.
    struct DutySheetAnswer: Codable, Sendable {
        let issue: String
        let duties: Int
        let fingerprint: String
        let isAsStamped: Bool?
        let scans: [String]

        init(_ sheet: DutySheet) {
            issue = sheet.issue
            duties = sheet.duties.count
            fingerprint = sheet.fingerprint
            isAsStamped = sheet.isAsStamped
            scans = sheet.papers.map(\.scan.hash)
        }
    }

    let unit: UnitSummary
    let duties: [IssuedDutyAnswer]
    let sheets: [DutySheetAnswer]

    init(_ found: UnitDuties) {
        unit = UnitSummary(found.unit)
        duties = found.duties.map(IssuedDutyAnswer.init)
        sheets = found.sheets.map(DutySheetAnswer.init)
    }
}
