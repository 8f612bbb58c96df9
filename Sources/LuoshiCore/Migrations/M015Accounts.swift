import Database

extension Migration {
    /// One-time links, second factors, what sessions tell of themselves, and firms that ask to join.
    static let m015Accounts = Migration(
        "core-015-accounts",
        """
        ALTER TABLE accounts ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE accounts ADD COLUMN lock_reason TEXT;
        ALTER TABLE accounts ADD COLUMN reset_asked_at INTEGER;
        ALTER TABLE sessions ADD COLUMN last_seen_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN browser TEXT;
        ALTER TABLE sessions ADD COLUMN address TEXT;
        ALTER TABLE sessions ADD COLUMN duty TEXT;
        UPDATE sessions SET last_seen_at = started_at;
        ALTER TABLE failed_sign_ins ADD COLUMN address TEXT;
        CREATE INDEX failed_sign_ins_by_address ON failed_sign_ins (address, instant);
        CREATE TABLE sign_in_steps (
            token_hash BLOB PRIMARY KEY NOT NULL,
            account TEXT NOT NULL REFERENCES accounts (id),
            expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE account_links (
            id TEXT PRIMARY KEY NOT NULL,
            purpose TEXT NOT NULL,
            token_hash BLOB NOT NULL UNIQUE,
            account TEXT REFERENCES accounts (id),
            person_name TEXT NOT NULL,
            unit TEXT REFERENCES units (id),
            post TEXT REFERENCES posts (id),
            roles TEXT NOT NULL,
            issued_by TEXT NOT NULL,
            issued_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            used_at INTEGER,
            withdrawn_at INTEGER
        ) STRICT;
        CREATE INDEX account_links_by_account ON account_links (account);
        CREATE TABLE second_factors (
            account TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
            secret BLOB NOT NULL,
            confirmed_at INTEGER,
            last_step INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE recovery_codes (
            account TEXT NOT NULL REFERENCES accounts (id),
            code_hash BLOB NOT NULL,
            used_at INTEGER,
            PRIMARY KEY (account, code_hash)
        ) STRICT;
        CREATE TABLE join_applications (
            id TEXT PRIMARY KEY NOT NULL,
            receipt_hash BLOB NOT NULL UNIQUE,
            credit_code TEXT NOT NULL,
            name TEXT NOT NULL,
            county TEXT NOT NULL REFERENCES units (id),
            contact TEXT,
            phone TEXT,
            login TEXT NOT NULL,
            password TEXT,
            state TEXT NOT NULL,
            reason TEXT,
            applied_at INTEGER NOT NULL,
            applied_on TEXT NOT NULL,
            decided_at INTEGER,
            decided_by TEXT,
            account TEXT REFERENCES accounts (id)
        ) STRICT;
        CREATE INDEX join_applications_by_county ON join_applications (county, state);
        CREATE INDEX join_applications_by_code ON join_applications (credit_code);
        """)
}
