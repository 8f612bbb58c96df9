/// How far a grant reaches (DESIGN §3).
package enum Scope: String, Sendable, CaseIterable, Codable {
    case own, subtree, line, task, assigned, all, `public`

    package var title: String {
        switch self {
        case .own: "本单位或本人"
        case .subtree: "本单位及所属"
        case .line: "本条线"
        case .task: "本单位牵头的任务"
        case .assigned: "交办给本岗位或本人"
        case .all: "全市"
        case .public: "对社会公开"
        }
    }

    /// Whether a subject lies within this scope for somebody acting in a capacity; without one, only what is theirs in person.
    package func contains(_ subject: Subject, for standing: Standing, in capacity: Capacity?) -> Bool {
        switch self {
        case .all: return true
        case .public: return subject.isPublic
        case .own:
            if let account = subject.account { return standing.account == account }
            return capacity?.unit.map { subject.units == [$0] } ?? false
        case .subtree:
            return capacity.map { !subject.units.isEmpty && subject.units.isSubset(of: $0.subtree) } ?? false
        case .line: return capacity.map { !subject.lines.isDisjoint(with: $0.lines) } ?? false
        case .task: return capacity?.unit.map(subject.leads.contains) ?? false
        case .assigned:
            return standing.account.map { subject.assignees.contains("account:\($0)") } ?? false
                || capacity?.post.map { subject.assignees.contains("post:\($0)") } ?? false
        }
    }
}
