import Database

extension Migration {
    /// What can be found: one row a thing, and the grams of its text (one and two characters), written by Swift alike for both engines.
    static let m005Search = Migration(
        "core-005-search",
        """
        CREATE TABLE search_items (
            id TEXT PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            body TEXT NOT NULL,
            address TEXT NOT NULL
        ) STRICT;
        CREATE TABLE search_grams (
            gram TEXT NOT NULL,
            item TEXT NOT NULL,
            weight INTEGER NOT NULL,
            PRIMARY KEY (gram, item)
        ) STRICT;
        CREATE INDEX search_grams_by_item ON search_grams (item);
        """)
}
