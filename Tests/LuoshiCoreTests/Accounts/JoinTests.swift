import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct JoinTests {
    static let code = "91450000MA5K11111Y"
    static let other = "91450000MA5K22222P"

    @discardableResult static func apply(
        _ home: AccountHouse, code: String = code, login: String = "firm", receipt: BearerSecret = BearerSecret(),
        county: String = "9001"
    ) async throws -> String {
        let command = ApplyToJoin(
            creditCode: code, firm: code == other ? "某会计服务有限公司" : "某铝业有限公司", county: county, contact: "经办人甲",
            phone: "0776-1234567",
            login: login, passwordHash: await AccountHouse.hash.value, receipt: receipt)
        return try await home.door.perform(command, as: .anonymous)
    }

    static func confirm(_ home: AccountHouse, _ id: String, as actor: Actor? = nil) async throws -> String {
        try await home.door.perform(ConfirmApplication(id: id), as: actor ?? home.steward)
    }

    @Test(arguments: TestDatabases.engines)
    func `a county confirms a firm, which is then a unit with an account`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let receipt = BearerSecret()
            let id = try await Self.apply(home, receipt: receipt)
            #expect(try await home.door.ask(ReadReceipt(receipt: receipt), as: .anonymous).state == .pending)
            #expect(await refusal { _ = try await home.token("firm") } == "sign_in_failed")
            let west = try await home.account("west", unit: "9002", post: "9002/receiving", roles: ["county"])
            #expect(await refusal { _ = try await Self.confirm(home, id, as: west) } == "forbidden")
            #expect(try await home.door.ask(PendingApplications(unit: "9001"), as: home.steward).map(\.id) == [id])
            #expect(try await Self.confirm(home, id) == "firm")
            let decided = try await home.door.ask(ReadReceipt(receipt: receipt), as: .anonymous)
            #expect(decided.state == .confirmed)
            #expect(decided.contact == nil && decided.phone == nil)
            #expect(try await home.token("firm") != nil)
            let firm = try await home.door.ask(ReadFirm(Self.code), as: .account("a-firm"))
            #expect(firm?.county?.id == "9001")
            #expect(firm?.people.map(\.post) == ["\(Self.code)/receiving"])
            #expect(await refusal { _ = try await Self.confirm(home, id) } == "application_decided")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what is known already is told to nobody who asks to join`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            _ = try await Self.confirm(home, try await Self.apply(home))
            let receipt = BearerSecret()
            let id = try await Self.apply(home, login: "steward", receipt: receipt)
            #expect(try await Self.confirm(home, id) == "steward-2")
            #expect(try await home.door.ask(ReadReceipt(receipt: receipt), as: .anonymous).login == "steward-2")
            #expect(try await home.house.number("SELECT COUNT(*) AS n FROM units WHERE kind = 'enterprise'") == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a colleague is confirmed by the firm's own people, and by no other firm's`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            _ = try await Self.confirm(home, try await Self.apply(home))
            _ = try await Self.confirm(home, try await Self.apply(home, code: Self.other, login: "rival"))
            let id = try await Self.apply(home, login: "colleague")
            let rival = Actor.account("a-rival")
            #expect(await refusal { _ = try await Self.confirm(home, id, as: rival) } == "forbidden")
            let seen = try await home.door.ask(PendingApplications(unit: Self.other), as: rival)
            #expect(seen.isEmpty)
            #expect(try await Self.confirm(home, id, as: .account("a-firm")) == "colleague")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two applications with one code, confirmed at once, are one firm`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let ids = [try await Self.apply(home, login: "one"), try await Self.apply(home, login: "one")]
            let outcomes = await AccountHouse.outcomes(
                ids.map { id in { _ = try await Self.confirm(home, id) } })
            #expect(outcomes == [nil, nil])
            #expect(try await home.house.number("SELECT COUNT(*) AS n FROM units WHERE kind = 'enterprise'") == 1)
            let logins = try await home.house.database.texts(
                "SELECT login AS t FROM accounts WHERE unit = \(Self.code) ORDER BY login")
            #expect(logins == ["one", "one-2"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `one application confirmed twice at once opens one account`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let id = try await Self.apply(home)
            let confirm: @Sendable () async throws -> Void = { _ = try await Self.confirm(home, id) }
            let outcomes = await AccountHouse.outcomes([confirm, confirm])
            #expect(outcomes.filter { $0 == nil }.count == 1)
            #expect(outcomes.contains("application_decided"))
            #expect(
                try await home.house.number("SELECT COUNT(*) AS n FROM accounts WHERE unit = \(Self.code)") == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a refusal carries its reason to the receipt and forgets who asked`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let receipt = BearerSecret()
            let id = try await Self.apply(home, receipt: receipt)
            func refuse(_ reason: String) async throws {
                _ = try await home.door.perform(RefuseApplication(id: id, reason: reason), as: home.steward)
            }
            #expect(await refusal { try await refuse("") } == "reason_missing")
            try await refuse("电话无法接通")
            #expect(try await home.door.ask(ReadReceipt(receipt: receipt), as: .anonymous).reason == "电话无法接通")
            let left = try await home.house.number(
                "SELECT COUNT(*) AS n FROM join_applications WHERE contact IS NOT NULL OR password IS NOT NULL")
            #expect(left == 0)
        }
    }

    @Test(arguments: [
        ("91450000MA5K0000X1", "9001", "credit_code"), ("", "9001", "credit_code"), (code, "9000-a", "county_unknown"),
        (code, "nowhere", "county_unknown"),
    ])
    func `a code that is none and a county that is none are refused`(
        _ code: String, _ county: String, _ expected: String
    ) async throws {
        try await withAccountHouse(.sqliteMemory) { home in
            #expect(await refusal { try await Self.apply(home, code: code, county: county) } == expected)
        }
    }
}
