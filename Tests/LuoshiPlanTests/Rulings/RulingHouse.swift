import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan

/// A plan with two open questions, a group that waits for one of them, an office that decides and a bureau that is heard.
enum RulingPlan {
    static let files: PackageFiles = {
        var texts = TinyPlan.files.texts
        texts["roles.yaml"] = """
            roles:
              - key: office
                title: 办公室
                grants:
                  - {allow: [plan.read, plan.ask_opinions, plan.read_opinions, plan.settle], scope: all}
                  - {allow: plan.rule, scope: own}
              - key: unit
                title: 责任单位
                grants:
                  - {allow: plan.read, scope: all}
                  - {allow: [plan.give_opinion, plan.read_opinions], scope: own}
            """
        texts["units.yaml"] = """
            units:
              - {code: "9000", kind: city, name: 某市}
              - {code: 9000-o, kind: group_office, name: 某市办公室, short: 办公室}
              - {code: 9000-a, kind: department, name: 某市甲局, short: 市甲局}
              - {code: "9001", kind: county, name: 东县}
              - {code: "9002", kind: county, name: 西县}
              - {code: 9001-p, kind: park, name: 东县园区}
              - {code: 9002-p, kind: park, name: 西县园区}
            groups:
              - {key: counties, name: 各县, members: ["9001", "9002"]}
              - {key: parks, name: 各园区, awaiting: parks}
            """
        texts["plan/clauses.yaml"] = TinyPlan.clauses.replacing(
            "title: 培育企业\n    responsibility: {lead: [市甲局]}",
            with: "title: 培育企业\n    responsibility: {lead: [市甲局], cooperating: [各园区]}")
        texts["plan/rulings.yaml"] = """
            rulings:
              - key: base
                clause: "1.2"
                title: 基期
                question: 与哪一年比？
                takes: year
                free: true
                options: [{key: y2020, title: 2020 年, value: "2020"}, {key: before, title: 上一年, value: previous_year}]
                targets: [T02]
                decided_by: 办公室
                consults: [市甲局]
              - key: parks
                clause: "1.2"
                title: 各园区
                question: 各园区是哪些？
                takes: units
                options:
                  - {key: east, title: 只有东县园区, value: [9001-p]}
                  - {key: named, title: 另列名单, value: null, suggested: [9001-p]}
                decided_by: 办公室
            contradictions:
              - {key: fifty, title: 两处不同, clauses: ["1", "1.2"], targets: [T02], explanation: 一处写超过，一处写不低于。}
            """
        return PackageFiles(texts: texts)
    }()

    static let ground = Ground(
        kind: .minutes, title: "第一次会议纪要", number: nil, day: Day("2022-06-30") ?? Day(number: 0))
}

/// A house on any business day, with people of the office, the bureau and a county.
struct RulingHouse {
    let database: Database

    func door(_ day: String) -> Door {
        Door(
            database: database, clock: BusinessClock(fixedDay: Day(day)),
            handlers: EventHandler.core + EventHandler.plan)
    }

    let office = Actor.account("a-office")
    let bureau = Actor.account("a-bureau")
    let county = Actor.account("a-county")

    /// Adopts the plan and makes the accounts on a day.
    func prepare(_ day: String = "2022-07-01", files: PackageFiles = RulingPlan.files) async throws {
        let door = door(day)
        try await door.adopt(files)
        for (login, unit, role) in [
            ("office", "9000-o", "office"), ("bureau", "9000-a", "unit"), ("county", "9001", "unit"),
        ] {
            _ = try await door.perform(
                CreateAccount(login: login, person: "人\(login)", unit: unit, roles: [role], passwordHash: "-"),
                as: .system("test"))
        }
    }

    /// Decides the base year.
    @discardableResult
    func decide(_ option: String, on day: String, from: String? = nil, reason: String = "") async throws -> Int {
        try await door(day).perform(
            Rule(
                ruling: "base", choice: RulingChoice(option: option), ground: RulingPlan.ground,
                from: from.flatMap { Day($0) }, reason: reason), as: office)
    }

    func view(on day: String, today: String = "2022-08-05") async throws -> PlanView? {
        try await door(today).ask(CurrentPlan(), as: office, knownOn: Day(day))
    }

    func value(_ key: String, on day: String) async throws -> RulingValue? {
        guard let day = Day(day) else { return nil }
        return try await database.read { try RulingStore($0).value(key, InForce(day)) }
    }
}

/// Runs the body in a house where the plan was adopted on 2022-07-01.
func withRulingHouse(_ engine: TestEngine, _ body: (RulingHouse) async throws -> Void) async throws {
    try await withDatabase(engine, migrations: Migration.core + Migration.plan) { database in
        let house = RulingHouse(database: database)
        try await house.prepare()
        try await body(house)
    }
}
