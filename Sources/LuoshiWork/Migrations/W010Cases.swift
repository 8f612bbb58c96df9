import Database

extension Migration {
    /// Cases: what passes between people by a procedure, with every step and every place it has lain at.
    static let w010Cases = Migration(
        "work-010-cases",
        """
        CREATE TABLE case_declarations (
            hash TEXT NOT NULL PRIMARY KEY,
            procedure TEXT NOT NULL,
            file TEXT NOT NULL,
            content TEXT NOT NULL,
            pattern TEXT
        ) STRICT;
        CREATE TABLE cases (
            id TEXT NOT NULL PRIMARY KEY,
            procedure TEXT NOT NULL,
            declaration TEXT NOT NULL REFERENCES case_declarations (hash),
            register TEXT NOT NULL,
            record TEXT NOT NULL,
            title TEXT NOT NULL,
            unit TEXT REFERENCES units (id),
            opener TEXT,
            opener_name TEXT NOT NULL,
            opener_post TEXT,
            opened_on TEXT NOT NULL,
            state TEXT NOT NULL,
            stay INTEGER NOT NULL,
            level INTEGER NOT NULL,
            due_on TEXT,
            passed_on TEXT,
            paused_state TEXT,
            paused_days INTEGER,
            closed_on TEXT
        ) STRICT;
        CREATE INDEX cases_by_record ON cases (register, record, id);
        CREATE INDEX cases_by_unit ON cases (unit, procedure, id);
        CREATE INDEX cases_by_procedure ON cases (procedure, state, id);
        CREATE UNIQUE INDEX cases_open ON cases (procedure, register, record) WHERE closed_on IS NULL;
        CREATE INDEX cases_due ON cases (due_on, id) WHERE closed_on IS NULL AND passed_on IS NULL;
        CREATE TABLE case_steps (
            case_id TEXT NOT NULL REFERENCES cases (id),
            number INTEGER NOT NULL,
            step TEXT NOT NULL,
            kind TEXT NOT NULL,
            from_state TEXT,
            to_state TEXT NOT NULL,
            day TEXT NOT NULL,
            instant INTEGER NOT NULL,
            actor TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            reason TEXT,
            missing TEXT NOT NULL,
            fields TEXT NOT NULL,
            due_on TEXT,
            left_on TEXT,
            passed_on TEXT,
            PRIMARY KEY (case_id, number)
        ) STRICT;
        CREATE TABLE case_holders (
            case_id TEXT NOT NULL REFERENCES cases (id),
            stay INTEGER NOT NULL,
            position INTEGER NOT NULL,
            level INTEGER NOT NULL,
            seat INTEGER NOT NULL,
            post TEXT,
            account TEXT,
            since TEXT NOT NULL,
            until TEXT,
            given_name TEXT,
            note TEXT,
            PRIMARY KEY (case_id, stay, position)
        ) STRICT;
        CREATE INDEX case_holders_by_post ON case_holders (post, case_id) WHERE until IS NULL;
        CREATE TABLE case_documents (
            case_id TEXT NOT NULL REFERENCES cases (id),
            number INTEGER NOT NULL,
            key TEXT NOT NULL,
            letter_number TEXT,
            letter_date TEXT,
            attachment TEXT,
            name TEXT,
            PRIMARY KEY (case_id, number, key)
        ) STRICT;
        CREATE TABLE case_signatures (
            case_id TEXT NOT NULL REFERENCES cases (id),
            stay INTEGER NOT NULL,
            level INTEGER NOT NULL,
            seat INTEGER NOT NULL,
            agrees INTEGER NOT NULL,
            opinion TEXT,
            actor TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            day TEXT NOT NULL,
            instant INTEGER NOT NULL,
            PRIMARY KEY (case_id, stay, level, seat)
        ) STRICT;
        CREATE TABLE case_objections (
            id TEXT NOT NULL PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (id),
            stay INTEGER NOT NULL,
            account TEXT NOT NULL,
            name TEXT NOT NULL,
            unit TEXT,
            content TEXT NOT NULL,
            day TEXT NOT NULL,
            instant INTEGER NOT NULL,
            answer TEXT,
            upheld INTEGER,
            answered_on TEXT,
            answered_name TEXT
        ) STRICT;
        CREATE INDEX case_objections_by_case ON case_objections (case_id, id);
        """)
}
