/// Why a backup cannot be made or restored. Nothing has been changed.
package enum BackupError: Error, Sendable, Hashable {
    /// The file for the backup is there already, or the place to restore to holds something.
    case occupied(String)
    /// The file is no backup of this program.
    case notABackup(String)
    /// What was read is not what was written: the table or file that differs.
    case damaged(String)
    /// The backup has this migration, which the program does not know, or knows with another text.
    case unknownMigration(String)
    /// The database has a table that no migration made, so that a copy would leave it out.
    case unknownTable(String)
    /// Rows of a table without a primary key have no order to compare them in.
    case noPrimaryKey(String)
    /// The operating system refused: what, and why.
    case file(String)
}
