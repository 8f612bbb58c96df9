import Database

extension Migration {
    /// Tokens of programs: whose they are, how far they reach and until when; never the token itself.
    static let m010Tokens = Migration(
        "core-010-tokens",
        """
        CREATE TABLE tokens (
            id TEXT PRIMARY KEY NOT NULL,
            token_hash BLOB NOT NULL UNIQUE,
            account TEXT NOT NULL REFERENCES accounts (id),
            title TEXT NOT NULL,
            patterns TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            last_used_on TEXT,
            ended_at INTEGER
        ) STRICT;
        CREATE INDEX tokens_by_account ON tokens (account);
        """)
}
