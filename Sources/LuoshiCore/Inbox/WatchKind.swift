/// A sort of thing that can be watched, and what page of it a watcher must be allowed to read.
package struct WatchKind: Sendable {
    /// What stands before the colon of its subjects: `target`.
    package let prefix: String
    let permission: Permission
    let subject: @Sendable (String) -> Subject
    let address: @Sendable (String) -> String
    /// Nil where there is no such thing.
    let title: @Sendable (String, Reading) throws -> String?

    package init(
        prefix: String, permission: Permission, subject: @escaping @Sendable (String) -> Subject,
        address: @escaping @Sendable (String) -> String,
        title: @escaping @Sendable (String, Reading) throws -> String?
    ) {
        self.prefix = prefix
        self.permission = permission
        self.subject = subject
        self.address = address
        self.title = title
    }

    /// Units.
    package static let core = [
        WatchKind(prefix: "unit", permission: "unit.read", subject: Subject.unit, address: { "/units/\($0)" }) {
            try UnitStore($1.session).unit($0, on: $1.inForce)?.shortName
        }
    ]
}
