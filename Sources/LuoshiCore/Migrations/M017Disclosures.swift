import Database

extension Migration {
    /// Who looked at whose personal data; mandates over several units, with the number of their paper and business days.
    static let m017Disclosures = Migration(
        "core-017-disclosures",
        """
        CREATE TABLE disclosures (
            person TEXT NOT NULL,
            instant INTEGER NOT NULL,
            stream TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            business_day TEXT NOT NULL,
            query TEXT NOT NULL,
            footing TEXT NOT NULL,
            purpose TEXT,
            PRIMARY KEY (person, instant, stream, sequence)
        ) STRICT;
        DROP TABLE mandates;
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
