import Database

extension Migration {
    /// Powers given for a time: delegations, agents of firms, access for auditors and evaluators.
    static let m008Mandates = Migration(
        "core-008-mandates",
        """
        CREATE TABLE mandates (
            id TEXT PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            account TEXT NOT NULL REFERENCES accounts (id),
            post TEXT REFERENCES posts (id),
            unit TEXT REFERENCES units (id),
            roles TEXT NOT NULL,
            patterns TEXT NOT NULL,
            read_only INTEGER NOT NULL,
            basis TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_to TEXT NOT NULL,
            granted_by TEXT NOT NULL,
            granted_at INTEGER NOT NULL,
            ended_at INTEGER,
            ended_by TEXT
        ) STRICT;
        CREATE INDEX mandates_by_account ON mandates (account);
        CREATE INDEX mandates_by_post ON mandates (post);
        """)
}
