import Database

extension Migration {
    /// What indicators are made of, and their amounts rolled up by unit and time.
    ///
    /// Rolled-up rows lie by period, unit, indicator: what one page shows of one unit lies together.
    static let f001Figures = Migration(
        "figures-001-figures",
        """
        CREATE TABLE figure_indicators (
            number INTEGER NOT NULL PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            declaration TEXT NOT NULL
        ) STRICT;
        CREATE TABLE figure_units (
            number INTEGER NOT NULL PRIMARY KEY,
            unit TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE figure_parts (
            indicator INTEGER NOT NULL,
            record TEXT NOT NULL,
            piece INTEGER NOT NULL,
            unit TEXT NOT NULL,
            starts TEXT NOT NULL,
            ends TEXT,
            amount INTEGER NOT NULL,
            distinct_key TEXT,
            PRIMARY KEY (indicator, record, piece)
        ) STRICT;
        CREATE INDEX figure_parts_by_unit ON figure_parts (indicator, unit, starts);
        CREATE INDEX figure_parts_of_unit ON figure_parts (unit);
        CREATE INDEX figure_parts_by_key ON figure_parts (indicator, distinct_key);
        CREATE TABLE figure_faults (
            indicator INTEGER NOT NULL,
            record TEXT NOT NULL,
            PRIMARY KEY (indicator, record)
        ) STRICT;
        CREATE TABLE figure_lines (
            hierarchy TEXT NOT NULL,
            unit TEXT NOT NULL,
            line TEXT NOT NULL,
            PRIMARY KEY (hierarchy, unit)
        ) STRICT;
        CREATE TABLE figure_flows (
            period INTEGER NOT NULL,
            unit INTEGER NOT NULL,
            indicator INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            parts INTEGER NOT NULL,
            PRIMARY KEY (period, unit, indicator)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE figure_openings (
            month INTEGER NOT NULL,
            unit INTEGER NOT NULL,
            indicator INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            parts INTEGER NOT NULL,
            PRIMARY KEY (month, unit, indicator)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE figure_changes (
            month INTEGER NOT NULL,
            unit INTEGER NOT NULL,
            indicator INTEGER NOT NULL,
            day INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            parts INTEGER NOT NULL,
            PRIMARY KEY (month, unit, indicator, day)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE figure_deltas (
            unit INTEGER NOT NULL,
            indicator INTEGER NOT NULL,
            id TEXT NOT NULL,
            what TEXT NOT NULL,
            place INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            parts INTEGER NOT NULL,
            PRIMARY KEY (unit, indicator, id)
        ) STRICT;
        CREATE TABLE figure_horizon (
            id INTEGER NOT NULL PRIMARY KEY,
            month INTEGER NOT NULL
        ) STRICT;
        """)
}
