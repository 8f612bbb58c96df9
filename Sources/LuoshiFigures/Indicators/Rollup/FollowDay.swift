package import LuoshiCore

/// Brings kept figures to the day, by the system alone: openings of stocks reach far enough ahead, and conditions that compare with
/// a base year are counted anew where a ruling gives another one from today.
package struct FollowDay: Command {
    package static let name = "figure.follow_day"

    package init() {}

    package var permission: Permission { "figure.follow_day" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    /// Returns whether there was anything to do.
    package func run(_ change: inout Change) throws -> Bool {
        // No writer may be half way between the old horizon and the new one.
        try FigureStore(change.session).hold()
        let isExtended = try Horizon(change.session).extend(today: change.day)
        if isExtended { change.note("各月期初数续存一年") }
        let isRuled = try UnitConditions(change.reading).awaitsCount()
        if isRuled {
            try change.followRulings()
            change.note("按今日起生效的口径裁定重算有关数据")
        }
        return isExtended || isRuled
    }
}

/// Whether `FollowDay` has anything to do.
package struct DayToFollow: Query {
    package static let name = "figure.day_to_follow"

    package init() {}

    package var permission: Permission { "figure.follow_day" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func answer(in reading: Reading) throws -> Bool {
        try Horizon(reading.session).isNear(today: reading.day) || UnitConditions(reading).awaitsCount()
    }
}

extension Door {
    /// Brings kept figures to the day; running it again does nothing more.
    package func followDay() async throws {
        let system = Actor.system("figures")
        if try await ask(DayToFollow(), as: system) { _ = try await perform(FollowDay(), as: system) }
    }
}
