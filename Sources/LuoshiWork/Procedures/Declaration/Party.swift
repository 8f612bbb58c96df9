/// Who is meant by a word of a procedure, for a record: somebody who holds the ball, or who may take a step.
package enum Party: Sendable, Hashable {
    /// The unit whose record it is.
    case recordUnit(role: String?)
    /// The county or park in which that unit stands; itself where it is one.
    case county(role: String?)
    /// The posts in charge of a line (条块), of the register's own unless another is named.
    case line(String?)
    /// The posts that carry a role, in whatever unit.
    case role(String)
    /// A unit of the package.
    case unit(String, role: String?)
    /// The unit that a field of the record names.
    case field(String, role: String?)
    /// Whoever opened the case; their post, where they have left it.
    case opener

    /// Reads `unit`, `unit/head`, `county`, `line`, `line:register:parks`, `office`, `role:leader`, `unit:451000-kjj/head`,
    /// `field:host`, `opener`; nil for anything else.
    package init?(_ notation: String) {
        let halves = notation.split(separator: "/", maxSplits: 1).map(String.init)
        guard let word = halves.first else { return nil }
        let role = halves.count == 2 ? halves[1] : nil
        let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts[0], parts.count == 2 ? parts[1] : nil) {
        case ("unit", nil): self = .recordUnit(role: role)
        case ("county", nil): self = .county(role: role)
        case ("unit", let unit?): self = .unit(unit, role: role)
        case ("field", let field?): self = .field(field, role: role)
        case ("line", let line) where role == nil: self = .line(line)
        case ("office", nil) where role == nil: self = .role("office")
        case ("role", let key?) where role == nil: self = .role(key)
        case ("opener", nil) where role == nil: self = .opener
        default: return nil
        }
    }

    /// The role that a post must carry to be meant; nil for the unit's receiving post and where no role matters.
    package var role: String? {
        switch self {
        case .recordUnit(let role), .county(let role), .unit(_, let role), .field(_, let role): role
        case .role(let role): role
        case .line, .opener: nil
        }
    }

    static let howToWrite =
        "应写成 unit（记录所属单位）、county（所在县区）、line（台账分管岗位）、office（领导小组办公室）、opener（发起人）、"
        + "role:角色、unit:单位代码、field:单位字段 之一，后面可加“/角色”"
}
