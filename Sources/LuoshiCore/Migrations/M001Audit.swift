import Database

extension Migration {
    static let m001Audit = Migration(
        "core-001-audit",
        """
        CREATE TABLE audit_streams (
            stream TEXT PRIMARY KEY NOT NULL,
            sequence INTEGER NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        CREATE TABLE audit_entries (
            stream TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            instant INTEGER NOT NULL,
            business_day TEXT NOT NULL,
            actor TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            command TEXT NOT NULL,
            subjects TEXT NOT NULL,
            payload_hash BLOB NOT NULL,
            previous BLOB NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (stream, sequence)
        ) STRICT;
        CREATE INDEX audit_entries_by_instant ON audit_entries (instant);
        CREATE TABLE audit_payloads (
            stream TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            part TEXT NOT NULL,
            person TEXT,
            content BLOB NOT NULL,
            PRIMARY KEY (stream, sequence, part)
        ) STRICT;
        CREATE TABLE audit_subjects (
            subject TEXT NOT NULL,
            instant INTEGER NOT NULL,
            stream TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            PRIMARY KEY (subject, instant, stream, sequence)
        ) STRICT;
        CREATE TABLE personal_keys (
            person TEXT PRIMARY KEY NOT NULL,
            secret BLOB,
            destroyed_at INTEGER
        ) STRICT;
        """)
}
