import Database

extension Migration {
    /// What was published of closed periods, and what moved afterwards.
    static let f003Editions = Migration(
        "figures-003-editions",
        """
        CREATE TABLE figure_editions (
            period INTEGER NOT NULL,
            number INTEGER NOT NULL,
            published_on TEXT NOT NULL,
            published_at INTEGER NOT NULL,
            published_by TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (period, number)
        ) STRICT;
        CREATE TABLE figure_edition_rows (
            period INTEGER NOT NULL,
            number INTEGER NOT NULL,
            unit INTEGER NOT NULL,
            indicator INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            parts INTEGER NOT NULL,
            PRIMARY KEY (period, number, unit, indicator)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE figure_closings (
            period INTEGER NOT NULL PRIMARY KEY,
            closed_on TEXT NOT NULL,
            reopened_on TEXT
        ) STRICT;
        CREATE TABLE figure_revisions (
            period INTEGER NOT NULL,
            indicator INTEGER NOT NULL,
            unit INTEGER NOT NULL,
            id TEXT NOT NULL,
            amount INTEGER NOT NULL,
            reason TEXT NOT NULL,
            revised_on TEXT NOT NULL,
            revised_at INTEGER NOT NULL,
            revised_by TEXT NOT NULL,
            edition INTEGER,
            PRIMARY KEY (period, indicator, unit, id)
        ) STRICT;
        CREATE TABLE target_levels (
            target TEXT NOT NULL,
            layer TEXT NOT NULL,
            year INTEGER NOT NULL,
            version INTEGER NOT NULL,
            comparator TEXT NOT NULL,
            value TEXT NOT NULL,
            basis TEXT NOT NULL,
            number TEXT,
            dated_on TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            known_from TEXT NOT NULL,
            known_to TEXT,
            PRIMARY KEY (target, layer, year, version)
        ) STRICT;
        """)
}
