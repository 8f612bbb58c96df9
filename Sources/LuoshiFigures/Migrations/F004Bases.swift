import Database

extension Migration {
    /// The base year by which an indicator was last counted whose base a ruling gives: empty while that was open.
    static let f004Bases = Migration(
        "figures-004-bases",
        """
        CREATE TABLE figure_bases (
            indicator INTEGER NOT NULL PRIMARY KEY,
            base TEXT NOT NULL
        ) STRICT;
        """)
}
