import Database

extension Migration {
    /// Posts that are renamed and closed, people who leave, and the sheets by which a post changes hands.
    static let m014Handovers = Migration(
        "core-014-handovers",
        """
        ALTER TABLE posts ADD COLUMN opened_on TEXT;
        CREATE TABLE post_titles (
            post TEXT NOT NULL REFERENCES posts (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            title TEXT NOT NULL,
            PRIMARY KEY (post, valid_from, known_from)
        ) STRICT;
        CREATE TABLE post_closings (
            post TEXT NOT NULL REFERENCES posts (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            successor TEXT REFERENCES posts (id),
            PRIMARY KEY (post, valid_from, known_from)
        ) STRICT;
        CREATE INDEX post_closings_by_successor ON post_closings (successor);
        CREATE TABLE departures (
            person TEXT NOT NULL REFERENCES people (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            reason TEXT NOT NULL,
            PRIMARY KEY (person, valid_from, known_from)
        ) STRICT;
        CREATE TABLE handovers (
            id TEXT PRIMARY KEY NOT NULL,
            post TEXT NOT NULL REFERENCES posts (id),
            from_person TEXT NOT NULL REFERENCES people (id),
            to_person TEXT NOT NULL REFERENCES people (id),
            day TEXT NOT NULL,
            note TEXT NOT NULL,
            sheet TEXT NOT NULL,
            made_on TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            made_by TEXT NOT NULL,
            made_name TEXT NOT NULL,
            confirmed_on TEXT,
            confirmed_at INTEGER,
            confirmed_by TEXT
        ) STRICT;
        CREATE INDEX handovers_by_post ON handovers (post);
        CREATE INDEX handovers_by_taker ON handovers (to_person);
        """)
}
