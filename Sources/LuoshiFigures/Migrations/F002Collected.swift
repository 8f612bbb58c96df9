import Database

extension Migration {
    /// Letters with their values, and the values of report lines.
    static let f002Collected = Migration(
        "figures-002-collected",
        """
        CREATE TABLE letters (
            id TEXT NOT NULL PRIMARY KEY,
            number TEXT NOT NULL,
            title TEXT NOT NULL,
            issuer TEXT NOT NULL,
            dated_on TEXT NOT NULL,
            received_on TEXT NOT NULL,
            unit TEXT NOT NULL REFERENCES units (id),
            file TEXT,
            file_name TEXT,
            entered_on TEXT NOT NULL,
            entered_at INTEGER NOT NULL,
            entered_by TEXT NOT NULL,
            withdrawn_on TEXT,
            withdrawn_by TEXT,
            withdrawn_reason TEXT
        ) STRICT;
        CREATE UNIQUE INDEX letters_by_number ON letters (number, issuer);
        CREATE TABLE collected_values (
            period INTEGER NOT NULL,
            unit TEXT NOT NULL,
            indicator TEXT NOT NULL,
            version INTEGER NOT NULL,
            given INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            status TEXT NOT NULL,
            available_on TEXT NOT NULL,
            source TEXT NOT NULL,
            reason TEXT,
            entered_by TEXT NOT NULL,
            known_from TEXT NOT NULL,
            known_to TEXT,
            PRIMARY KEY (period, unit, indicator, version)
        ) STRICT;
        CREATE INDEX collected_values_by_unit ON collected_values (unit, indicator, period);
        CREATE INDEX collected_values_by_source ON collected_values (source);
        """)
}
