import Database

/// The inbox's tables. Whoever changes an item first changes its row in `inbox_items`, which keeps two writers apart.
struct InboxStore {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    /// Returns false where the id is taken.
    func insert(_ item: NewInboxItem, id: String, isNotice: Bool, due: Day?, by change: Change) throws -> Bool {
        let standing = change.standing
        let inserted = try session.execute(
            """
            INSERT INTO inbox_items (id, kind, is_notice, subject, title, address, sender, sender_name, created_at,
                created_on, places)
            VALUES (\(id), \(item.kind), \(isNotice), \(item.subject), \(item.title), \(item.address),
                \(standing.actor.key), \(standing.name), \(change.moment.instant), \(change.day), 1)
            ON CONFLICT (id) DO NOTHING
            """)
        guard inserted == 1 else { return false }
        try insertPlace(id, 1, parent: nil, at: item.to, due: due, note: "", by: change)
        return true
    }

    func insertPlace(
        _ item: String, _ number: Int, parent: Int?, at address: InboxAddress, due: Day?, note: String,
        by change: Change
    ) throws {
        try session.execute(
            """
            INSERT INTO inbox_places (item, number, parent, post, account, due, note, given_by, given_name, given_at, since)
            VALUES (\(item), \(number), \(parent), \(address.post), \(address.account), \(due), \(note),
                \(change.standing.actor.key), \(change.standing.name), \(change.moment.instant), \(change.day))
            """)
    }

    /// Counts one more place of an open item and ends its stay where it lies. Returns the place it leaves and the number of
    /// the next one; nil where it is closed or unknown.
    func leave(_ item: String, as ending: InboxEnding, by change: Change) throws -> (place: InboxPlace, next: Int)? {
        let next: Int? = try session.first(
            "UPDATE inbox_items SET places = places + 1 WHERE id = \(item) AND closed_on IS NULL RETURNING places"
        ) { try $0["places"] }
        guard let next, let place = try currentPlace(of: item) else { return nil }
        try session.execute(
            "UPDATE inbox_places SET until = \(change.day), ending = \(ending) WHERE item = \(item) AND until IS NULL")
        return (place, next)
    }

    /// Closes open items. Returns those that this call closed.
    func close(_ ids: [String], as outcome: InboxEnding, by change: Change) throws -> [String] {
        try close("id IN \(list: ids)", as: outcome, by: change)
    }

    func close(kind: String, subject: String, as outcome: InboxEnding, by change: Change) throws -> [String] {
        try close("kind = \(kind) AND subject = \(subject)", as: outcome, by: change)
    }

    private func close(_ which: SQL, as outcome: InboxEnding, by change: Change) throws -> [String] {
        let closed: [String] = try session.all(
            """
            UPDATE inbox_items SET closed_at = \(change.moment.instant), closed_on = \(change.day),
                closed_by = \(change.standing.actor.key), closed_name = \(change.standing.name), outcome = \(outcome)
            WHERE \(sql: which) AND closed_on IS NULL RETURNING id
            """
        ) { try $0["id"] }
        try session.execute(
            """
            UPDATE inbox_places SET until = \(change.day), ending = \(outcome)
            WHERE item IN \(list: closed) AND until IS NULL
            """)
        return closed.sorted()
    }

    func isOpen(kind: String, subject: String) throws -> Bool {
        try session.first(
            "SELECT 1 AS one FROM inbox_items WHERE kind = \(kind) AND subject = \(subject) AND closed_on IS NULL LIMIT 1"
        ) { try $0["one"] as Int } != nil
    }

    func item(_ id: String) throws -> InboxItem? {
        try session.first("SELECT i.* FROM inbox_items i WHERE i.id = \(id)", Self.item)
    }

    func currentPlace(of item: String) throws -> InboxPlace? {
        try session.first("SELECT p.* FROM inbox_places p WHERE p.item = \(item) AND p.until IS NULL", Self.place)
    }

    /// Every place an item has lain at, oldest first.
    func places(of item: String) throws -> [InboxPlace] {
        try session.all("SELECT p.* FROM inbox_places p WHERE p.item = \(item) ORDER BY p.number", Self.place)
    }

    func markRead(_ item: String, by account: String, at instant: Instant) throws {
        try session.execute(
            """
            INSERT INTO inbox_reads (item, account, read_at) VALUES (\(item), \(account), \(instant))
            ON CONFLICT (item, account) DO NOTHING
            """)
    }

    /// The name of an account's person; nil where there is no such account.
    func name(ofAccount id: String) throws -> String? {
        try session.first("SELECT p.name FROM accounts a JOIN people p ON p.id = a.person WHERE a.id = \(id)") {
            try $0["name"]
        }
    }

    func isRead(_ item: String, by account: String) throws -> Bool {
        try session.first("SELECT 1 AS one FROM inbox_reads WHERE item = \(item) AND account = \(account)") {
            try $0["one"] as Int
        } != nil
    }

    static func item(_ row: Row) throws -> InboxItem {
        InboxItem(
            id: try row["id"], kind: try row["kind"], isNotice: try row["is_notice"], subject: try row["subject"],
            title: try row["title"], address: try row["address"], senderName: try row["sender_name"],
            createdOn: try row["created_on"], closedOn: try row["closed_on"], closedName: try row["closed_name"],
            outcome: try row["outcome"])
    }

    static func place(_ row: Row) throws -> InboxPlace {
        let post: String? = try row["post"]
        return InboxPlace(
            item: try row["item"], number: try row["number"], parent: try row["parent"],
            at: try post.map(InboxAddress.post) ?? .account(row["account"]), due: try row["due"], note: try row["note"],
            givenName: try row["given_name"], since: try row["since"], until: try row["until"],
            ending: try row["ending"])
    }
}
