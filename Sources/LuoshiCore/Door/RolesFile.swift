/// `roles.yaml` → grants, each remembering its line.
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
                for pattern in grant.texts("allow") {
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
}

/// Whether a role's people need a second factor: `second_factor: required`, or nothing.
private enum SecondFactorRule: String, CaseIterable { case required }
