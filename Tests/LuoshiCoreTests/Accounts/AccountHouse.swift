import Database
import DatabaseTesting
import LuoshiCore
import Testing

/// The tiny package with the roles that look after accounts, and a county's steward and an administrator at hand.
struct AccountHouse {
    let house: House
    let admin: Actor
    /// Holds the receiving post of 9001.
    let steward: Actor
    let authentication: Authentication

    static let password = Secret("落实-2022-很长的口令")

    var door: Door { house.door }
    var clock: StandingClock { house.clock }

    static let roles =
        TinyPackage.roles.replacing(
            "      - {allow: [session.start, session.end], scope: own}",
            with: """
                      - {allow: [session.start, session.end, me.*], scope: own}
                      - {allow: [link.use, account.forgot, application.submit], scope: public}
                      - {allow: agency.end, scope: assigned}
                """) + """

              - key: admin
                title: 管理员
                second_factor: required
                grantable: [admin, county, enterprise]
                grants: [{allow: account.*, scope: all}]
              - key: county
                title: 县
                grantable: [county, enterprise]
                grants: [{allow: [account.invite, account.reset, application.decide, unit.read], scope: subtree}]
              - key: enterprise
                title: 企业
                grantable: [enterprise]
                grants:
                  - {allow: [unit.read, application.decide, agency.grant, agency.end, note.write], scope: own}
                  - {allow: application.decide, scope: assigned}
              - key: enterprise_agent
                title: 代理机构
                grants: [{allow: [unit.read, note.write], scope: own}]
            """

    /// Opens an account with the password of all tests.
    func account(_ login: String, unit: String?, post: String? = nil, roles: [String]) async throws -> Actor {
        let create = CreateAccount(
            login: login, person: "人\(login)", unit: unit, post: post, roles: roles, passwordHash: await Self.hash.value
        )
        return .account(try await door.perform(create, as: .system("test")))
    }

    /// Argon2id is slow on purpose: one hash serves all.
    static let hash = Task { await PasswordHash.make(password) }

    /// Signs in to the end of the first step; nil where a code is wanted.
    func token(_ login: String, _ password: Secret = Self.password) async throws -> String? {
        switch try await authentication.signIn(login: login, password: password) {
        case .session(let token): token
        case .code: nil
        }
    }

    /// The codes of several attempts made at once: nil for each that got through.
    static func outcomes(_ works: [@Sendable () async throws -> Void]) async -> [String?] {
        await withTaskGroup(of: String?.self) { group in
            for work in works {
                group.addTask { await refusal(work) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}

/// The code with which something is refused; nil where it is not.
func refusal(_ work: () async throws -> Void) async -> String? {
    do { try await work() } catch { return (error as? Refusal)?.code ?? "\(error)" }
    return nil
}

/// Runs the body in a house with an administrator and a county's steward.
func withAccountHouse(
    _ engine: TestEngine, isDemonstration: Bool = true, _ body: (AccountHouse) async throws -> Void
) async throws {
    try await withHouse(engine, files: TinyPackage.with("roles.yaml", AccountHouse.roles)) { house in
        if isDemonstration { _ = try await house.door.perform(MarkDemonstration(), as: .system("test")) }
        let hash = await AccountHouse.hash.value
        func open(_ login: String, _ unit: String?, _ post: String?, _ role: String) async throws -> Actor {
            let create = CreateAccount(
                login: login, person: "人\(login)", unit: unit, post: post, roles: [role], passwordHash: hash)
            return .account(try await house.door.perform(create, as: .system("test")))
        }
        try await body(
            AccountHouse(
                house: house, admin: try await open("root", "9000", nil, "admin"),
                steward: try await open("steward", "9001", "9001/receiving", "county"),
                authentication: Authentication(house.door)))
    }
}
