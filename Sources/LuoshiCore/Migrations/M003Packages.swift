import Database

extension Migration {
    /// Package versions by the hash of their content, and which was adopted when.
    static let m003Packages = Migration(
        "core-003-packages",
        """
        CREATE TABLE package_versions (
            hash TEXT PRIMARY KEY NOT NULL,
            code TEXT NOT NULL,
            title TEXT NOT NULL,
            files BLOB NOT NULL,
            stored_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE package_adoptions (
            number INTEGER PRIMARY KEY NOT NULL,
            hash TEXT NOT NULL REFERENCES package_versions (hash),
            adopted_at INTEGER NOT NULL,
            adopted_on TEXT NOT NULL,
            adopted_by TEXT NOT NULL
        ) STRICT;
        """)
}
