import Database
import Foundation
import LuoshiCore

/// The plan as a package last brought it, so that a later package's changes are told from people's own.
struct BroughtPlan {
    let contentHash: String
    let head: PlanHead
    /// Nil where it was brought before contents were remembered.
    let content: PlanContent?
}

extension PlanStore {
    func lastBrought() throws -> BroughtPlan? {
        try session.first("SELECT * FROM plan_brought ORDER BY number DESC LIMIT 1") { row in
            let content: String? = try row["content"]
            return BroughtPlan(
                contentHash: try row["content_hash"],
                head: PlanHead(
                    title: try row["title"], shortTitle: try row["short_title"], issuer: try row["issuer"],
                    documentNumber: try row["document_number"], issuedOn: try row["issued_on"],
                    firstDay: try row["first_day"], lastDay: try row["last_day"], city: try row["city"]),
                content: try content.map { try JSONDecoder().decode(PlanContent.self, from: Data($0.utf8)) })
        }
    }

    func remember(_ brought: BroughtPlan) throws {
        let head = brought.head
        let content = try brought.content.map {
            String(decoding: try JSONEncoder.canonical.encode($0), as: UTF8.self)
        }
        let last = try session.first("SELECT number FROM plan_brought ORDER BY number DESC LIMIT 1") {
            try $0["number"] as Int
        }
        try session.execute(
            """
            INSERT INTO plan_brought (number, content_hash, title, short_title, issuer, document_number, issued_on,
                first_day, last_day, city, content)
            VALUES (\((last ?? 0) + 1), \(brought.contentHash), \(head.title), \(head.shortTitle), \(head.issuer),
                \(head.documentNumber), \(head.issuedOn), \(head.firstDay), \(head.lastDay), \(head.city), \(content))
            """)
    }
}
