import Hummingbird
import LuoshiCore

extension Site {
    /// `/package`: the version in force, and what is proposed.
    func package(_ request: Request, _ context: SiteContext) async throws -> Response {
        let versions = try await ask(PackageVersions(), context)
        let active = try await ask(PackageContent(), context)
        var changes: [String: [FileChange]] = [:]
        for version in versions where version.adoption == nil {
            guard let proposed = try await ask(PackageContent(hash: version.hash), context) else { continue }
            changes[version.hash] = FileChange.between(active, proposed)
        }
        var differences = ["": try await ask(UnitDifferences(), context)]
        for hash in changes.keys { differences[hash] = try await ask(UnitDifferences(hash: hash), context) }
        let layout = try await layout("方案配置", .package, context)
        let page = PackagePage(
            versions: versions, activeHash: active?.hash, changes: changes, differences: differences,
            csrf: layout.viewer?.may("package.adopt") == true ? layout.csrf : nil)
        return layout.response(page.body)
    }

    func adoptPackage(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        _ = try await door.perform(AdoptPackage(hash: form.text("hash")), as: context.actor, key: form.requestKey)
        return .redirect(to: "/package", type: .normal)
    }
}

/// What became of one file between two versions.
struct FileChange {
    let path: String
    let what: String

    static func between(_ old: PackageFiles?, _ new: PackageFiles) -> [FileChange] {
        let before = old?.texts ?? [:]
        return Set(before.keys).union(new.texts.keys).sorted().compactMap { path in
            switch (before[path], new.texts[path]) {
            case (nil, _): FileChange(path: path, what: "新增")
            case (_, nil): FileChange(path: path, what: "删除")
            case (let old?, let new?): old == new ? nil : FileChange(path: path, what: "改动 \(lines(old, new)) 行")
            }
        }
    }

    private static func lines(_ old: String, _ new: String) -> Int {
        new.split(separator: "\n").difference(from: old.split(separator: "\n")).count
    }
}

/// Versions, newest first; adopting is a person's act.
struct PackagePage {
    let versions: [PackageVersion]
    let activeHash: String?
    let changes: [String: [FileChange]]
    /// Version (empty: the one in force) → where its units say otherwise than the system.
    let differences: [String: [String]]
    /// Set where this person may adopt.
    let csrf: String?

    var body: HTML {
        let proposed = versions.filter { $0.adoption == nil }
        let rows = versions.map { version -> HTML in
            """
            <tr><th scope="row">\(version.title)<br><span class="note">\(version.code)　\(String(version.hash.prefix(12)))</span></th><td>\(state(version))</td><td class="nowrap">\(version.storedAt.inChina)</td></tr>
            """
        }
        return """
            <h1>\(proposed.isEmpty ? "方案配置没有待采用的改动" : "\(proposed.count) 个改动等待采用")</h1>
            <p class="sub">配置改动不会自动生效：先成为待采用的版本，由人采用后，所有服务器一起切换，过去的记录仍按当时的版本。</p>
            \(proposed.map(proposal))
            \(unitDifferences("", "正在使用的版本").map { "<section class=\"card\">\($0)</section>" as HTML })
            <section class="card"><h2>版本</h2><table class="table"><thead><tr><th scope="col">方案</th><th scope="col">状态</th><th scope="col">存入</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }

    private func state(_ version: PackageVersion) -> String {
        if version.hash == activeHash { return "正在使用（第 \(version.adoption ?? 0) 次采用）" }
        return version.adoption == nil ? "待采用" : "用过"
    }

    private func proposal(_ version: PackageVersion) -> HTML {
        let files = (changes[version.hash] ?? []).map { "<li>\($0.path)：\($0.what)</li>" as HTML }
        let form: HTML? = csrf.map { csrf in
            """
            <form method="post" action="/package/adopt">\(Layout.formFields(csrf))<input type="hidden" name="hash" value="\(version.hash)"><button class="btn btn-primary">采用这个版本</button></form>
            """
        }
        return
            "<section class=\"card\"><h2>待采用：\(String(version.hash.prefix(12)))</h2><ul class=\"plain\">\(files)</ul>\(unitDifferences(version.hash, "这个版本"))\(form)</section>"
    }

    /// Units belong to the system once they are in it: a file that says otherwise changes nothing.
    private func unitDifferences(_ hash: String, _ which: String) -> HTML? {
        guard let list = differences[hash], !list.isEmpty else { return nil }
        return """
            <h3>\(which)的单位有差异 \(list.count) 处，请在单位调整中办理</h3>
            <p class="note">单位以系统中的为准，采用配置不改动它们；新增的单位和层级会加入。</p><ul class="plain">\(list.map { "<li>\($0)</li>" as HTML })</ul>
            """
    }
}
