import Database

/// The table of who watches what.
struct WatchStore {
    static let watches = DatedTable("watches", keys: ["account", "subject"], values: ["title", "address"])
    let session: any Session

    func watched(by account: String, _ inForce: InForce) throws -> [Watched] {
        try session.all(
            """
            SELECT w.* FROM watches w WHERE w.account = \(account) AND \(sql: inForce.rows(of: "w"))
            ORDER BY w.valid_from DESC, w.subject
            """
        ) {
            Watched(
                subject: try $0["subject"], title: try $0["title"], address: try $0["address"],
                since: try $0["valid_from"])
        }
    }

    func watchers(of subjects: [String], _ inForce: InForce) throws -> [(account: String, watched: Watched)] {
        try session.all(
            """
            SELECT w.* FROM watches w WHERE w.subject IN \(list: subjects) AND \(sql: inForce.rows(of: "w"))
            ORDER BY w.account, w.subject
            """
        ) {
            (
                try $0["account"],
                Watched(
                    subject: try $0["subject"], title: try $0["title"], address: try $0["address"],
                    since: try $0["valid_from"])
            )
        }
    }
}
