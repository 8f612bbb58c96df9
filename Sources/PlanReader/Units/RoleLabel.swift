/// The words that name a role before a list of units: 牵头单位, 责任单位, 配合单位.
enum RoleLabel {
    /// What a label says about the units after it.
    enum Role: Sendable {
        case lead, responsible, cooperating
        /// A deadline follows, not units.
        case deadline
        /// Persons or remarks follow, not units.
        case other
    }

    /// Words for who leads.
    static let lead: Words = [
        "牵头单位", "牵头部门", "牵头责任单位", "责任牵头单位", "总牵头单位", "主办单位", "主责单位", "主责部门", "主要责任单位", "第一责任单位",
        "牵头责任部门", "牵头处室", "牵头科室", "牵头", "主办", "牵头和责任单位", "牵头机构", "主要牵头单位",
    ]
    /// Words for who is responsible, leading or not.
    static let responsible: Words = [
        "责任单位", "责任部门", "责任主体", "负责单位", "负责部门", "实施单位", "落实单位", "落实部门", "承办单位", "承担单位", "责任处室",
        "责任科室", "实施主体", "落实主体", "责任分工", "任务分工", "职责分工", "工作分工", "组织实施单位", "责任机构", "完成单位", "责任地区",
        "责任单位及分工", "责任",
    ]
    /// Words for who cooperates.
    static let cooperating: Words = [
        "配合单位", "配合部门", "协助单位", "参与单位", "参加单位", "协办单位", "协同单位", "协作单位", "支持单位", "参与部门", "协同部门",
        "协助部门", "协同配合单位", "配合", "协办", "参与", "联合单位", "指导单位", "其他责任单位", "配合责任单位",
    ]
    /// Words for by when.
    static let deadline: Words = [
        "完成时限", "完成时间", "时限要求", "时间节点", "完成期限", "办结时限", "时限", "时间要求", "推进时限", "实施时间", "完成日期", "计划完成时间",
        "时间安排", "进度安排", "工作时限", "实施期限", "整改时限",
    ]
    /// Words for persons and other things.
    static let other: Words = [
        "责任领导", "分管领导", "牵头领导", "责任人", "联系人", "责任市领导", "牵头市领导", "市级领导", "分管市领导", "包抓领导", "备注", "市领导", "县领导",
    ]

    /// All labels.
    static let all = Words(
        lead.words + responsible.words + cooperating.words.filter { $0.count > 2 } + deadline.words + other.words)

    /// The role of the label at `place`, and its length.
    static func read(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> (role: Role, length: Int)? {
        var best: (Role, Int)?
        for (role, words) in [
            (Role.lead, lead), (.responsible, responsible), (.cooperating, cooperating), (.deadline, deadline),
            (.other, other),
        ] {
            if let length = words.length(in: glyphs, at: place, before: end), length > best?.1 ?? 0 {
                best = (role, length)
            }
        }
        return best
    }
}

/// The words at the end of a list that say what its units do: 牵头, 负责, 配合.
enum RoleVerb {
    /// What the verb makes of the units before it.
    enum Role: Sendable {
        case lead, owner, shared, cooperating
    }

    /// Leading.
    static let lead: Words = [
        "牵头负责", "牵头落实", "牵头组织", "牵头实施", "牵头组织实施", "牵头推进", "牵头", "牵头抓总", "总牵头", "共同牵头", "联合牵头", "牵头承办",
        "牵头办理", "主办", "牵头抓好落实", "牵头协调", "牵头总抓",
    ]
    /// Being responsible, alone or as the one before helpers.
    static let owner: Words = [
        "负责", "落实", "实施", "组织实施", "具体负责", "承担", "负责落实", "负责实施", "负责组织实施", "具体落实", "推进", "抓好落实", "承办", "总负责",
        "统筹负责", "主要负责", "负责推进",
    ]
    /// Sharing the work, nobody named first.
    static let shared: Words = [
        "按职责分工负责", "按照职责分工负责", "按职责负责", "按职责分别负责", "按职责落实", "分别负责", "分工负责", "按职责分工落实",
        "按照职责分工落实", "共同负责", "各负其责", "根据职责分工负责", "依职责分工负责", "按职能分工负责", "按职责分工", "按职责分工推进",
        "按照各自职责分工负责", "按各自职责分工负责", "按各自职责负责", "按职责分工抓好落实", "共同推进", "共同落实", "依职责负责", "按照职责负责",
        "根据职责负责", "按职责组织实施", "按职责分工实施", "根据职责分工落实", "按职能负责", "按照各自职责负责", "按职责分工组织实施",
    ]
    /// Helping.
    static let cooperating: Words = [
        "配合", "协助", "参与", "参加", "协同", "协办", "支持", "共同参与", "配合落实", "按职责配合", "协同配合", "按职责分工配合", "按职责参与",
        "密切配合", "协作", "协同推进", "配合实施", "按职责分工参与", "配合推进", "协同参与", "积极配合", "分工配合", "按照职责分工配合",
    ]

    /// All verbs.
    static let all = Words(lead.words + owner.words + shared.words + cooperating.words)

    /// The role of the verb that ends at `end`, and its length.
    static func read(_ glyphs: [Unicode.Scalar], endingAt end: Int, after start: Int) -> (role: Role, length: Int)? {
        var best: (Role, Int)?
        for (role, words) in [(Role.lead, lead), (.owner, owner), (.shared, shared), (.cooperating, cooperating)] {
            if let length = words.length(in: glyphs, endingAt: end, after: start), length > best?.1 ?? 0 {
                best = (role, length)
            }
        }
        return best
    }
}
