import Database
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import LuoshiCore
import LuoshiFigures
import LuoshiPlan
import LuoshiWork
import PlanReader
import Testing

@testable import LuoshiWeb

/// A site over a database of its own, with the built-in package and one account a role.
struct TestSite {
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    static let password = "test-password"
    /// Argon2id is slow on purpose: one hash serves all accounts of all tests.
    static let hash = Task { await PasswordHash.make(Secret(password)) }

    static let handlers = EventHandler.core + EventHandler.plan + EventHandler.work + EventHandler.figures

    let door: Door
    let site: Site

    /// The same database on another business day.
    func door(on day: String) -> Door {
        Door(
            database: door.database, clock: BusinessClock(fixedDay: Day(day)), handlers: Self.handlers)
    }

    /// `hasPlan` false leaves the package's plan out: units and roles only.
    ///
    /// The package is adopted and the accounts are made on `preparedOn`; the site itself runs on 2022-08-05.
    init(
        hasPlan: Bool = true, preparedOn day: String = "2022-08-05", watch: Watch = TestSite.watch,
        provider: IdentityProvider? = nil, readDocument: @escaping DocumentReading = TestSite.noDocument,
        requestsPerSecond: Int = 10_000, proxies: Proxies = Proxies(), patience: Duration? = nil,
        assets: Assets = TestSite.assets
    ) async throws {
        let database = try await PreparedHouses.shared.house(hasPlan: hasPlan, on: day)
        let clock = BusinessClock(fixedDay: Day("2022-08-05"))
        door = Door(database: database, clock: clock, handlers: Self.handlers)
        let information = SiteInformation(
            title: "测试", isDemonstration: true, clock: clock, assets: Self.assets,
            isSecure: true, requestsPerSecond: requestsPerSecond, proxies: proxies, patience: patience)
        site = Site(
            door: self.door, information: information, watch: watch, provider: provider, readDocument: readDocument)
    }

    /// Read once for all.
    static let assets = newAssets()

    static func newAssets() -> Assets { Assets(folders: [repository + "/web"]) }

    /// All is well; the figures are the number of sessions.
    static let watch = Watch(
        readiness: { Readiness(isDatabaseAnswering: true, schema: .current, checkpointAge: 1) },
        metrics: { "luoshi_sessions \($0 ?? -1)\n" })

    /// Opens an account that holds a post.
    func account(_ login: String, unit: String, post: String, roles: [String]) async throws {
        let command = CreateAccount(
            login: login, person: "测试\(login)", unit: unit, post: post, roles: roles,
            passwordHash: await Self.hash.value)
        _ = try await door.perform(command, as: .system("test"))
    }

    /// Puts something to do before a post or an account.
    func put(_ title: String, to address: InboxAddress) async throws {
        _ = try await door.perform(PutItem(title: title, to: address), as: .system("test"))
    }

    static let noDocument: DocumentReading = { _, _ in throw Refusal("unreadable", "测试不读文件") }

    func run(_ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        try await run(logger: Self.silence) { try await body($0) }
    }

    /// Keeps what a request puts into it, as the site needs, and says nothing.
    static let silence = {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }()

    /// With a log that the test reads afterwards.
    func run(logger: Logger, _ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        let application = Application(router: site.router(), logger: logger)
        try await application.test(.router) { client in try await body(Browser(client: client)) }
    }

    /// A token of an account, good for thirty days.
    func token(_ login: String, _ patterns: [String]) async throws -> Secret {
        let token = Secret.token()
        let create = CreateToken(account: "a-\(login)", title: "测试", patterns: patterns, days: 30, token: token)
        _ = try await door.perform(create, as: .account("a-\(login)"))
        return token
    }

    /// Rows that any command or refusal could have left behind.
    func footprint() async throws -> [Int] {
        try await door.database.read { session in
            try ["accounts", "tokens", "audit_entries", "requests", "package_adoptions", "sessions"].map { table in
                try session.first("SELECT COUNT(*) AS n FROM \(raw: table)") { try $0["n"] as Int } ?? 0
            }
        }
    }
}

/// One browser: keeps its cookie, finds the token of its forms.
struct Browser: Sendable {
    let client: any TestClientProtocol
    var cookie: String?

    init(client: any TestClientProtocol) { self.client = client }

    func get(_ path: String) async throws -> TestResponse {
        var headers: HTTPFields = [:]
        if let cookie { headers[.cookie] = cookie }
        return try await client.execute(uri: path, method: .get, headers: headers) { $0 }
    }

    func post(_ path: String, _ fields: [String: String], headers extra: HTTPFields = [:]) async throws -> TestResponse
    {
        let body = fields.map { "\(encode($0.key))=\(encode($0.value))" }.joined(separator: "&")
        return try await post(path, body: body, type: "application/x-www-form-urlencoded", headers: extra)
    }

    func post(_ path: String, body: String, type: String, headers extra: HTTPFields = [:]) async throws -> TestResponse
    {
        var headers = extra
        headers[.contentType] = type
        if let cookie { headers[.cookie] = cookie }
        return try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body)) {
            $0
        }
    }

    /// A browser that has signed in.
    func signedIn(_ login: String) async throws -> Browser {
        let response = try await post("/sign-in", ["login": login, "password": TestSite.password])
        try #require(response.status == .seeOther)
        var browser = self
        browser.cookie = response.headers[.setCookie].map { String($0.prefix { $0 != ";" }) }
        return browser
    }

    /// The token that the pages of this session carry.
    func token() async throws -> String {
        let page = String(buffer: try await get("/units").body)
        let mark = "name=\"csrf\" value=\""
        let start = try #require(page.range(of: mark))
        return String(page[start.upperBound...].prefix { $0 != "\"" })
    }

    private func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

/// A room's work that ends in somebody's inbox.
private struct PutItem: Command {
    static let name = "test.put"
    let title: String
    let to: InboxAddress

    var permission: Permission { "test.put" }
    func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    func run(_ change: inout Change) throws -> Bool {
        try Inbox.put(
            NewInboxItem(kind: "test", subject: "test:\(title)", title: title, address: "/overview", to: to),
            in: &change)
        return true
    }
}
