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
            roles TEXT NOT NULL,
            patterns TEXT NOT NULL,
            read_only INTEGER NOT NULL,
            basis TEXT NOT NULL,
            number TEXT,
            valid_from TEXT NOT NULL,
            valid_to TEXT NOT NULL,
            granted_by TEXT NOT NULL,
            granted_at INTEGER NOT NULL,
            granted_on TEXT NOT NULL,
            ended_by TEXT,
            ended_at INTEGER,
            ended_on TEXT,
            end_reason TEXT
        ) STRICT;
        CREATE INDEX mandates_by_account ON mandates (account);
        CREATE INDEX mandates_by_post ON mandates (post);
        CREATE INDEX mandates_by_granter ON mandates (granted_by);
        CREATE TABLE mandate_units (
            mandate TEXT NOT NULL REFERENCES mandates (id),
            unit TEXT NOT NULL REFERENCES units (id),
            PRIMARY KEY (mandate, unit)
        ) STRICT;
        CREATE INDEX mandate_units_by_unit ON mandate_units (unit);
        """)
}
