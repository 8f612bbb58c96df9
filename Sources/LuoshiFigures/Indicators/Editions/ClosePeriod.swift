package import LuoshiCore
import LuoshiWork

/// Closes a period: what it shows now becomes its first edition, or the next one after it was reopened (DESIGN §5 "Editions").
package struct ClosePeriod: Command {
    package static let name = "figure.close"
    let period: String
    let reason: String

    package init(_ period: String, reason: String) {
        self.period = period
        self.reason = reason
    }

    package var permission: Permission { "figure.close" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { ["figure-editions"] }

    /// Returns the edition's number.
    package func run(_ change: inout Change) throws -> Int {
        let period = try change.period(period)
        guard period.last < change.day else {
            throw Refusal("period_running", "\(period.title)到 \(period.last.inWords)才结束，还不能关账。")
        }
        let store = EditionStore(change.session)
        if try store.closed().contains(period) {
            throw Refusal("period_closed_already", status: 409, "\(period.title)已经关账。")
        }
        let edition = try change.publish(period, reason: reason.trimmedSpaces.isEmpty ? "按期关账" : reason.trimmedSpaces)
        try store.close(period, on: change.day)
        change.note("\(period.title)关账，公布第 \(edition.number) 版")
        return edition.number
    }
}

/// Publishes the next edition of a closed period, with the revisions that came since.
package struct PublishEdition: Command {
    package static let name = "figure.publish"
    let period: String
    let reason: String

    package init(_ period: String, reason: String) {
        self.period = period
        self.reason = reason
    }

    package var permission: Permission { "figure.close" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { ["figure-editions"] }

    package func run(_ change: inout Change) throws -> Int {
        let period = try change.period(period)
        let store = EditionStore(change.session)
        guard try store.closed().contains(period) else {
            throw Refusal("period_open", status: 409, "\(period.title)还没有关账，先关账才有公布的版本。")
        }
        guard !reason.trimmedSpaces.isEmpty else { throw Refusal("reason_missing", "请写明公布修订版的理由。") }
        if try !store.revisions(of: period).contains(where: { $0.edition == nil }) {
            throw Refusal("nothing_revised", status: 409, "\(period.title)上次公布以来没有修订，不必再公布。")
        }
        let edition = try change.publish(period, reason: reason.trimmedSpaces)
        change.note("公布\(period.title)第 \(edition.number) 版；理由：\(edition.reason)")
        return edition.number
    }
}

/// Reopens a closed period: its figures may move without a note until it is closed again; what was published stays.
package struct ReopenPeriod: Command {
    package static let name = "figure.reopen"
    let period: String
    let reason: String

    package init(_ period: String, reason: String) {
        self.period = period
        self.reason = reason
    }

    package var permission: Permission { "figure.close" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { ["figure-editions"] }

    package func run(_ change: inout Change) throws -> String {
        let period = try change.period(period)
        guard !reason.trimmedSpaces.isEmpty else { throw Refusal("reason_missing", "请写明重新打开的理由。") }
        let store = EditionStore(change.session)
        guard try store.closed().contains(period) else {
            throw Refusal("period_open", status: 409, "\(period.title)没有关账，不用重新打开。")
        }
        try store.reopen(period, on: change.day)
        change.touches("period:\(period.text)")
        change.note("重新打开\(period.title)；理由：\(reason.trimmedSpaces)")
        return period.text
    }
}

extension Change {
    fileprivate func period(_ text: String) throws -> Period {
        guard let period = Period(text) else { throw Refusal("period", "时段应写成 2022、2022Q3 或 2022-08 的样子。") }
        return period
    }

    fileprivate mutating func publish(_ period: Period, reason: String) throws -> Edition {
        let store = EditionStore(session)
        let edition = Edition(
            period: period, number: (try store.editions(of: period).first?.number ?? 0) + 1, publishedOn: day,
            publishedBy: standing.name, reason: reason)
        try store.publish(edition, in: reading)
        try store.settle(edition)
        touches("period:\(period.text)")
        return edition
    }
}
