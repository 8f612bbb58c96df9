/// What every permission is called on pages; a permission without a title here is one that nobody asks for.
///
/// A test holds this table to the commands and queries of all floors: add a line with the command.
package enum PermissionTitle {
    /// Titles of the first part of a permission's name, in the order of the pages.
    package static let groups: [(key: String, title: String)] = [
        ("session", "登录"), ("me", "本人账号"), ("link", "链接"), ("inbox", "待办"), ("watch", "关注"), ("plan", "方案"),
        ("register", "台账"), ("record", "台账"), ("field", "台账"), ("case", "流程"), ("procedure", "流程"), ("figure", "数据"),
        ("letter", "数据来函"), ("report", "报送"), ("duty", "责任分工"),
        ("unit", "单位"),
        ("post", "岗位"),
        ("person", "人员"),
        ("handover", "交接"), ("search", "检索"), ("audit", "留痕"),
        ("package", "方案配置"),
        ("account", "账号"), ("application", "加入申请"), ("agency", "代理机构"), ("token", "接口令牌"), ("mandate", "授权"),
        ("right", "权限"), ("disclosure", "个人信息"), ("installation", "系统"),
        ("system", "系统"),
    ]

    static let titles: [String: String] = [
        "session.start": "登录",
        "session.end": "退出登录",
        "session.failed": "记录登录失败（系统自动）",
        "plan.read": "查看方案、任务和目标",
        "plan.import": "导入方案文件，查看导入的文件",
        "figure.read": "查看指标和组成",
        "figure.close": "关账和公布数据",
        "figure.audit": "核对数据和底账是否一致", "figure.follow_day": "每日续存和重算数据（系统自动）",
        "letter.read": "查看数据来函",
        "letter.record": "登记数据来函",
        "letter.withdraw": "撤回数据来函",
        "report.enter_values": "报送数据",
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
        "session.link": "凭链接登录（系统自动）",
        "me.read": "查看本人账号",
        "me.password": "修改本人密码",
        "me.second_factor": "管理本人的第二验证",
        "me.sessions": "查看和结束本人的登录",
        "link.use": "使用邀请或找回密码的链接",
        "plan.review": "核对和改正方案草稿",
        "plan.publish": "发布方案和调整方案",
        "plan.rule": "裁定口径",
        "plan.set_levels": "登记上级下达的和年度的目标",
        "plan.settle": "处理前后不一致的表述",
        "plan.ask_opinions": "就口径征求意见",
        "plan.give_opinion": "对口径提出意见",
        "plan.read_opinions": "查看对口径的意见",
        "plan.assign": "指定任务的承办岗位",
        "unit.open": "登记新单位",
        "unit.rename": "登记单位更名",
        "unit.merge": "登记单位合并",
        "unit.split": "登记单位分设",
        "unit.move": "登记隶属关系调整",
        "unit.close": "登记单位撤销",
        "unit.transfer_function": "登记职能划转",
        "unit.alias": "维护单位的别称",
        "unit.group": "维护统称的成员单位",
        "unit.correct": "更正单位登记",
        "post.read": "查看岗位",
        "post.create": "设立岗位",
        "post.rename": "更改岗位名称",
        "post.close": "撤销岗位",
        "post.lines": "设定岗位分管的条线",
        "post.roles": "设定岗位的角色",
        "post.take": "任职",
        "post.act": "指定代理人",
        "post.leave": "卸任",
        "post.hand_over": "办理岗位交接",
        "person.read": "查看人员",
        "person.leave": "办理人员离任",
        "handover.read": "查看交接单",
        "handover.confirm": "确认交接",
        "inbox.read": "查看待办和通知",
        "inbox.act": "办理待办",
        "inbox.unreceived": "查看无人接收的待办",
        "watch.add": "关注事项",
        "watch.read": "查看关注的事项",
        "watch.remove": "取消关注",
        "account.invite": "邀请开设账号",
        "account.reset": "重置密码",
        "account.forgot": "申请找回密码",
        "account.reset_second_factor": "重置第二验证",
        "account.end_sessions": "结束他人的登录",
        "account.lift_pause": "解除登录暂停",
        "agency.grant": "委托代理机构",
        "agency.end": "终止代理委托",
        "application.submit": "企业申请加入",
        "application.decide": "审核企业的加入申请",
        "token.create": "建立接口令牌",
        "token.read": "查看本人的接口令牌",
        "token.end": "停用接口令牌",
        "token.use": "使用接口令牌（系统自动）",
        "register.list": "查看有哪些台账",
        "case.list": "查看流程事项的列表",
        "case.statistics": "查看流程的办理统计",
        "case.pass_deadline": "处理到期的事项（系统自动）",
        "procedure.read": "查看有哪些流程",
        "duty.issue": "印发责任分工",
        "duty.read": "查看责任分工的签收情况",
        "duty.stamp": "上传盖章的签收单",
        "duty.follow": "责任分工随单位变动移交（系统自动）",
        "system.metrics": "查看系统运行指标",
        "installation.read": "读取系统信息（系统自动）",
        "installation.mark": "标明演示数据（系统自动）",
    ]

    /// Permissions that are asked for with the key of a register or a procedure behind them: `record.read.platforms`.
    package static let stems: [String: String] = [
        "record.read": "查看台账",
        "record.enter": "登记记录",
        "record.change": "登记变化",
        "record.correct": "更正记录",
        "record.strike": "作废记录",
        "record.merge": "合并重复记录",
        "record.import": "批量导入记录",
        "record.export": "导出台账",
        "record.reveal": "查看完整的个人信息",
        "record.erase": "删除台账中的个人信息",
        "field.read": "查看台账的受限字段",
        "case.open": "发起流程",
        "case.read": "查看流程",
        "case.step": "办理流程步骤",
        "case.sign": "签批",
        "case.hand_on": "转办流程事项",
        "case.object": "对公示提出异议",
        "case.remind": "催办流程事项",
        "case.consult": "就流程事项征求意见",
        "case.opinion": "对流程事项提出意见",
        "case.answer": "答复公示异议，查看异议人",
    ]

    /// Stems behind whose key one more word stands: `field.read.talents.level`, `case.step.duty_signing.sign`.
    package static let twoPartStems: Set<String> = ["field.read", "case.step"]

    /// `record.read.platforms`; `field.read.talents.*` for all that stands behind a key.
    package static func pattern(_ stem: String, on key: String) -> String {
        "\(stem).\(key)\(twoPartStems.contains(stem) && !key.contains(".") ? ".*" : "")"
    }

    /// The stem that a name continues: `record.read` of `record.read.platforms`.
    package static func stem(of name: String) -> String? {
        let parts = name.split(separator: ".", maxSplits: 2)
        guard parts.count == 3 else { return nil }
        let stem = "\(parts[0]).\(parts[1])"
        return stems[stem] == nil ? nil : stem
    }

    /// Asked for by the system's own actors alone: no role may be granted them.
    static let systemOnly: Set<String> = [
        "session.failed", "package.propose", "installation.read", "installation.mark",
        "case.pass_deadline",
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
    package static func of(_ permission: Permission) -> String {
        if let title = titles[permission.name] { return title }
        guard let stem = stem(of: permission.name), let title = stems[stem] else { return permission.name }
        let key = permission.name.dropFirst(stem.count + 1)
        return key == "*" ? title : "\(title)（\(key)）"
    }

    /// The permissions that a grant's pattern covers; of those with a key behind them, what the pattern itself names, or
    /// `record.read.*` for all keys of a stem.
    package static func covered(by pattern: String) -> [Permission] {
        let plain = all.filter { $0.isCovered(by: pattern) }
        if stem(of: pattern) != nil { return plain + [Permission(pattern)] }
        return plain + stems.keys.sorted().map { Permission("\($0).*") }.filter { $0.isCovered(by: pattern) }
    }

    /// `plan` of `plan.read`.
    package static func group(of name: String) -> String { String(name.prefix { $0 != "." }) }
}
