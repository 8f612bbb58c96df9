/// A wording of the annotations, and what it stands for.
package struct DraftName: Sendable, Hashable, Codable {
    package var wording: String
    package var resolution: NameResolution

    package init(wording: String, resolution: NameResolution) {
        self.wording = wording
        self.resolution = resolution
    }
}

/// What a wording stands for.
package enum NameResolution: Sendable, Hashable, Codable {
    case unresolved
    case unit(String)
    case group(DraftGroup)
}

/// A wording that stands for several units.
package struct DraftGroup: Sendable, Hashable, Codable {
    /// Of the group that exists, or of the one that publishing makes.
    package var key: String
    package var members: [String]
    /// Who belongs to it waits for a ruling (口径待确认).
    package var isOpen: Bool

    package init(key: String, members: [String], isOpen: Bool) {
        self.key = key
        self.members = members
        self.isOpen = isOpen
    }
}
