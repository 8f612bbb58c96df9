import Database

extension Migration {
    /// Reminders of cases, and papers that were stamped: what they said, and the scan that says so.
    static let w011Duties = Migration(
        "work-011-duties",
        """
        CREATE TABLE case_reminders (
            case_id TEXT NOT NULL REFERENCES cases (id),
            instant INTEGER NOT NULL,
            day TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            PRIMARY KEY (case_id, instant)
        ) STRICT;
        CREATE TABLE stamped_papers (
            subject TEXT NOT NULL,
            number INTEGER NOT NULL,
            content TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            scan TEXT NOT NULL,
            scan_name TEXT NOT NULL,
            day TEXT NOT NULL,
            instant INTEGER NOT NULL,
            actor TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            PRIMARY KEY (subject, number)
        ) STRICT;
        """)
}
