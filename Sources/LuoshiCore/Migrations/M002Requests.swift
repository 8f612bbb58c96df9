import Database

extension Migration {
    /// Outcomes of requests that carried an idempotency key.
    static let m002Requests = Migration(
        "core-002-requests",
        """
        CREATE TABLE requests (
            actor TEXT NOT NULL,
            command TEXT NOT NULL,
            request_key TEXT NOT NULL,
            body_hash BLOB NOT NULL,
            outcome BLOB NOT NULL,
            performed_at INTEGER NOT NULL,
            PRIMARY KEY (actor, command, request_key)
        ) STRICT;
        """)
}
