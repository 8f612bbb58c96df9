/// Somebody known to the system, with the accounts they come in by.
package struct Person: Sendable, Hashable, Codable {
    package let id: String
    package let name: String
    /// Accounts, with the unit each belongs to; nil is the city's.
    package let accounts: [PersonAccount]
}

/// One way in of a person.
package struct PersonAccount: Sendable, Hashable, Codable {
    package let id: String
    package let login: String
    package let unit: String?
    package let isLocked: Bool
}

/// Why somebody goes.
package enum DepartureReason: String, Sendable, CaseIterable, Codable {
    case transferred, left, retired

    package var title: String {
        switch self {
        case .transferred: "调离"
        case .left: "离职"
        case .retired: "退休"
        }
    }
}

/// From when on somebody is gone.
package struct Departure: Sendable, Hashable {
    package let reason: DepartureReason
    package let from: Day
}
