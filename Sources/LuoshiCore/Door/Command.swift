import Database

/// Something that changes the system: the only way anything is written.
///
/// `run` may be run again after a conflict, so it reads and writes through `change` alone.
package protocol Command: Encodable, Sendable {
    associatedtype Outcome: Codable & Sendable
    /// The name in the audit trail; stable for ever.
    static var name: String { get }
    var permission: Permission { get }
    /// What it acts on: scope is checked on every one.
    func subjects(in reading: Reading) throws -> [Subject]
    /// Taken sorted, before reading: `unit:451082`, `plan`.
    func locks(in reading: Reading) throws -> [LockKey]
    func run(_ change: inout Change) throws -> Outcome
}

extension Command {
    package func locks(in reading: Reading) throws -> [LockKey] { [] }
}

/// A question, answered from one snapshot.
package protocol Query: Sendable {
    associatedtype Answer: Sendable
    static var name: String { get }
    var permission: Permission { get }
    /// Set where reading itself is logged: what was looked at, as audit subjects.
    var disclosure: [String]? { get }
    /// What the reader said they need it for; kept with the log of reading.
    var purpose: String? { get }
    /// The people whose data the answer held (`p-li`); each of them is told. Only asked where `disclosure` is set.
    func people(in answer: Answer) -> [String]
    func subjects(in reading: Reading) throws -> [Subject]
    func answer(in reading: Reading) throws -> Answer
}

extension Query {
    package var disclosure: [String]? { nil }
    package var purpose: String? { nil }

    /// Those whom `disclosure` names itself: `person:p-li`.
    package func people(in answer: Answer) -> [String] {
        (disclosure ?? []).filter { $0.hasPrefix("person:") }.map { String($0.dropFirst(7)) }
    }
}

/// The name of something that two commands may not change at the same time.
package struct LockKey: Sendable, Hashable, Comparable, ExpressibleByStringLiteral {
    package let name: String

    package init(_ name: String) { self.name = name }
    package init(stringLiteral name: String) { self.name = name }
    /// Held by every command together, and alone by whoever adopts a package.
    static let adoption: LockKey = "adoption"

    package static func < (left: LockKey, right: LockKey) -> Bool { left.name < right.name }
}
