import HTTPTypes
import LuoshiCore
import LuoshiFigures
import LuoshiPlan

extension Endpoint {
    /// Targets with their lights, and what they are held to beside the plan.
    static let targets: [Endpoint] = [
        .list(
            "/plan/targets", "目标", "plan.read",
            parameters: [.text("owner", "只要这个单位负责的"), .choice("light", "只要这一状态的", Light.self)],
            ask: { _ in MeasureTargets() }
        ) { measured, call in
            let (owner, light) = (call.text("owner"), call.text("light"))
            let view = try measured.found("现行方案").view
            let chosen = view.plan.targets.filter {
                (owner == nil || $0.owner == owner) && (light == nil || view.light(of: $0).rawValue == light)
            }
            return try call.page(chosen, by: \.id.ordered) { TargetAnswer($0, light: view.light(of: $0)) }
        },
        .one(
            "/plan/targets/{id}", "一个目标", "plan.read",
            Resource(ask: { _ in MeasureTargets() }) { measured, call in
                let view = try measured.found("现行方案").view
                let target = try view.plan.target(call.path("id")).found("目标")
                return TargetAnswer(target, light: view.light(of: target))
            }),
        .list(
            "/plan/targets/{id}/levels", "一个目标的上级下达数和年度任务，包括以前的", "plan.read",
            ask: { TargetLevelsByTarget(try $0.path("id")) }
        ) { found, call in
            let levels = try found.found("目标")
            return try call.page(
                levels.levels, by: { "\($0.year) \($0.layer.rawValue) \(String($0.version).ordered)" }
            ) { TargetLevelAnswer($0, of: levels) }
        },
        .change(
            .post, "/plan/targets/{id}/levels", "登记上级下达的或年度任务；已有的，写明理由后更改", "plan.set_levels", status: 201,
            command: { (body: TargetLevelBody, call) in body.command(try call.path("id")) },
            answer: { version, _ in TargetLevelVersionAnswer(version: version) }),
        .change(
            .post, "/plan/targets/{id}/level-withdrawals", "撤回登记错的上级下达数或年度任务", "plan.set_levels",
            command: { (body: TargetLevelWithdrawalBody, call) in
                WithdrawTargetLevel(try call.path("id"), body.layer, year: body.year, reason: body.reason.text)
            }, answer: { version, _ in TargetLevelVersionAnswer(version: version) }),
    ]
}

/// What a target is held to in a year; `value` is in the unit in which the plan writes the target.
struct TargetLevelAnswer: Codable, Sendable {
    let layer: TargetLayer
    let year: Int
    let version: Int
    let comparator: Comparator
    let value: DecimalText
    let basis: String
    let number: String?
    let datedOn: Day
    let enteredBy: String
    /// The days on which it was in force; `until` is absent while it is.
    let from: Day
    let until: Day?
    /// How much of it the year's figure makes, in per cent.
    let percentDone: DecimalText?

    init(_ level: TargetLevel, of levels: TargetLevels) {
        layer = level.layer
        year = level.year
        version = level.version
        comparator = level.comparator
        value = DecimalText(text: level.value)
        basis = level.basis.title
        number = level.basis.number
        datedOn = level.basis.datedOn
        enteredBy = level.enteredBy
        from = level.from
        until = level.until
        percentDone = levels.share(of: level).map(DecimalText.init(text:))
    }
}

/// A level to enter.
struct TargetLevelBody: Codable, Sendable {
    let layer: TargetLayer
    let year: Int
    let comparator: Comparator
    let value: DecimalText
    let basis: LineText
    let number: LineText?
    let datedOn: Day
    /// Needed where a value is there.
    let reason: WordsText?

    func command(_ target: String) -> SetTargetLevel {
        SetTargetLevel(
            target, layer, year: year, comparator, value.text,
            basis: TargetLevel.Basis(title: basis.text, number: number?.text, datedOn: datedOn),
            reason: reason?.text ?? "")
    }
}

/// A level to take back.
struct TargetLevelWithdrawalBody: Codable, Sendable {
    let layer: TargetLayer
    let year: Int
    let reason: WordsText
}

/// The number of the version that was entered, or taken back.
struct TargetLevelVersionAnswer: Codable, Sendable {
    let version: Int
}
