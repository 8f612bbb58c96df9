import LuoshiCore
import LuoshiWork

extension Site {
    /// What agents may be given, in words; registers by the titles that the reader may see.
    func agencyMatters(_ context: SiteContext) async throws -> AgencyMatters {
        let registers = try await askWhereAllowed(Registers(), context) ?? []
        return AgencyMatters(
            registers: Dictionary(registers.map { ($0.register.key, $0.register.title) }) { first, _ in first })
    }
}

/// What a firm lets an agent do, in words.
struct AgencyMatters {
    /// Titles by key.
    let registers: [String: String]

    private static let titles = [
        "unit.read": "查看企业资料", "inbox.*": "办理待办", "inbox.read": "查看待办", "inbox.act": "办理待办",
    ]

    /// Patterns that say the same of several registers stand under what they say; the others by themselves, in order.
    func groups(_ patterns: [String]) -> [(title: String, patterns: [String])] {
        var groups: [(title: String, patterns: [String])] = []
        for pattern in patterns {
            let title = PermissionTitle.stem(of: pattern).map { PermissionTitle.of(Permission("\($0).*")) } ?? ""
            if let index = groups.firstIndex(where: { $0.title == title }) {
                groups[index].patterns.append(pattern)
            } else {
                groups.append((title, [pattern]))
            }
        }
        return groups
    }

    /// 创新平台, under 查看台账; 查看企业资料 by itself.
    func title(_ pattern: String) -> String {
        guard let stem = PermissionTitle.stem(of: pattern) else {
            return Self.titles[pattern] ?? PermissionTitle.of(Permission(pattern))
        }
        let key = String(pattern.dropFirst(stem.count + 1))
        return registers[key] ?? key
    }

    /// 查看企业资料、查看台账（创新平台、科技成果）.
    func words(_ patterns: [String]) -> String {
        groups(patterns).map { group in
            let titles = group.patterns.map(title).joined(separator: "、")
            return group.title.isEmpty ? titles : "\(group.title)（\(titles)）"
        }.joined(separator: "、")
    }
}
