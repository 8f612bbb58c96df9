import Database

/// Which list of the inbox, and from where on.
struct InboxSelection {
    let tab: InboxTab
    let reach: InboxReach
    let inForce: InForce
    /// The sort key and id of the last row of the page before.
    let after: (key: String, id: String)?
    let limit: Int
}

extension InboxStore {
    /// How many items lie open (notices apart) before somebody.
    func openCount(_ reach: InboxReach) throws -> Int {
        try session.first(
            """
            SELECT COUNT(*) AS n FROM inbox_places p JOIN inbox_items i ON i.id = p.item
            WHERE p.until IS NULL AND \(sql: Self.reached(reach)) AND i.is_notice = 0
            """
        ) { try $0["n"] } ?? 0
    }

    /// One page of a list, one row more than asked for where there is more.
    func list(_ selection: InboxSelection, reader: String) throws -> [(
        key: String, item: InboxItem, place: InboxPlace, isRead: Bool
    )] {
        let key = Self.sortKey(selection.tab)
        let isDescending = selection.tab == .done || selection.tab == .notices
        let sign = isDescending ? "<" : ">"
        let order = isDescending ? "DESC" : "ASC"
        let start: SQL =
            selection.after.map {
                "AND (\(raw: key) \(raw: sign) \($0.key) OR (\(raw: key) = \($0.key) AND i.id \(raw: sign) \($0.id)))"
            }
            ?? ""
        let read: SQL = """
            CASE WHEN EXISTS (SELECT 1 FROM inbox_reads r WHERE r.item = i.id AND r.account = \(reader)) THEN 1 ELSE 0 END
            """
        return try session.all(
            """
            SELECT i.*, p.*, \(raw: key) AS sort_key, \(sql: read) AS is_read
            FROM inbox_places p JOIN inbox_items i ON i.id = p.item
            WHERE \(sql: Self.reached(selection.reach)) AND \(sql: Self.condition(selection)) \(sql: start)
            ORDER BY sort_key \(raw: order), i.id \(raw: order) LIMIT \(selection.limit + 1)
            """
        ) { (try $0["sort_key"], try Self.item($0), try Self.place($0), try $0["is_read"]) }
    }

    /// Open items, oldest due first, that lie at these posts and accounts; for those that nobody receives.
    func open(at reach: InboxReach, _ inForce: InForce) throws -> [(item: InboxItem, place: InboxPlace)] {
        try session.all(
            """
            SELECT i.*, p.* FROM inbox_places p JOIN inbox_items i ON i.id = p.item
            WHERE \(sql: Self.reached(reach)) AND \(sql: Self.lies("p", inForce)) AND i.is_notice = 0
            ORDER BY COALESCE(p.due, '9999-12-31'), i.id
            """
        ) { (try Self.item($0), try Self.place($0)) }
    }

    /// Posts and accounts at which anything lies open.
    func addressesInUse(_ inForce: InForce) throws -> InboxReach {
        let posts: [String] = try session.all(
            "SELECT DISTINCT p.post FROM inbox_places p WHERE p.post IS NOT NULL AND \(sql: Self.lies("p", inForce))"
        ) { try $0["post"] }
        let accounts: [String] = try session.all(
            """
            SELECT DISTINCT p.account FROM inbox_places p WHERE p.account IS NOT NULL AND \(sql: Self.lies("p", inForce))
            """
        ) { try $0["account"] }
        return InboxReach(posts: Set(posts), accounts: Set(accounts))
    }

    /// Items somebody sent on from a post and that have not come back.
    func delegated(from reach: InboxReach, _ inForce: InForce) throws -> [(item: InboxItem, place: InboxPlace)] {
        try session.all(
            """
            SELECT i.*, p.* FROM inbox_places p JOIN inbox_items i ON i.id = p.item
            WHERE \(sql: Self.reached(reach)) AND \(sql: Self.isAway(inForce))
            ORDER BY COALESCE(p.due, '9999-12-31'), i.id
            """
        ) { (try Self.item($0), try Self.place($0)) }
    }

    private static func reached(_ reach: InboxReach) -> SQL {
        "(p.post IN \(list: reach.posts.sorted()) OR p.account IN \(list: reach.accounts.sorted()))"
    }

    /// Lies there on the day, or now.
    static func lies(_ alias: String, _ inForce: InForce) -> SQL {
        guard inForce.isAsKnownThen else { return "\(raw: alias).until IS NULL" }
        return
            "\(raw: alias).since <= \(inForce.day) AND (\(raw: alias).until IS NULL OR \(raw: alias).until > \(inForce.day))"
    }

    private static func condition(_ selection: InboxSelection) -> SQL {
        let inForce = selection.inForce
        switch selection.tab {
        case .open: return "i.is_notice = 0 AND \(sql: lies("p", inForce))"
        case .notices: return "i.is_notice = 1 AND \(sql: lies("p", inForce))"
        case .done:
            let known: SQL = inForce.isAsKnownThen ? " AND i.closed_on <= \(inForce.day)" : ""
            return "i.is_notice = 0 AND p.ending = 'done'\(sql: known)"
        case .delegated: return isAway(inForce)
        }
    }

    /// The place `p` was left by delegation, and the item lies at what it was delegated to, or further on.
    private static func isAway(_ inForce: InForce) -> SQL {
        """
        (p.ending = 'delegated' AND EXISTS (
            WITH RECURSIVE away (item, number, parent) AS (
                SELECT c.item, c.number, c.parent FROM inbox_places c WHERE c.item = p.item AND \(sql: lies("c", inForce))
                UNION ALL
                SELECT b.item, b.number, b.parent FROM inbox_places b JOIN away w ON b.item = w.item AND b.number = w.parent
            )
            SELECT 1 FROM away WHERE away.parent = p.number))
        """
    }

    private static func sortKey(_ tab: InboxTab) -> String {
        switch tab {
        case .open, .delegated: "COALESCE(p.due, '9999-12-31')"
        case .done: "COALESCE(i.closed_on, '')"
        case .notices: "i.created_on"
        }
    }
}

/// The lists of the inbox.
package enum InboxTab: String, Sendable, CaseIterable {
    case open, done, delegated, notices

    package var title: String {
        switch self {
        case .open: "待办"
        case .done: "已办"
        case .delegated: "转办"
        case .notices: "通知"
        }
    }
}

extension InboxStore {
    /// Where an open item lies on the day.
    func place(of item: String, _ inForce: InForce) throws -> InboxPlace? {
        try session.first(
            """
            SELECT p.* FROM inbox_places p WHERE p.item = \(item) AND \(sql: Self.lies("p", inForce))
            ORDER BY p.number DESC LIMIT 1
            """, Self.place)
    }
}

extension InboxStore {
    /// How many items lie open at each of these posts.
    func openCounts(at posts: [String], _ inForce: InForce) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try session.forEach(
            """
            SELECT p.post, COUNT(*) AS n FROM inbox_places p JOIN inbox_items i ON i.id = p.item
            WHERE p.post IN \(list: posts) AND i.is_notice = 0 AND \(sql: Self.lies("p", inForce)) GROUP BY p.post
            """
        ) { counts[try $0["post"]] = try $0["n"] as Int }
        return counts
    }
}
