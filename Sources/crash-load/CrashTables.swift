import Database
import LuoshiCore

extension Migration {
    /// What the load writes: an order with its lines, what a handler notes of it, and a running number.
    static let crashLoad =
        Migration.core + [
            Migration(
                "crash-001",
                """
                CREATE TABLE crash_orders (
                    id TEXT PRIMARY KEY NOT NULL,
                    number INTEGER NOT NULL UNIQUE,
                    amount INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE crash_lines (
                    id TEXT NOT NULL REFERENCES crash_orders (id),
                    position INTEGER NOT NULL,
                    amount INTEGER NOT NULL,
                    PRIMARY KEY (id, position)
                ) STRICT;
                CREATE TABLE crash_notices (id TEXT PRIMARY KEY NOT NULL, amount INTEGER NOT NULL) STRICT;
                CREATE TABLE crash_totals (name TEXT PRIMARY KEY NOT NULL, orders INTEGER NOT NULL, amount INTEGER NOT NULL) STRICT;
                """)
        ]
}
