package import LuoshiCore

/// A letter that brings values (函告): where a figure's walk back ends.
package struct Letter: Sendable, Hashable {
    package let id: String
    /// The document's number, as it stands on it.
    package let number: String
    package let title: String
    package let issuer: String
    package let datedOn: Day
    package let receivedOn: Day
    /// The unit that received and entered it.
    package let unit: String
    package let file: String?
    package let fileName: String?
    package let enteredOn: Day
    package let enteredBy: String
    package let withdrawal: Withdrawal?

    /// How it was taken back.
    package struct Withdrawal: Sendable, Hashable {
        package let on: Day
        package let by: String
        package let reason: String
    }

    /// As values name where they come from, and as its file is kept.
    package var subject: String { "letter:\(id)" }
}
