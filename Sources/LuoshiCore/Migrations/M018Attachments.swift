import Database

extension Migration {
    /// Files by their content, and what each of them belongs to; the content stands last, so that lists never read it.
    static let m018Attachments = Migration(
        "core-018-attachments",
        """
        CREATE TABLE attachments (
            sha256 TEXT PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            size INTEGER NOT NULL,
            stored_at INTEGER NOT NULL,
            content BLOB NOT NULL
        ) STRICT;
        CREATE TABLE attachment_uses (
            subject TEXT NOT NULL,
            sha256 TEXT NOT NULL REFERENCES attachments (sha256),
            name TEXT NOT NULL,
            added_at INTEGER NOT NULL,
            added_on TEXT NOT NULL,
            added_by TEXT NOT NULL,
            added_name TEXT NOT NULL,
            withdrawn_at INTEGER,
            withdrawn_on TEXT,
            withdrawn_by TEXT,
            withdrawn_name TEXT,
            PRIMARY KEY (subject, sha256, name, added_at)
        ) STRICT;
        CREATE INDEX attachment_uses_by_content ON attachment_uses (sha256);
        """)
}
