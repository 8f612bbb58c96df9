import Database

extension Migration {
    /// What an edition says of the whole city, in words as it was published: no later package, ruling or letter changes it.
    static let f005Published = Migration(
        "figures-005-published",
        """
        CREATE TABLE figure_published (
            period INTEGER NOT NULL,
            number INTEGER NOT NULL,
            indicator TEXT NOT NULL,
            title TEXT NOT NULL,
            measure TEXT NOT NULL,
            value TEXT,
            absence TEXT,
            reported INTEGER,
            expected INTEGER,
            status TEXT,
            PRIMARY KEY (period, number, indicator)
        ) STRICT;
        """)
}
