import Foundation
package import LuoshiCore
package import PlanReader

/// A draft as a plan package that `luoshi check` accepts with warnings: where a person begins to make it their own.
package struct DraftPackage {
    private let draft: Draft
    private let sha256: String
    private let plan: PlanContent

    /// `text` is what the draft's spans count in; `sha256` the file's, which gives the package its code.
    package init(_ draft: Draft, sha256: String, text: String) {
        self.draft = draft
        self.sha256 = sha256
        self.plan = DraftPlan(draft, text: text).content
    }

    package var files: PackageFiles {
        let texts = [
            "package.yaml": manifest, "units.yaml": DraftUnits(draft).yaml, "roles.yaml": DraftRoles.yaml,
            "calendar.yaml": "# 请填入国务院办公厅每年的放假通知\nyears: []\n",
        ]
        return PackageFiles(texts: texts.merging(PlanYAML(plan).texts) { own, _ in own })
    }

    private var years: DraftYears { DraftYears(draft) }

    private var manifest: String {
        """
        # 由文件读出的草稿，请逐项核对。
        package: draft-\(sha256.prefix(8))
        title: \(YAMLText(draft.title ?? "未读出标题的方案"))
        city: "city"
        issuer: \(YAMLText(draft.issuer ?? "未读出印发单位"))
        document_number: \(draft.documentNumber.map { YAMLText($0).description } ?? "null")
        plan_period: "\(years.first)-01-01/\(years.last)-12-31"
        language: zh-CN
        version: "draft"

        """
    }

}

/// First and last year of a draft: the plan's own, else what its deadlines say, else the year of its number.
struct DraftYears {
    let first: Int
    let last: Int

    init(_ draft: Draft) {
        let deadlines = draft.targets.compactMap { $0.deadline.flatMap { Int($0.prefix(4)) } }
        let issued = draft.documentNumber.flatMap { number in
            Int(String(number.unicodeScalars.filter { (0x30...0x39).contains($0.value) }.map(Character.init).prefix(4)))
        }.flatMap { (1949...2100).contains($0) ? $0 : nil }
        first = draft.years.first ?? issued ?? deadlines.min() ?? 2000
        last = draft.years.last ?? max(first, deadlines.max() ?? first)
    }
}

/// Text as a YAML double-quoted scalar, which is JSON's.
struct YAMLText: CustomStringConvertible {
    let description: String

    init(_ text: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        let data = (try? encoder.encode(text)) ?? Data("\"\"".utf8)
        self.description = String(decoding: data, as: UTF8.self)
    }
}

/// The units that a draft names, with a guess at what each is.
struct DraftUnits {
    private let names: [String]

    init(_ draft: Draft) {
        var seen: Set<String> = []
        names = draft.tasks.flatMap { $0.lead + $0.cooperating + $0.responsible }.filter { seen.insert($0).inserted }
    }

    var yaml: String {
        let groups = names.filter(isGroup)
        let units = names.filter { !isGroup($0) }
        var lines = ["# 单位由责任标注得出，种类为推测，请核对并补上代码。", "units:", "  - {code: city, kind: city, name: 本市}"]
        for (index, name) in units.enumerated() {
            lines.append("  - {code: u\(index + 1), kind: \(kind(name)), name: \(YAMLText(name))}")
        }
        lines.append(groups.isEmpty ? "groups: []" : "groups:")
        for (index, name) in groups.enumerated() {
            lines.append("  - {key: g\(index + 1), name: \(YAMLText(name)), aliases: [], members: []}")
        }
        let codes = units.indices.map { "u\($0 + 1)" }.joined(separator: ", ")
        lines.append("hierarchies:")
        lines.append("  - key: administration")
        lines.append("    title: 行政隶属")
        lines.append("    root: city")
        lines.append(units.isEmpty ? "    edges: []" : "    edges:\n      - {parent: city, children: [\(codes)]}")
        return lines.joined(separator: "\n") + "\n"
    }

    /// A wording that stands for several: 各县（市、区）人民政府, 有关单位.
    private func isGroup(_ name: String) -> Bool {
        name.hasPrefix("各") || name.contains("有关") || name.contains("相关") || name.contains("成员单位")
    }

    private func kind(_ name: String) -> String {
        if name.hasSuffix("管委会") { return "park" }
        if name.hasSuffix("人民政府") || name.hasSuffix("县") || name.hasSuffix("区") { return "county" }
        if name.hasSuffix("大学") || name.hasSuffix("学院") { return "university" }
        if name.contains("市委") || name.contains("省委") || name.hasSuffix("部") { return "party_organ" }
        return "department"
    }
}

/// Roles that a new package starts with.
enum DraftRoles {
    static let yaml = """
        roles:
          - key: anyone
            title: 任何登录的人
            grants:
              - {allow: [session.start, session.end], scope: own}  # 登录和退出
              - {allow: me.*, scope: own}  # 本人的账号、密码、第二验证和登录
              - {allow: [link.use, account.forgot, application.submit], scope: public}  # 未登录时凭链接开户、找回密码，企业申请加入
              - {allow: [mandate.read, mandate.delegate, mandate.end], scope: own}  # 授权他人代办自己的岗位
              - {allow: [right.read, disclosure.read], scope: own}  # 自己能做什么，谁看过自己的信息
              - {allow: [inbox.read, watch.*], scope: own}  # 本人的通知和关注
              - {allow: [inbox.read, inbox.act, handover.read, handover.confirm], scope: assigned}  # 交办给本岗位或本人的
              - {allow: agency.end, scope: assigned}  # 代理机构可以辞去委托
              - {allow: [token.create, token.end, token.read], scope: own}  # 自己的接口令牌
          - key: admin
            title: 系统管理员
            second_factor: required
            grantable: [admin, office, unit, head, enterprise]
            grants:
              - {allow: [account.*, unit.*, post.*, person.*], scope: all}  # 账号、单位、岗位和人员
              - {allow: [package.read, package.adopt, right.read, mandate.read, mandate.end], scope: all}
              - {allow: [plan.read, search.use], scope: all}  # 方案在内部公开；不因管理系统而看业务内容
              - {allow: system.metrics, scope: all}  # 看运行指标
          - key: office
            title: 方案办公室
            grantable: [office]
            grants:
              - {allow: [plan.*, unit.*, search.use, package.read, audit.read, right.read], scope: all}
              - {allow: [post.read, post.create, post.rename, post.close, post.lines, post.take, post.act, post.leave, post.hand_over], scope: all}  # 岗位变动；角色由管理员设
              - {allow: [person.*, handover.read], scope: all}  # 离任和交接
              - {allow: [account.invite, account.reset], scope: subtree}  # 邀请同事，帮同事找回密码
              - {allow: [mandate.read, mandate.grant_access, mandate.end], scope: all}  # 审计、评估人员凭授权书查阅
              - {allow: inbox.unreceived, scope: all}  # 无人接收的事项由办公室安排
              - {allow: [inbox.read, inbox.act], scope: all, states: [unreceived]}  # 无人接收的事项由办公室转交
          - key: unit
            title: 责任单位
            grantable: [unit, enterprise]
            grants:
              - {allow: [post.read, person.read, account.invite, account.reset], scope: subtree}  # 本单位及所属单位的岗位和人员
              - {allow: application.decide, scope: subtree}  # 审核所属企业的加入申请
              - {allow: [plan.read, unit.read, unit.list, search.use], scope: all}
              - {allow: audit.read, scope: subtree}
              - {allow: [plan.give_opinion, plan.read_opinions, plan.assign], scope: own}  # 征求本单位意见的口径；本单位的任务由谁承办
          - key: head
            title: 单位主要负责人
            grants:
              - {allow: [post.read, post.create, post.rename, post.close, post.take, post.act, post.leave, post.hand_over], scope: subtree}  # 安排本单位及所属的岗位
              - {allow: [person.*, handover.read, plan.assign], scope: subtree}  # 离任、交接和任务承办
          - key: enterprise
            title: 企业
            grantable: [enterprise]
            grants:
              - {allow: [application.decide, agency.grant, agency.end, account.invite, account.reset], scope: own}  # 本企业的人员和代理机构
              - {allow: application.decide, scope: assigned}  # 交来审核的同事申请
              - {allow: unit.read, scope: own}
          - key: enterprise_agent
            title: 代理机构
            grants:
              - {allow: unit.read, scope: own}  # 只看委托企业的登记信息
          - key: inspection
            title: 审计组、检查组
            for_access: true
            grants:
              - {allow: [plan.read, unit.read, unit.list, search.use], scope: all}
              - {allow: audit.read, scope: subtree}  # 授权书写明的单位
          - key: evaluator
            title: 第三方评估机构
            for_access: true
            grants:
              - {allow: [plan.read, unit.list], scope: all}
              - {allow: unit.read, scope: subtree}  # 授权书写明的单位

        """
}
