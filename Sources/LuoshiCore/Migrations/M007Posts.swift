import Database

extension Migration {
    /// Names, places, groups and posts in both times (valid and known); roles belong to posts, which people hold.
    static let m007Posts = Migration(
        "core-007-posts",
        """
        CREATE TABLE dated_unit_names (
            unit TEXT NOT NULL REFERENCES units (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            name TEXT NOT NULL,
            short_name TEXT NOT NULL,
            PRIMARY KEY (unit, valid_from, known_from)
        ) STRICT;
        INSERT INTO dated_unit_names (unit, valid_from, valid_to, known_from, name, short_name)
            SELECT unit, valid_from, valid_to, '1970-01-01', name, short_name FROM unit_names;
        DROP TABLE unit_names;
        ALTER TABLE dated_unit_names RENAME TO unit_names;
        CREATE TABLE dated_unit_edges (
            hierarchy TEXT NOT NULL REFERENCES hierarchies (key),
            child TEXT NOT NULL REFERENCES units (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            parent TEXT NOT NULL REFERENCES units (id),
            PRIMARY KEY (hierarchy, child, valid_from, known_from)
        ) STRICT;
        INSERT INTO dated_unit_edges (hierarchy, child, valid_from, valid_to, known_from, parent)
            SELECT hierarchy, child, valid_from, valid_to, '1970-01-01', parent FROM unit_edges;
        DROP TABLE unit_edges;
        ALTER TABLE dated_unit_edges RENAME TO unit_edges;
        CREATE INDEX unit_edges_by_parent ON unit_edges (hierarchy, parent);
        CREATE TABLE dated_group_members (
            unit_group TEXT NOT NULL REFERENCES unit_groups (key),
            unit TEXT NOT NULL REFERENCES units (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            PRIMARY KEY (unit_group, unit, valid_from, known_from)
        ) STRICT;
        INSERT INTO dated_group_members (unit_group, unit, valid_from, valid_to, known_from)
            SELECT unit_group, unit, valid_from, valid_to, '1970-01-01' FROM unit_group_members;
        DROP TABLE unit_group_members;
        ALTER TABLE dated_group_members RENAME TO unit_group_members;
        CREATE INDEX unit_group_members_by_unit ON unit_group_members (unit);
        INSERT INTO posts (id, unit, kind, title) SELECT id || '/head', id, 'head', '主要负责人' FROM units;
        CREATE TABLE post_roles (
            post TEXT NOT NULL REFERENCES posts (id),
            role TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            PRIMARY KEY (post, role, valid_from, known_from)
        ) STRICT;
        CREATE TABLE post_lines (
            post TEXT NOT NULL REFERENCES posts (id),
            line TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            PRIMARY KEY (post, line, valid_from, known_from)
        ) STRICT;
        CREATE TABLE post_holders (
            post TEXT NOT NULL REFERENCES posts (id),
            person TEXT NOT NULL REFERENCES people (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            acting INTEGER NOT NULL,
            PRIMARY KEY (post, person, valid_from, known_from)
        ) STRICT;
        CREATE INDEX post_holders_by_person ON post_holders (person);
        INSERT INTO posts (id, unit, kind, title)
            SELECT 'post-' || a.id, COALESCE(a.unit, h.root), 'work', '工作岗' FROM accounts a
            JOIN hierarchies h ON h.key = 'administration';
        INSERT INTO post_roles (post, role, valid_from, valid_to, known_from)
            SELECT 'post-' || r.account, r.role, r.valid_from, r.valid_to, '1970-01-01' FROM account_roles r
            JOIN posts p ON p.id = 'post-' || r.account;
        INSERT INTO post_holders (post, person, valid_from, known_from, acting)
            SELECT p.id, a.person, '1970-01-01', '1970-01-01', 0 FROM accounts a JOIN posts p ON p.id = 'post-' || a.id;
        DROP TABLE account_roles;
        """)
}
