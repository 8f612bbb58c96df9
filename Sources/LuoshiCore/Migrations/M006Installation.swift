import Database

extension Migration {
    /// Facts about this installation as a whole, such as whether its data is a demonstration.
    static let m006Installation = Migration(
        "core-006-installation",
        """
        CREATE TABLE installation (
            key TEXT PRIMARY KEY NOT NULL,
            value TEXT NOT NULL
        ) STRICT;
        """)
}
