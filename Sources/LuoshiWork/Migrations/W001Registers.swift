import Database

extension Migration {
    /// What is common to all registers; each register's own tables follow its declaration.
    static let w001Registers = Migration(
        "work-001-registers",
        """
        CREATE TABLE registers (
            key TEXT NOT NULL PRIMARY KEY,
            declaration TEXT NOT NULL,
            adopted_on TEXT NOT NULL
        ) STRICT;
        CREATE TABLE record_changes (
            register TEXT NOT NULL,
            record TEXT NOT NULL,
            revision INTEGER NOT NULL,
            kind TEXT NOT NULL,
            instant INTEGER NOT NULL,
            day TEXT NOT NULL,
            effective_on TEXT,
            reason TEXT,
            actor TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            fields TEXT NOT NULL,
            PRIMARY KEY (register, record, revision)
        ) STRICT;
        CREATE TABLE record_links (
            register TEXT NOT NULL,
            record TEXT NOT NULL,
            field TEXT NOT NULL,
            target TEXT NOT NULL,
            PRIMARY KEY (target, register, record, field)
        ) STRICT;
        CREATE INDEX record_links_by_record ON record_links (register, record);
        CREATE TABLE saved_views (
            account TEXT NOT NULL,
            register TEXT NOT NULL,
            title TEXT NOT NULL,
            address TEXT NOT NULL,
            PRIMARY KEY (account, register, title)
        ) STRICT;
        """)
}
