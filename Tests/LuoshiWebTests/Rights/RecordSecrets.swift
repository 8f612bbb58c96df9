import LuoshiCore
import LuoshiWork

@testable import LuoshiWeb

/// Records of the county 451002 among the secrets, beside records of 451082 that they touch.
extension SecretSite {
    private func enter(_ register: String, _ texts: [String: String]) async throws -> String {
        try await door.perform(EnterRecord(register, RecordInput(texts: texts)), as: .system("test"))
    }

    /// What the county 451082 has itself: a node that another's leads to, and a name that another's is like. Returns their
    /// addresses.
    func enterOwnRecords() async throws -> [String] {
        let node = try await enter("chain_nodes", Self.node("澄碧环节", of: "451082"))
        let technology = try await enter("key_technologies", Self.technology("澄碧再生铝提纯", of: "451082"))
        return ["/registers/chain_nodes/\(node)", "/registers/key_technologies/\(technology)"]
    }

    /// Records that are no other unit's business, by register.
    func plantRecords() async throws -> [String: String] {
        let own = String(ownRecords[0].split(separator: "/")[2])
        let visit = [
            "county_unit": "451002", "matter": "鹭岚走访", "level": "city", "visited_on": "2022-08-01",
        ]
        // Gone on the day they came: no total of the city, which everybody may see, moves.
        let talent = [
            "left_on": "2022-03-01", "number": "鹭才001", "name": "鹭栖梧", "employer": "451002", "category": "leading",
            "programme": "new_policy",
            "level": "region", "field": "other", "certified_on": "2022-03-01", "is_remote": "否",
            "identity": "11010519491231002X",
        ]
        return [
            "contact_visits": try await enter("contact_visits", visit),
            "chain_nodes": try await enter(
                "chain_nodes", Self.node("鹭岚环节", of: "451002").merging(["feeds": own]) { _, new in new }),
            "key_technologies": try await enter("key_technologies", Self.technology("澄碧再生铝提纯鹭岚法", of: "451002")),
            "talents": try await enter("talents", talent),
        ]
    }

    /// A record that departments share, and counties and firms do not. Returns its id.
    func plantSharedRecord() async throws -> String {
        try await enter(
            "platforms",
            [
                "host": "451002", "name": "鹭岚实验室", "kind": "key_laboratory", "owner": "451000-kjj",
                "level": "cultivated", "field": "other",
            ])
    }

    private static func node(_ name: String, of unit: String) -> [String: String] {
        ["keeper": unit, "name": name, "industry": "other", "position": "upstream", "condition": "strong"]
    }

    private static func technology(_ name: String, of unit: String) -> [String: String] {
        ["proposer": unit, "name": name, "industry": "aluminium", "need": "降低能耗", "state": "proposed"]
    }

    /// Words of those records, and who may meet them: those who follow everything, and of shared ones the departments.
    static let recordWords: [(word: String, what: String, allowed: Set<String>)] = [
        ("鹭岚走访", "a visit in another county", followers),
        ("鹭岚环节", "a node that leads to the county's own", followers),
        ("鹭岚法", "a work secret whose name is like the county's own", followers),
        ("鹭才001", "a talent of another county", followers),
        ("鹭栖梧", "a talent's name, masked for everybody", []),
        ("11010519491231002X", "a talent's identity number", []),
        ("鹭岚实验室", "a platform of another county", followers.union(["kjj"])),
    ]
}

extension Crawl {
    /// Lists narrowed, sorted and laid out by what is secret, also by fields that most may not read.
    static let recordQuestions: [String] = {
        let words = "鹭".percentEncodedForQuery
        return [
            "/registers/contact_visits?matter=\("鹭岚走访".percentEncodedForQuery)",
            "/registers/contact_visits?sort=-visited_on", "/registers/contact_visits?unit=451002",
            "/registers/contact_visits?on=2022-08-04", "/registers/contact_visits?ended=yes",
            "/registers/chain_nodes?words=\(words)", "/registers/chain_nodes?view=board",
            "/registers/chain_nodes?view=chain", "/registers/key_technologies?sort=name",
            "/registers/key_technologies?view=board", "/registers/key_technologies?name.has=\(words)",
            "/registers/talents?view=ladder", "/registers/talents?view=board", "/registers/talents?level=region",
            "/registers/talents?sort=level", "/registers/talents?sort=identity", "/registers/talents?name.has=\(words)",
            "/registers/talents?identity.has=1101", "/registers/platforms?view=coverage",
            "/registers/platforms?view=ladder", "/registers/platforms?words=\(words)",
            "/units/451002/records", "/units/451082/records",
        ]
    }()
}
