/// `roles.yaml` → grants, each remembering its line.
///
/// `{allow: [record.enter, record.change], on: [platforms, parks], scope: subtree}` is four of them.
extension Rights {
    package init(files: PackageFiles, findings: Findings) {
        var grants: [Grant] = []
        var titles: [String: String] = [:]
        var accessRoles: Set<String> = []
        var grantable: [String: (roles: Set<String>, line: Int)] = [:]
        var secondFactorRoles: Set<String> = []
        let file = "roles.yaml"
        guard let top = files.top(file, findings) else {
            if files.texts[file] == nil { findings.error(file, 0, "方案配置缺少 roles.yaml；没有它，任何人都没有任何权限") }
            self = .bare
            return
        }
        for role in top.entries("roles") {
            let key = role.text("key")
            if titles[key] != nil { role.error("key", "角色“\(key)”写了两次；请合并") }
            titles[key] = role.text("title")
            if role.flag("for_access") { accessRoles.insert(key) }
            grantable[key] = (Set(role.texts("grantable")), role.line)
            if role.choice("second_factor", SecondFactorRule.self) == .required { secondFactorRoles.insert(key) }
            for grant in role.entries("grants") {
                let scope = grant.choice("scope", Scope.self)
                if !grant.has("scope") { grant.error("scope", "权限要写明范围“scope”；例如 own、subtree、task、all、public") }
                let states = grant.has("states") ? Set(grant.texts("states")) : nil
                for pattern in Self.patterns(of: grant) {
                    guard let scope else { continue }
                    grants.append(
                        Grant(role: key, pattern: pattern, scope: scope, states: states, file: file, line: grant.line))
                }
                grant.finish()
            }
            role.finish()
        }
        top.finish()
        for (key, list) in grantable.sorted(by: { $0.key < $1.key }) {
            for role in list.roles.sorted() where titles[role] == nil || role == "anyone" || accessRoles.contains(role)
            {
                findings.error(
                    file, list.line,
                    accessRoles.contains(role)
                        ? "角色“\(key)”可授予的“\(role)”只能凭授权书授予；请从 grantable 里去掉"
                        : "角色“\(key)”可授予的“\(role)”不在角色表里；请改正 grantable")
            }
        }
        self.init(
            grants: grants, roleTitles: titles, accessRoles: accessRoles, grantable: grantable.mapValues(\.roles),
            secondFactorRoles: secondFactorRoles)
    }

    /// What a grant allows: its patterns, or with `on` each of them with each register or procedure behind it.
    private static func patterns(of grant: YAMLEntry) -> [String] {
        let allowed = grant.texts("allow")
        if !grant.has("allow") { grant.error("allow", "缺少“allow”；请写明允许什么，例如 allow: plan.read") }
        guard grant.has("on") else { return allowed }
        let keys = grant.texts("on")
        if keys.isEmpty { grant.error("on", "“on”是空的；请写明是哪些台账或流程，或去掉“on”") }
        for key in keys where key.contains("*") {
            grant.error("on", "“on”里的“\(key)”不能带星号；要包括全部台账，请去掉“on”，写成 record.read.* 的样子")
        }
        return allowed.flatMap { stem -> [String] in
            guard PermissionTitle.stems[stem] != nil else {
                grant.error(
                    "allow",
                    "“\(stem)”不能与“on”一起写；“on”只跟在 \(PermissionTitle.stems.keys.sorted().joined(separator: "、")) 后面")
                return []
            }
            return keys.map { PermissionTitle.pattern(stem, on: $0) }
        }
    }
}

/// Whether a role's people need a second factor: `second_factor: required`, or nothing.
private enum SecondFactorRule: String, CaseIterable { case required }
