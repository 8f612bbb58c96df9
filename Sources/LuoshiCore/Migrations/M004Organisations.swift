import Database

extension Migration {
    /// Units, their names and places in time, groups, posts, people, accounts and sessions.
    static let m004Organisations = Migration(
        "core-004-organisations",
        """
        CREATE TABLE units (
            id TEXT PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            area TEXT,
            credit_code TEXT UNIQUE,
            provisional INTEGER NOT NULL,
            tile_row INTEGER,
            tile_column INTEGER,
            tile_name TEXT
        ) STRICT;
        CREATE TABLE unit_names (
            unit TEXT NOT NULL REFERENCES units (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            name TEXT NOT NULL,
            short_name TEXT NOT NULL,
            PRIMARY KEY (unit, valid_from)
        ) STRICT;
        CREATE TABLE unit_aliases (
            alias TEXT NOT NULL,
            unit TEXT NOT NULL REFERENCES units (id),
            PRIMARY KEY (alias, unit)
        ) STRICT;
        CREATE TABLE hierarchies (
            key TEXT PRIMARY KEY NOT NULL,
            title TEXT NOT NULL,
            root TEXT NOT NULL REFERENCES units (id)
        ) STRICT;
        CREATE TABLE unit_edges (
            hierarchy TEXT NOT NULL REFERENCES hierarchies (key),
            child TEXT NOT NULL REFERENCES units (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            parent TEXT NOT NULL REFERENCES units (id),
            PRIMARY KEY (hierarchy, child, valid_from)
        ) STRICT;
        CREATE INDEX unit_edges_by_parent ON unit_edges (hierarchy, parent);
        CREATE TABLE unit_groups (
            key TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            awaiting TEXT
        ) STRICT;
        CREATE TABLE unit_group_names (
            name TEXT PRIMARY KEY NOT NULL,
            unit_group TEXT NOT NULL REFERENCES unit_groups (key)
        ) STRICT;
        CREATE TABLE unit_group_members (
            unit_group TEXT NOT NULL REFERENCES unit_groups (key),
            unit TEXT NOT NULL REFERENCES units (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            PRIMARY KEY (unit_group, unit, valid_from)
        ) STRICT;
        CREATE INDEX unit_group_members_by_unit ON unit_group_members (unit);
        CREATE TABLE posts (
            id TEXT PRIMARY KEY NOT NULL,
            unit TEXT NOT NULL REFERENCES units (id),
            kind TEXT NOT NULL,
            title TEXT NOT NULL
        ) STRICT;
        CREATE INDEX posts_by_unit ON posts (unit);
        CREATE TABLE people (
            id TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL
        ) STRICT;
        CREATE TABLE accounts (
            id TEXT PRIMARY KEY NOT NULL,
            login TEXT NOT NULL UNIQUE,
            person TEXT NOT NULL REFERENCES people (id),
            unit TEXT REFERENCES units (id),
            password TEXT NOT NULL,
            locked INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE account_roles (
            account TEXT NOT NULL REFERENCES accounts (id),
            role TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            PRIMARY KEY (account, role, valid_from)
        ) STRICT;
        CREATE TABLE sessions (
            token_hash BLOB PRIMARY KEY NOT NULL,
            account TEXT NOT NULL REFERENCES accounts (id),
            csrf TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX sessions_by_account ON sessions (account);
        CREATE TABLE failed_sign_ins (
            login TEXT NOT NULL,
            instant INTEGER NOT NULL,
            number TEXT NOT NULL,
            PRIMARY KEY (login, instant, number)
        ) STRICT;
        """)
}
