import Foundation
import LuoshiCore

/// The made-up people of a demonstration: their accounts and posts, who acts for whom, and which posts changed hands.
struct DemonstrationPeople {
    let installed: Installed
    /// The day from which the plan is in force and people are in their posts; nil is today.
    let since: Day?
    private let top: YAMLEntry?
    /// The made-up firms, so that one of them may have an account.
    private let firms: [String]
    private let system = Actor.system("demo")
    /// Who arranges the posts.
    private let office = Actor.account("a-office")

    /// Reads `demo/accounts.yaml` of the built-in package.
    init(installed: Installed, firms: [String]) throws {
        self.installed = installed
        self.firms = firms
        top = try PackageFiles(folder: Home.builtInPackage).top("demo/accounts.yaml", Findings())
        since = top?.optionalText("since").flatMap { Day($0) }
    }

    /// Returns the accounts to try. The passwords are made up once and kept in the data folder for its owner alone.
    func prepare() async throws -> [String] {
        let file = installed.place.folder + "/demo-accounts.txt"
        if let kept = try? String(contentsOfFile: file, encoding: .utf8) {
            return kept.split(separator: "\n").map(String.init)
        }
        let lines = try await createAccounts()
        try await fillPosts()
        let content = Data((lines.joined(separator: "\n") + "\n").utf8)
        _ = FileManager.default.createFile(atPath: file, contents: content, attributes: [.posixPermissions: 0o600])
        return lines
    }

    private func createAccounts() async throws -> [String] {
        let chosen = ProcessInfo.processInfo.environment["LUOSHI_DEMO_PASSWORD"]
        var lines = ["登录名\t密码\t身份"]
        for entry in top?.entries("accounts") ?? [] {
            let password = chosen ?? Self.password()
            let login = entry.text("login")
            let name = entry.text("name")
            let unit = entry.optionalText("unit") ?? firm(entry)
            let post = entry.optionalText("post").flatMap { post in unit.map { "\($0)/\(post)" } }
            let command = CreateAccount(
                login: login, person: name, unit: unit, post: post, roles: entry.texts("roles"),
                passwordHash: await PasswordHash.make(Secret(password)))
            _ = try await installed.on(since).door.perform(command, as: system, key: "account-\(login)")
            lines.append("\(login)\t\(password)\t\(name)")
        }
        return lines
    }

    /// `firm: 760`: the unit of that made-up firm, counted from one.
    private func firm(_ entry: YAMLEntry) -> String? {
        guard let number = entry.optionalText("firm").flatMap({ Int($0) }), firms.indices.contains(number - 1) else {
            return nil
        }
        return firms[number - 1]
    }

    private func fillPosts() async throws {
        for entry in top?.entries("accounts") ?? [] where entry.has("lines") {
            let lines = SetPostLines(
                post: "\(entry.text("unit"))/\(entry.text("post"))",
                lines: entry.texts("lines").map { "register:\($0)" })
            _ = try await installed.on(since).door.perform(lines, as: office, key: "lines-\(entry.text("login"))")
        }
        for entry in top?.entries("handovers") ?? [] {
            guard let day = Day(entry.text("day")) else { continue }
            let hand = HandOver(
                post: entry.text("post"), from: "p-\(entry.text("from"))", to: "p-\(entry.text("to"))", day: day,
                note: entry.text("note"))
            let sheet = try await installed.on(day).door.perform(hand, as: office, key: "handover-\(hand.post)")
            guard entry.text("confirmed") == "yes" else { continue }
            _ = try await installed.on(day).door.perform(
                ConfirmHandover(sheet), as: .account("a-\(entry.text("to"))"), key: "confirm-\(hand.post)")
        }
        for entry in top?.entries("acting") ?? [] {
            guard let from = Day(entry.text("from")), let until = Day(entry.text("until")) else { continue }
            let roles = SetPostRoles(post: entry.text("post"), roles: entry.texts("roles"))
            _ = try await installed.on(from).door.perform(
                roles, as: .account("a-admin"), key: "roles-\(entry.text("post"))")
            let act = ActFor(post: entry.text("post"), person: "p-\(entry.text("login"))", from: from, until: until)
            _ = try await installed.on(from).door.perform(act, as: office, key: "acting-\(entry.text("post"))")
        }
    }

    /// Twelve letters and digits that are not mistaken for one another.
    private static func password() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        return String((0..<12).compactMap { _ in letters.randomElement() })
    }
}
