import Database

extension Migration {
    /// Open work and notices: where each lay from day to day, who has read it, who watches what.
    static let m013Inbox = Migration(
        "core-013-inbox",
        """
        CREATE TABLE inbox_items (
            id TEXT PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            is_notice INTEGER NOT NULL,
            subject TEXT NOT NULL,
            title TEXT NOT NULL,
            address TEXT NOT NULL,
            sender TEXT NOT NULL,
            sender_name TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            created_on TEXT NOT NULL,
            places INTEGER NOT NULL,
            closed_at INTEGER,
            closed_on TEXT,
            closed_by TEXT,
            closed_name TEXT,
            outcome TEXT
        ) STRICT;
        CREATE INDEX inbox_items_by_subject ON inbox_items (kind, subject);
        CREATE TABLE inbox_places (
            item TEXT NOT NULL REFERENCES inbox_items (id),
            number INTEGER NOT NULL,
            parent INTEGER,
            post TEXT REFERENCES posts (id),
            account TEXT,
            due TEXT,
            note TEXT NOT NULL,
            given_by TEXT NOT NULL,
            given_name TEXT NOT NULL,
            given_at INTEGER NOT NULL,
            since TEXT NOT NULL,
            until TEXT,
            ending TEXT,
            PRIMARY KEY (item, number),
            CHECK ((post IS NULL) <> (account IS NULL))
        ) STRICT;
        CREATE INDEX inbox_places_open_by_post ON inbox_places (post, item) WHERE until IS NULL;
        CREATE INDEX inbox_places_open_by_account ON inbox_places (account, item) WHERE until IS NULL;
        CREATE INDEX inbox_places_by_post ON inbox_places (post, ending);
        CREATE INDEX inbox_places_by_account ON inbox_places (account, ending);
        CREATE TABLE inbox_reads (
            item TEXT NOT NULL REFERENCES inbox_items (id),
            account TEXT NOT NULL,
            read_at INTEGER NOT NULL,
            PRIMARY KEY (item, account)
        ) STRICT;
        CREATE TABLE watches (
            account TEXT NOT NULL,
            subject TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            title TEXT NOT NULL,
            address TEXT NOT NULL,
            PRIMARY KEY (account, subject, valid_from, known_from)
        ) STRICT;
        CREATE INDEX watches_by_subject ON watches (subject);
        """)
}
