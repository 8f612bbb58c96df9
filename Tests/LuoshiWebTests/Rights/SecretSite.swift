import Foundation
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import LuoshiPlan
import PlanReader

@testable import LuoshiWeb

/// A site with readers of every role, where somebody else's secrets can be planted.
struct SecretSite {
    /// Readers: login, role, unit. A guest's role comes by a mandate over the county 451082.
    static let readers: [(login: String, role: String?, unit: String)] = [
        ("admin", "admin", "451000-ldxzb"), ("office", "office", "451000-ldxzb"), ("leader", "leader", "451000"),
        ("kjj", "department", "451000-kjj"), ("pingguo", "county", "451082"), ("gxq", "park", "451000-gxq"),
        ("firm", "enterprise", "451000-kx"), ("agent", "enterprise_agent", "451000-kx"),
        ("auditor", "auditor", "451000-sjj"),
        ("privacy", "privacy", "451000-ldxzb"), ("plain", nil, "451000-czj"), ("inspection", nil, "451000-czj"),
        ("evaluator", nil, "451000-czj"),
    ]
    /// Those who must not notice that the county 451002 exists beyond what the plan says of it.
    static let outsiders = ["kjj", "pingguo", "gxq", "firm", "agent", "plain", "inspection", "evaluator"]
    /// Those whose work it is to follow what was done anywhere.
    static let followers: Set = ["office", "leader", "auditor", "privacy"]

    /// Words that stand in one secret alone, and who may meet them.
    static let words: [(word: String, what: String, allowed: Set<String>)] =
        [
            ("鹭眠舟", "a person of another county", followers.union(["admin"])),
            ("lmz-secret", "that person's login", followers.union(["admin"])),
            ("芦笛出巡", "why they delegated", followers.union(["admin"])),
            ("秘通〔2022〕鹭号", "the paper of an access", followers.union(["admin"])),
            ("鹭渚纪要", "a document that is being imported", ["office"]),
            ("鹭洲新配置", "a package that is not adopted", followers.union(["admin"])),
        ] + recordWords

    static let document = "d0c0".padding(toLength: 64, withPad: "0", startingAt: 0)

    let door: Door
    let site: Site
    /// Addresses of records of the county 451082, which the secret ones touch.
    private(set) var ownRecords: [String] = []

    init() async throws {
        let test = try await TestSite()
        door = test.door
        let information = SiteInformation(
            title: "测试", isDemonstration: true, clock: test.door.clock,
            assets: Assets(folders: [TestSite.repository + "/web"]), isSecure: true, requestsPerSecond: 100_000)
        site = Site(door: door, information: information, watch: TestSite.watch, readDocument: TestSite.noDocument)
        let known = Set(try await door.ask(Accounts(), as: .system("test")).map(\.login))
        for reader in Self.readers where !known.contains(reader.login) {
            try await open(reader.login, "读者\(reader.login)", unit: reader.unit, role: reader.role)
        }
        for role in ["inspection", "evaluator"] {
            let access = GrantAccess(
                to: role, role: role, units: ["451082"], basis: "通知书", number: "一号", from: door.clock.moment().day,
                until: door.clock.moment().day.adding(days: 30))
            _ = try await door.perform(access, as: .account("a-office"))
        }
        // The other county's people are there before; what they do is the secret.
        try await open("youjiang", "右江甲", unit: "451002", role: "county")
        ownRecords = try await enterOwnRecords()
    }

    private func open(_ login: String, _ person: String, unit: String, role: String?) async throws {
        let command = CreateAccount(
            login: login, person: person, unit: unit, roles: [role].compactMap { $0 },
            passwordHash: await TestSite.hash.value)
        _ = try await door.perform(command, as: .system("test"))
    }

    /// Plants every secret. Returns the addresses at which they would be found.
    func plant() async throws -> [String] {
        try await open("lmz-secret", "鹭眠舟", unit: "451002", role: "county")
        let day = door.clock.moment().day
        let delegation = Delegate(
            post: "451002/lmz-secret", to: "youjiang", until: day.adding(days: 5), reason: "芦笛出巡")
        let first = try await door.perform(delegation, as: .account("a-lmz-secret"))
        let access = GrantAccess(
            to: "lmz-secret", role: "evaluator", units: ["451002"], basis: "委托书", number: "秘通〔2022〕鹭号", from: day,
            until: day.adding(days: 60))
        let second = try await door.perform(access, as: .account("a-office"))
        let text = "鹭渚纪要\n一、鹭渚纪要的第一件事"
        var draft = PlanReader.read(text)
        draft.title = "鹭渚纪要"
        let document = ImportDocument(
            fileName: "a.txt", format: "txt", sha256: Self.document, text: text, draft: draft,
            isUnclassified: true)
        _ = try await door.perform(document, as: .account("a-office"))
        var texts = try PackageFiles(folder: TestSite.repository + "/packages/baise-2021-2023").texts
        texts["package.yaml"] = texts["package.yaml"]?.replacing("title: 百色市落实", with: "title: 鹭洲新配置")
        _ = try await door.perform(ProposePackage(PackageFiles(texts: texts)), as: .system("test"))
        _ = try await door.ask(RightsOfPerson("p-lmz-secret"), as: .account("a-office"))
        let records = try await plantRecords()
        return ["/mandates/\(first)", "/mandates/\(second)", "/audit?of=mandate:\(first)"]
            + records.map { "/registers/\($0.key)/\($0.value)" }.sorted()
    }

    func run(_ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        try await Application(router: site.router(), logger: TestSite.silence).test(.router) { client in
            try await body(Browser(client: client))
        }
    }
}
