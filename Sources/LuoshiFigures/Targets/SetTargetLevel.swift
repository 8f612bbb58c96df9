import CEL
package import LuoshiCore
package import LuoshiPlan
import LuoshiWork

/// Enters what the region set for a year, or what the year's task is; a value that is there is replaced, and stays on record.
package struct SetTargetLevel: Command {
    package static let name = "target.set_level"
    let target: String
    let layer: TargetLayer
    let year: Int
    let comparator: Comparator
    let value: String
    let basis: TargetLevel.Basis
    /// Why a value that is there is replaced.
    let reason: String

    package init(
        _ target: String, _ layer: TargetLayer, year: Int, _ comparator: Comparator, _ value: String,
        basis: TargetLevel.Basis, reason: String = ""
    ) {
        self.target = target
        self.layer = layer
        self.year = year
        self.comparator = comparator
        self.value = value
        self.basis = basis
        self.reason = reason
    }

    package var permission: Permission { "plan.set_levels" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("target:\(target)")] }

    /// Returns the version's number.
    package func run(_ change: inout Change) throws -> Int {
        guard let found = try change.reading.target(target) else { throw Refusal.notFound("目标 \(target)") }
        try check(on: change.day)
        let store = TargetLevelStore(session: change.session)
        let known = try store.levels(of: target, knownOn: change.day).filter { $0.layer == layer && $0.year == year }
        let why = reason.trimmedSpaces
        if let current = known.first(where: { $0.isInForce(on: change.day) }) {
            if why.isEmpty {
                throw Refusal(
                    "reason", "\(year) 年的\(layer.title)已有“\(current.comparator.inWords) \(current.value)”，更改请写明理由。")
            }
            try store.end(current, on: change.day)
        }
        let level = TargetLevel(
            target: target, layer: layer, year: year, version: (known.first?.version ?? 0) + 1, comparator: comparator,
            value: value.trimmedSpaces,
            basis: TargetLevel.Basis(
                title: basis.title.trimmedSpaces, number: basis.number?.trimmedSpaces, datedOn: basis.datedOn),
            enteredBy: change.standing.name, from: change.day, until: nil)
        try store.insert(level)
        change.touches("target:\(target)")
        change.note(
            "“\(found.title)”\(layer.title)：\(level.inWords)，依据\(level.basis.inWords)\(why.isEmpty ? "" : "；理由：\(why)")"
        )
        return level.version
    }

    private func check(on day: Day) throws {
        guard (2000...2100).contains(year) else { throw Refusal("year", "年份应写成 2022 的样子。") }
        guard Comparator.single.contains(comparator) else { throw Refusal("comparator", "请选择“不低于”“超过”“达到”等一种。") }
        guard DecimalValue(value.trimmedSpaces) != nil else { throw Refusal("value", "数值应写成 62 或 0.80 的样子，不带单位。") }
        guard !basis.title.trimmedSpaces.isEmpty else { throw Refusal("basis", "请写明依据的文件。") }
        guard basis.datedOn <= day else { throw Refusal("dated_on", "文件日期不能晚于今天（\(day.inWords)）。") }
    }
}

/// Takes back what was entered for a year; it stays on record.
package struct WithdrawTargetLevel: Command {
    package static let name = "target.withdraw_level"
    let target: String
    let layer: TargetLayer
    let year: Int
    let reason: String

    package init(_ target: String, _ layer: TargetLayer, year: Int, reason: String) {
        self.target = target
        self.layer = layer
        self.year = year
        self.reason = reason
    }

    package var permission: Permission { "plan.set_levels" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("target:\(target)")] }

    /// Returns the number of the version that was in force.
    package func run(_ change: inout Change) throws -> Int {
        guard let found = try change.reading.target(target) else { throw Refusal.notFound("目标 \(target)") }
        let why = reason.trimmedSpaces
        guard !why.isEmpty else { throw Refusal("reason", "请写明撤回的理由。") }
        let store = TargetLevelStore(session: change.session)
        let current = try store.levels(of: target, knownOn: change.day).first {
            $0.layer == layer && $0.year == year && $0.isInForce(on: change.day)
        }
        guard let current else { throw Refusal("level_absent", status: 409, "\(year) 年没有\(layer.title)的数，不用撤回。") }
        try store.end(current, on: change.day)
        change.touches("target:\(target)")
        change.note("撤回“\(found.title)”\(layer.title)的\(current.inWords)；理由：\(why)")
        return current.version
    }
}
