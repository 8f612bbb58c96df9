import Database
import DatabaseTesting
import LuoshiCore

/// People of the tiny city: an office, an auditor from outside, a county with two clerks and its park.
struct MandateHouse {
    let house: House
    let office: Actor
    let clerk: Actor
    let mate: Actor
    let auditor: Actor

    var door: Door { house.door }

    /// The post that `clerk` holds in the county 9001; its role may write notes there.
    static let post = "9001/clerk"

    static let roles =
        TinyPackage.roles.replacing(
            "- {allow: [session.start, session.end], scope: own}",
            with:
                "- {allow: [session.*, mandate.read, mandate.delegate, mandate.end, right.read, disclosure.read], scope: own}"
        ) + """

              - key: office
                title: 办公室
                grants:
                  - {allow: [mandate.*, right.read, audit.read, unit.read], scope: all}
              - key: inspection
                title: 检查组
                for_access: true
                grants:
                  - {allow: audit.read, scope: subtree}
              - key: county
                title: 县
                grants:
                  - {allow: audit.read, scope: subtree}
              - key: overseer
                title: 超出办公室的检查组
                for_access: true
                grants:
                  - {allow: audit.erase, scope: all}

            """

    static func with(_ engine: TestEngine, _ body: (MandateHouse) async throws -> Void) async throws {
        try await withHouse(engine, today: Day("2022-08-05"), files: TinyPackage.with("roles.yaml", roles)) { house in
            let people = MandateHouse(
                house: house, office: try await house.account("office", unit: "9000-a", roles: ["office"]),
                clerk: try await house.account("clerk", unit: "9001", roles: ["holder_own"]),
                mate: try await house.account("mate", unit: "9001"),
                auditor: try await house.account("guest", unit: "9000-b"))
            try await body(people)
        }
    }

    func delegation(
        of post: String = MandateHouse.post, to login: String = "mate", _ permissions: [String] = [],
        from: String? = nil, until: String = "2022-08-12", reason: String = "出差"
    ) throws -> Delegate {
        Delegate(
            post: post, to: login, permissions: permissions, from: from.flatMap { Day($0) },
            until: Day(until) ?? Day(number: 0), reason: reason)
    }

    func access(
        to login: String = "guest", role: String = "inspection", units: [String] = ["9001"], basis: String = "审计通知书",
        number: String = "百审通〔2022〕8 号", from: String = "2022-08-05", until: String = "2022-12-31"
    ) -> GrantAccess {
        GrantAccess(
            to: login, role: role, units: units, basis: basis, number: number, from: Day(from) ?? Day(number: 0),
            until: Day(until) ?? Day(number: 0))
    }

    /// Whether somebody may write a note in the county, on a day.
    func mayWrite(_ actor: Actor, on unit: String = "9001", day: String = "2022-08-05") async throws -> Bool {
        let door = Door(database: house.database, clock: house.clock.business(today: Day(day)))
        return try await door.decision("note.write", on: .unit(unit), for: actor).isAllowed
    }

    func mayAudit(_ actor: Actor, _ subject: Subject, day: String = "2022-08-05") async throws -> Bool {
        let door = Door(database: house.database, clock: house.clock.business(today: Day(day)))
        return try await door.decision("audit.read", on: subject, for: actor, writing: false).isAllowed
    }
}
