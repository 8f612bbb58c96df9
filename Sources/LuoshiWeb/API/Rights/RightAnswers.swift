import LuoshiCore

/// One rule of the package: what a role may do and how far; `permission` may end in a star.
struct GrantAnswer: Codable, Sendable {
    let role: String
    let permission: String
    let scope: Scope
    /// The states in which it holds; absent is any.
    let states: [String]?
    /// File and line that say so.
    let place: String

    init(_ grant: Grant) {
        role = grant.role
        permission = grant.pattern
        scope = grant.scope
        states = grant.states?.sorted()
        place = grant.place
    }
}

/// A role with its rules; one for access is given by a paper alone.
struct RoleSheetAnswer: Codable, Sendable {
    let key: String
    let title: String
    let isAccess: Bool
    let grants: [GrantAnswer]

    init(_ sheet: RoleSheet) {
        key = sheet.key
        title = sheet.title
        isAccess = sheet.isAccess
        grants = sheet.grants.map(GrantAnswer.init)
    }
}

/// "May they do this there?", with the reason in words; `helpers` may where this person may not.
struct ExplanationAnswer: Codable, Sendable {
    let person: String
    let name: String
    let isAllowed: Bool
    let reason: String
    let rule: GrantAnswer?
    let helpers: [String]

    init(_ explanation: Explanation) {
        person = explanation.person
        name = explanation.name
        isAllowed = explanation.decision.isAllowed
        reason = explanation.reason
        rule = explanation.decision.grant.map(GrantAnswer.init)
        helpers = explanation.helpers
    }
}

/// What a person may do on a day: by each post or power, since when, and by whom.
struct PersonRightsAnswer: Codable, Sendable {
    struct FootingAnswer: Codable, Sendable {
        let title: String
        let post: String?
        let unit: String?
        let unitName: String
        let roles: [String]
        /// Those it is limited to; absent is no limit.
        let permissions: [String]?
        let isReadOnly: Bool
        let from: Day
        /// The first day it no longer holds.
        let until: Day?
        let givenBy: String?
        let givenOn: Day?
        let grants: [GrantAnswer]
    }

    let person: String
    let name: String
    let login: String
    let unitName: String?
    let isLocked: Bool
    let footings: [FootingAnswer]
    /// What anybody signed in may.
    let common: [GrantAnswer]

    init(_ rights: PersonRights) {
        person = rights.person
        name = rights.name
        login = rights.login
        unitName = rights.unitName
        isLocked = rights.isLocked
        footings = rights.footings.map { footing in
            FootingAnswer(
                title: footing.capacity.title, post: footing.capacity.post, unit: footing.capacity.unit,
                unitName: footing.unitName, roles: footing.capacity.roles.sorted(),
                permissions: footing.capacity.patterns, isReadOnly: footing.capacity.isReadOnly, from: footing.from,
                until: footing.until, givenBy: footing.givenBy, givenOn: footing.givenOn,
                grants: footing.grants.map(GrantAnswer.init))
        }
        common = rights.everybodys.map(GrantAnswer.init)
    }
}
