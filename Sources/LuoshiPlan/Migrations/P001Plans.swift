import Database

extension Migration {
    /// Plan versions and their content.
    static let p001Plans = Migration(
        "plan-001-plans",
        """
        CREATE TABLE plan_versions (
            number INTEGER PRIMARY KEY NOT NULL,
            content_hash TEXT NOT NULL,
            title TEXT NOT NULL,
            short_title TEXT NOT NULL,
            issuer TEXT NOT NULL,
            document_number TEXT,
            issued_on TEXT,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            city TEXT NOT NULL,
            adopted_on TEXT NOT NULL
        ) STRICT;
        CREATE TABLE plan_clauses (
            version INTEGER NOT NULL REFERENCES plan_versions (number),
            position INTEGER NOT NULL,
            path TEXT NOT NULL,
            label TEXT NOT NULL,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            summary TEXT NOT NULL,
            PRIMARY KEY (version, position),
            UNIQUE (version, path)
        ) STRICT;
        CREATE TABLE plan_mechanisms (
            version INTEGER NOT NULL REFERENCES plan_versions (number),
            position INTEGER NOT NULL,
            clause TEXT NOT NULL,
            key TEXT NOT NULL,
            title TEXT NOT NULL,
            PRIMARY KEY (version, position)
        ) STRICT;
        CREATE TABLE plan_actors (
            version INTEGER NOT NULL REFERENCES plan_versions (number),
            position INTEGER NOT NULL,
            clause TEXT NOT NULL,
            what TEXT NOT NULL,
            unit TEXT NOT NULL,
            PRIMARY KEY (version, position)
        ) STRICT;
        CREATE TABLE plan_duties (
            version INTEGER NOT NULL REFERENCES plan_versions (number),
            clause TEXT NOT NULL,
            position INTEGER NOT NULL,
            role TEXT NOT NULL,
            name TEXT NOT NULL,
            unit TEXT REFERENCES units (id),
            unit_group TEXT REFERENCES unit_groups (key),
            PRIMARY KEY (version, clause, position)
        ) STRICT;
        CREATE TABLE plan_targets (
            version INTEGER NOT NULL REFERENCES plan_versions (number),
            id TEXT NOT NULL,
            key TEXT NOT NULL,
            title TEXT NOT NULL,
            kind TEXT NOT NULL,
            source TEXT NOT NULL,
            known_by TEXT NOT NULL,
            owner_name TEXT NOT NULL,
            owner TEXT REFERENCES units (id),
            owner_basis TEXT,
            data_from TEXT,
            awaiting TEXT NOT NULL,
            PRIMARY KEY (version, id)
        ) STRICT;
        CREATE TABLE plan_expressions (
            version INTEGER NOT NULL REFERENCES plan_versions (number),
            target TEXT NOT NULL,
            position INTEGER NOT NULL,
            clause TEXT NOT NULL,
            comparator TEXT,
            value TEXT,
            minimum TEXT,
            maximum TEXT,
            unit TEXT,
            firmness TEXT NOT NULL,
            deadline TEXT,
            yearly INTEGER NOT NULL,
            counts TEXT NOT NULL,
            PRIMARY KEY (version, target, position)
        ) STRICT;
        CREATE TABLE plan_milestones (
            version INTEGER NOT NULL REFERENCES plan_versions (number),
            target TEXT NOT NULL,
            position INTEGER NOT NULL,
            title TEXT NOT NULL,
            due TEXT,
            yearly INTEGER NOT NULL,
            PRIMARY KEY (version, target, position)
        ) STRICT;
        CREATE TABLE plan_rulings (
            version INTEGER NOT NULL REFERENCES plan_versions (number),
            position INTEGER NOT NULL,
            key TEXT NOT NULL,
            clause TEXT NOT NULL,
            title TEXT NOT NULL,
            question TEXT NOT NULL,
            why TEXT NOT NULL,
            options TEXT NOT NULL,
            targets TEXT NOT NULL,
            decided_by TEXT NOT NULL,
            consults TEXT NOT NULL,
            PRIMARY KEY (version, position),
            UNIQUE (version, key)
        ) STRICT;
        CREATE TABLE plan_contradictions (
            version INTEGER NOT NULL REFERENCES plan_versions (number),
            position INTEGER NOT NULL,
            key TEXT NOT NULL,
            title TEXT NOT NULL,
            clauses TEXT NOT NULL,
            targets TEXT NOT NULL,
            explanation TEXT NOT NULL,
            PRIMARY KEY (version, position),
            UNIQUE (version, key)
        ) STRICT;
        """)
}
