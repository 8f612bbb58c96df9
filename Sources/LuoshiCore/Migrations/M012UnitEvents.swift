import Database

extension Migration {
    /// What happened to units: dated events with what each of them makes so and who succeeds whom; aliases in both times.
    static let m012UnitEvents = Migration(
        "core-012-unit-events",
        """
        CREATE TABLE dated_unit_aliases (
            alias TEXT NOT NULL,
            unit TEXT NOT NULL REFERENCES units (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            PRIMARY KEY (alias, unit, valid_from, known_from)
        ) STRICT;
        INSERT INTO dated_unit_aliases (alias, unit, valid_from, known_from)
            SELECT alias, unit, '1970-01-01', '1970-01-01' FROM unit_aliases;
        DROP TABLE unit_aliases;
        ALTER TABLE dated_unit_aliases RENAME TO unit_aliases;
        CREATE INDEX unit_aliases_by_unit ON unit_aliases (unit);
        CREATE TABLE unit_events (
            number INTEGER PRIMARY KEY NOT NULL,
            place INTEGER NOT NULL,
            kind TEXT NOT NULL,
            effective_on TEXT NOT NULL,
            basis TEXT NOT NULL,
            remark TEXT NOT NULL,
            content TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_name TEXT NOT NULL,
            entered_at INTEGER NOT NULL,
            known_from TEXT NOT NULL,
            known_to TEXT,
            ended_name TEXT,
            ended_reason TEXT,
            ended_at INTEGER
        ) STRICT;
        CREATE TABLE unit_event_units (
            event INTEGER NOT NULL REFERENCES unit_events (number),
            unit TEXT NOT NULL REFERENCES units (id),
            part TEXT NOT NULL,
            PRIMARY KEY (event, unit)
        ) STRICT;
        CREATE INDEX unit_event_units_by_unit ON unit_event_units (unit);
        CREATE TABLE unit_event_facts (
            event INTEGER NOT NULL REFERENCES unit_events (number),
            position INTEGER NOT NULL,
            fact TEXT NOT NULL,
            first_key TEXT NOT NULL,
            second_key TEXT NOT NULL,
            effective_on TEXT NOT NULL,
            first_value TEXT,
            second_value TEXT,
            PRIMARY KEY (event, position)
        ) STRICT;
        CREATE TABLE unit_event_steps (
            event INTEGER NOT NULL REFERENCES unit_events (number),
            position INTEGER NOT NULL,
            from_unit TEXT NOT NULL REFERENCES units (id),
            to_unit TEXT NOT NULL REFERENCES units (id),
            subject TEXT,
            PRIMARY KEY (event, position)
        ) STRICT;
        INSERT INTO unit_events (number, place, kind, effective_on, basis, remark, content, entered_by, entered_name,
            entered_at, known_from)
            SELECT 1, 1, 'seed', '1970-01-01', '建立本系统时的单位表', '', '{"seed":{"adoption":1}}', 'system:start',
                '系统', COALESCE((SELECT MIN(adopted_at) FROM package_adoptions), 0), '1970-01-01'
            WHERE EXISTS (SELECT 1 FROM units);
        INSERT INTO unit_event_units (event, unit, part) SELECT 1, id, 'opened' FROM units;
        INSERT INTO unit_event_facts (event, position, fact, first_key, second_key, effective_on, first_value, second_value)
            SELECT 1, ROW_NUMBER() OVER (ORDER BY unit, valid_from), 'name', unit, '', valid_from, name, short_name
            FROM unit_names WHERE known_to IS NULL;
        INSERT INTO unit_event_facts (event, position, fact, first_key, second_key, effective_on, first_value)
            SELECT 1, 10000000 + ROW_NUMBER() OVER (ORDER BY hierarchy, child, valid_from), 'parent', hierarchy, child,
                valid_from, parent FROM unit_edges WHERE known_to IS NULL;
        INSERT INTO unit_event_facts (event, position, fact, first_key, second_key, effective_on, first_value)
            SELECT 1, 20000000 + ROW_NUMBER() OVER (ORDER BY unit_group, unit, valid_from), 'member', unit_group, unit,
                valid_from, '' FROM unit_group_members WHERE known_to IS NULL;
        INSERT INTO unit_event_facts (event, position, fact, first_key, second_key, effective_on, first_value)
            SELECT 1, 30000000 + ROW_NUMBER() OVER (ORDER BY alias, unit), 'alias', alias, unit, valid_from, ''
            FROM unit_aliases;
        """)
}
