/// What every permission is called on pages; a permission without a title here is one that nobody asks for.
///
/// A test holds this table to the commands and queries of all floors: add a line with the command.
package enum PermissionTitle {
    /// Titles of the first part of a permission's name, in the order of the pages.
    package static let groups: [(key: String, title: String)] = [
        ("session", "登录"), ("plan", "方案"), ("unit", "单位"), ("search", "检索"), ("audit", "留痕"), ("package", "方案配置"),
        ("account", "账号"), ("mandate", "授权"), ("right", "权限"), ("disclosure", "个人信息"), ("installation", "系统"),
    ]

    static let titles: [String: String] = [
        "session.start": "登录",
        "session.end": "退出登录",
        "session.failed": "记录登录失败（系统自动）",
        "plan.read": "查看方案、任务和目标",
        "plan.import": "导入方案文件，查看导入的文件",
        "unit.list": "查看单位名录",
        "unit.read": "查看单位信息",
        "search.use": "检索",
        "audit.read": "查看变更记录",
        "audit.read_personal": "查看留痕中的个人信息部分",
        "audit.erase": "删除留痕中的个人信息",
        "package.read": "查看方案配置",
        "package.propose": "提出方案配置改动（系统自动）",
        "package.adopt": "采用方案配置改动",
        "account.read": "查看账号名录",
        "account.create": "开设账号",
        "account.lock": "锁定和解锁账号",
        "account.set_password": "修改密码",
        "mandate.read": "查看授权",
        "mandate.delegate": "授权他人代办自己的岗位",
        "mandate.grant_access": "准许审计、评估人员限时查阅",
        "mandate.end": "终止授权",
        "right.read": "查看人员的权限",
        "disclosure.read": "查看谁看过本人信息",
        "installation.read": "读取系统信息（系统自动）",
        "installation.mark": "标明演示数据（系统自动）",
    ]

    /// Asked for by the system's own actors alone: no role may be granted them.
    static let systemOnly: Set<String> = [
        "session.failed", "package.propose", "installation.read", "installation.mark",
    ]

    /// Every permission that a role may be granted, in the order of the groups.
    package static let all: [Permission] = {
        let order = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($0.element.key, $0.offset) })
        return titles.keys.filter { !systemOnly.contains($0) }.sorted { left, right in
            let (l, r) = (order[group(of: left)] ?? groups.count, order[group(of: right)] ?? groups.count)
            return l == r ? left < right : l < r
        }.map { Permission($0) }
    }()

    /// The title, or the name itself where it has none.
    package static func of(_ permission: Permission) -> String { titles[permission.name] ?? permission.name }

    /// The permissions that a grant's pattern covers.
    package static func covered(by pattern: String) -> [Permission] { all.filter { $0.isCovered(by: pattern) } }

    /// `plan` of `plan.read`.
    package static func group(of name: String) -> String { String(name.prefix { $0 != "." }) }
}
