import Database
import DatabaseTesting
import LuoshiCore
import LuoshiWork

/// The tiny registers with a procedure on platforms that has one of everything.
enum TinyProcedures {
    static let roles = """
        roles:
          - key: anyone
            title: 任何登录的人
            grants:
              - {allow: [case.open.*, case.read.*, case.step.*, case.sign.*, case.hand_on.*, case.answer.*], scope: assigned}
              - {allow: case.list, scope: own}
              - {allow: case.object.*, scope: public}
              - {allow: [inbox.read, inbox.act], scope: assigned}
              - {allow: inbox.read, scope: own}
          - {key: county, title: 县, grants: [{allow: case.read.*, scope: subtree}]}
          - {key: firm, title: 单位, grants: [{allow: record.read.*, scope: own}]}
          - {key: line, title: 条线, grants: [{allow: [record.*, case.read.*], scope: line}]}
          - {key: head, title: 负责人, grants: [{allow: procedure.read, scope: all}]}
          - {key: leader, title: 领导, grants: [{allow: procedure.read, scope: all}]}
          - {key: office, title: 办公室, grants: [{allow: [case.read.*, case.statistics, procedure.read], scope: all}]}
        """

    static let certification = """
        procedure: certification
        title: 平台认定
        clause: ["1.1"]
        on: platforms
        opened_by: [unit]
        states:
          - {key: draft, title: 拟稿, with: [unit]}
          - {key: review, title: 审核, with: [line], due: {working_days: 10, then: overdue, supervisor: office}, hands_on: any}
          - {key: correcting, title: 补正, with: [unit], pauses: true, due: {working_days: 5, then: lapse}}
          - key: approval
            title: 签批
            due: {working_days: 3, then: remind}
            approval:
              chains:
                - {unit_kinds: [county], levels: [{title: 会签, mode: joint, by: [unit/head, "unit:9000-a/head"]}, {title: 审定, by: ["role:leader"]}]}
                - {levels: [{title: 审定, mode: any_one, by: ["unit:9000-a/head", "role:leader"]}]}
              passed: notice
              rejected: draft
          - {key: notice, title: 公示, with: [line], notice: {working_days: 5, objections_to: office}}
          - {key: certified, title: 已认定, final: true}
          - {key: ended, title: 终止, final: true}
        transitions:
          - key: submit
            title: 提交
            kind: submit
            from: draft
            to: review
            guards: [{expr: "has(this.area) && this.area >= 100", message: 面积不足 100 平方米}]
            requires: [area]
            asks: [area]
            documents: [{key: form, title: 申报书}]
          - {key: ask, title: 要求补正, kind: correction, from: review, to: correcting}
          - {key: resubmit, title: 补正后提交, kind: submit, from: correcting, to: review}
          - {key: lapse, title: 逾期未补正, from: correcting, to: ended, by: system}
          - {key: pass, title: 审核通过, from: review, to: approval}
          - {key: send_back, title: 退回, kind: return, from: [review, notice], to: draft}
          - key: publish
            title: 公布
            from: notice
            to: certified
            sets: [{field: certified_on, value: today()}, {field: level, value: "'municipal'"}]
          - {key: withdraw, title: 撤回, kind: withdraw, from: [draft, review], to: ended, by: [opener]}
        """

    static var files: PackageFiles { files(certification) }

    static func files(_ procedure: String) -> PackageFiles {
        var texts = TinyRegisters.files.texts
        texts["roles.yaml"] = roles
        texts["procedures/certification.yaml"] = procedure
        return PackageFiles(texts: texts)
    }
}

/// A house with people at all posts of the procedure, and a platform of the institute.
struct CaseHouse {
    var house: WorkHouse
    let people: [String: Actor]

    static let posts: [(login: String, unit: String, post: String?, roles: [String])] = [
        ("firm", "9001-f", "9001-f/receiving", ["firm"]), ("firm-head", "9001-f", "9001-f/head", ["firm", "head"]),
        ("east", "9001", "9001/receiving", ["county"]), ("east-head", "9001", "9001/head", ["county", "head"]),
        ("west", "9002", "9002/receiving", ["county"]), ("west-head", "9002", "9002/head", ["county", "head"]),
        ("line", "9000-a", "9000-a/receiving", ["line"]), ("a-head", "9000-a", "9000-a/head", ["line", "head"]),
        ("office", "9000", "9000/receiving", ["office"]), ("leader", "9000", "9000/head", ["leader"]),
    ]

    static func with(
        _ engine: TestEngine, _ files: PackageFiles = TinyProcedures.files,
        _ body: (inout CaseHouse) async throws -> Void
    ) async throws {
        try await WorkHouse.with(engine, files) { house in
            var people: [String: Actor] = [:]
            for place in posts {
                let create = CreateAccount(
                    login: place.login, person: "人\(place.login)", unit: place.unit, post: place.post,
                    roles: place.roles,
                    passwordHash: "-")
                people[place.login] = .account(try await house.door.perform(create, as: house.system))
            }
            let lines = SetPostLines(post: "9000-a/receiving", lines: ["register:platforms"])
            _ = try await house.door.perform(lines, as: house.system)
            var cases = CaseHouse(house: house, people: people)
            try await body(&cases)
        }
    }

    /// The application that is given with the submission.
    static let form = SentFile(name: "申报书.pdf", bytes: Array("%PDF-1.4\n%%EOF\n".utf8))

    func actor(_ login: String) -> Actor { people[login] ?? .anonymous }

    /// Opens a case on a new platform of a unit.
    func open(_ name: String = "铝材料实验室", host: String = "9001-f", as login: String = "firm") async throws -> String {
        let record = try await house.platform(name, host: host)
        return try await house.door.perform(OpenCase(procedure: "certification", record: record), as: actor(login))
    }

    /// As the office sees it.
    func detail(_ id: String, as login: String = "office") async throws -> CaseDetail {
        let found = try await house.door.ask(CaseByID(id, of: "certification"), as: actor(login))
        guard let found else { throw Refusal.notFound("事项") }
        return found
    }

    /// Takes a step from where the case stands, with the form where it is the submission.
    @discardableResult
    func take(
        _ step: String, _ id: String, as login: String, stay: Int? = nil, reason: String? = nil, missing: [String] = [],
        area: String? = nil
    ) async throws -> String {
        let now = try await house.stay(id)
        var input: [String: String] = [:]
        if step == "submit" { input["area"] = area ?? "120" }
        let form = GivenDocument(key: "form", letterNumber: nil, letterDate: nil, sent: Self.form)
        return try await house.door.perform(
            TakeStep(
                id, of: "certification", step: step, stay: stay ?? now, input: RecordInput(texts: input),
                documents: step == "submit" ? [form] : [], files: step == "submit" ? [Self.form] : [], reason: reason,
                missing: missing), as: actor(login))
    }

    func sign(_ id: String, as login: String, agrees: Bool = true, opinion: String? = nil) async throws -> String {
        let detail = try await detail(id)
        return try await house.door.perform(
            SignApproval(
                id, of: "certification", stay: detail.item.stay, level: detail.item.level, agrees: agrees,
                opinion: opinion), as: actor(login))
    }

    /// Titles of what lies open before somebody.
    func inbox(_ login: String, notices: Bool = false) async throws -> [String] {
        guard case .account(let account) = actor(login) else { return [] }
        let list = MyInbox(account: account, tab: notices ? .notices : .open)
        return try await house.door.ask(list, as: actor(login)).rows.map(\.item.title)
    }
}

extension WorkHouse {
    func stay(_ id: String) async throws -> Int {
        try await database.read {
            try $0.first("SELECT stay FROM cases WHERE id = \(id)") { try $0["stay"] as Int } ?? 0
        }
    }

    func number(_ sql: SQL) async throws -> Int {
        try await database.read { try $0.first(sql) { try $0["n"] as Int } ?? 0 }
    }
}
