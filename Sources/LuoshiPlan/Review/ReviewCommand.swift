package import LuoshiCore

/// An edit of a review: whatever it does is a set of (item, before, after), recorded as one step that can be undone.
package protocol ReviewCommand: Command where Outcome == ReviewEdited {
    var review: Int { get }
    /// Changes the items on the desk and says in a few words what it did.
    func edit(_ desk: inout ReviewDesk) throws -> String
}

/// What an edit came to.
package struct ReviewEdited: Codable, Sendable, Equatable {
    /// Its number; nil where nothing had to be changed.
    package let number: Int?
}

extension ReviewCommand {
    package var permission: Permission { "plan.review" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("review:\(review)")] }

    package func run(_ change: inout Change) throws -> ReviewEdited {
        var desk = try ReviewDesk(review, change)
        let title = try edit(&desk)
        return ReviewEdited(number: try desk.finish(title, &change))
    }
}
