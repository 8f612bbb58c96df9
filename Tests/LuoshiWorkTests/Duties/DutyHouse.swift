import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import LuoshiWork

/// A plan of three tasks with a register of duties and a procedure to sign for them, wholly invented.
enum TinyDuties {
    static let roles = """
        roles:
          - key: anyone
            title: 任何登录的人
            grants:
              - {allow: [case.open.*, case.read.*, case.step.*, case.sign.*, case.hand_on.*, case.answer.*, case.consult.*, case.opinion.*], scope: assigned}
              - {allow: case.list, scope: own}
              - {allow: [inbox.read, inbox.act], scope: assigned}
              - {allow: inbox.read, scope: own}
          - key: office
            title: 办公室
            grants:
              - {allow: [duty.issue, duty.read, case.read.*, case.remind.*, record.read.*, plan.read, unit.*], scope: all}
          - key: unit
            title: 单位
            grants:
              - {allow: [duty.read, plan.read], scope: all}
              - {allow: [duty.stamp, plan.assign, record.read.*], scope: own}
              - {allow: [record.enter.*, record.change.*, record.strike.*], scope: all}
          - {key: head, title: 负责人, grants: [{allow: duty.read, scope: all}]}
        """

    static let units = """
        units:
          - {code: "9000", kind: city, name: 某市}
          - {code: 9000-a, kind: department, name: 某市甲局, short: 市甲局}
          - {code: 9000-b, kind: department, name: 某市乙局, short: 市乙局}
          - {code: 9000-c, kind: department, name: 某市丙局, short: 市丙局}
          - {code: "9001", kind: county, name: 东县}
          - {code: "9002", kind: county, name: 西县}
        groups:
          - {key: counties, name: 各县, members: ["9001", "9002"]}
          - {key: parks, name: 各园区, awaiting: parks}
        """

    static let clauses = """
        clauses:
          - {path: "1", label: 一、, kind: undertaking, title: 平台工程}
          - path: "1.1"
            label: 1.
            kind: task
            title: 建设平台
            summary: 建成七十个平台。
            responsibility: {lead: [市甲局], cooperating: [各县, 市乙局]}
          - path: "1.2"
            label: 2.
            kind: task
            title: 培育企业
            responsibility: {lead: [市乙局], cooperating: [各园区]}
        """

    static let rulings = """
        rulings:
          - key: parks
            clause: "1.2"
            title: 各园区
            question: 各园区是哪些？
            takes: units
            options: [{key: east, title: 只有东县, value: ["9001"]}, {key: both, title: 东县和西县, value: ["9001", "9002"]}]
            decided_by: 某市
        """

    static let register = """
        register: duties
        title: 责任分工
        clause: "1"
        belongs_to: unit
        named_by: title
        derived: plan_duties
        fields:
          - {key: unit, title: 责任单位, type: unit, required: true}
          - {key: title, title: 任务, type: string, required: true}
          - {key: clause, title: 条款, type: string, required: true}
          - {key: role, title: 责任, type: choice, required: true, choices: [{key: lead, title: 牵头}, {key: cooperating, title: 配合}, {key: responsible, title: 责任}]}
          - {key: wording, title: 方案写法, type: string}
          - {key: content, title: 任务要求, type: text}
          - {key: issue, title: 文号, type: string, required: true}
          - {key: issued_on, title: 印发日期, type: date, required: true}
          - {key: due_on, title: 签收期限, type: date, required: true}
          - {key: proposed, title: 建议承担单位, type: unit}
          - {key: ended_on, title: 不再承担日期, type: date}
        """

    static let signing = """
        procedure: duty_signing
        title: 责任分工签收
        clause: "1"
        on: duties
        opened_by: [office]
        states:
          - {key: issued, title: 待签收, with: [unit], together: true, due: {field: due_on, then: overdue, supervisor: office}}
          - {key: signed, title: 已签收, with: [unit], rests: true}
          - {key: questioned, title: 异议, with: [office], consults: true, due: {working_days: 10, then: remind}}
          - {key: ended, title: 终止, final: true}
        transitions:
          - {key: sign, title: 签收, kind: submit, from: issued, to: signed}
          - {key: question, title: 提出异议, from: [issued, signed], to: questioned, reason: required, asks: [proposed]}
          - {key: stand, title: 维持, from: questioned, to: issued, reason: required, asks: [due_on]}
          - {key: move, title: 改由其他单位承担, from: questioned, to: issued, reason: required, asks: [unit, due_on]}
          - {key: reissue, title: 重新印发, from: [issued, signed], to: issued, by: [office], reason: required, asks: [due_on]}
          - {key: withdraw, title: 收回, kind: withdraw, from: [issued, signed, questioned], to: ended, by: [office], reason: required, sets: [{field: ended_on, value: today()}]}
          - {key: pass_on, title: 随职能移交, from: [issued, signed, questioned], to: issued, by: system}
          - {key: join, title: 并入, from: [issued, signed, questioned], to: ended, by: system, sets: [{field: ended_on, value: today()}]}
        """

    static let files = PackageFiles(texts: [
        "package.yaml": TinyRegisters.manifest, "roles.yaml": roles, "units.yaml": units,
        "calendar.yaml": "years: []\n",
        "plan/clauses.yaml": clauses, "plan/targets.yaml": "targets: []\n", "plan/rulings.yaml": rulings,
        "registers/duties.yaml": register, "procedures/duty_signing.yaml": signing,
    ])
}

/// A house with somebody at the receiving post of every unit, and the office at the city's.
struct DutyHouse {
    var house: WorkHouse
    let people: [String: Actor]

    /// On 5 August 2022, a Friday.
    static func with(
        _ engine: TestEngine, _ files: PackageFiles = TinyDuties.files,
        _ body: (inout DutyHouse) async throws -> Void
    ) async throws {
        try await WorkHouse.with(engine, files) { house in
            var people: [String: Actor] = [:]
            let places = [
                ("office", "9000", "office"), ("a", "9000-a", "unit"), ("b", "9000-b", "unit"), ("c", "9000-c", "unit"),
                ("east", "9001", "unit"), ("west", "9002", "unit"),
            ]
            for (login, unit, role) in places {
                people[login] = try await house.account("at-\(login)", unit: unit, roles: [role])
            }
            var duties = DutyHouse(house: house, people: people)
            try await body(&duties)
        }
    }

    func actor(_ login: String) -> Actor { people[login] ?? .anonymous }

    @discardableResult
    func issue(_ number: String = "某办〔2022〕1 号", clauses: [String] = []) async throws -> DutyIssue {
        let day = house.door.clock.moment().day
        return try await house.door.perform(
            IssueDuties(number: number, issuedOn: day, workingDays: 5, clauses: clauses), as: actor("office"))
    }

    func overview() async throws -> DutyOverview {
        guard let found = try await house.door.ask(DutiesOverview(), as: actor("office")) else {
            throw Refusal.notFound("责任分工")
        }
        return found
    }

    func duties(of unit: String, on day: String? = nil) async throws -> UnitDuties {
        let past = day.flatMap { Day($0) }
        guard let found = try await house.door.ask(DutiesOfUnit(unit), as: actor("office"), knownOn: past) else {
            throw Refusal.notFound("单位")
        }
        return found
    }

    /// The unit's duty in a clause.
    func duty(_ clause: String, of unit: String) async throws -> IssuedDuty {
        guard let found = try await duties(of: unit).duties.first(where: { $0.key.clause == clause }) else {
            throw Refusal.notFound("责任 \(clause)")
        }
        return found
    }

    /// Signs for all that waits at a unit.
    func sign(_ unit: String, as login: String) async throws {
        let waiting = try await duties(of: unit).duties.filter { $0.standing == .waiting }
        _ = try await house.door.perform(
            TakeSteps(waiting.map { .init($0.item.id, stay: $0.item.stay) }, of: "duty_signing", step: "sign"),
            as: actor(login))
    }

    @discardableResult
    func take(
        _ step: String, _ duty: IssuedDuty, as login: String, reason: String? = nil, _ texts: [String: String] = [:]
    ) async throws -> String {
        try await house.door.perform(
            TakeStep(
                duty.item.id, of: "duty_signing", step: step, stay: duty.item.stay, input: RecordInput(texts: texts),
                reason: reason), as: actor(login))
    }

    /// Titles of what lies open before somebody.
    func inbox(_ login: String, notices: Bool = false) async throws -> [String] {
        guard case .account(let account) = actor(login) else { return [] }
        return try await house.door.ask(MyInbox(account: account, tab: notices ? .notices : .open), as: actor(login))
            .rows.map(\.item.title)
    }

    static func refusal(_ work: () async throws -> some Sendable) async throws -> String {
        do {
            _ = try await work()
            return "done"
        } catch let refusal as any PublicError {
            return refusal.code
        }
    }
}
