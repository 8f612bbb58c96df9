import Database

extension Migration {
    /// Decisions on what the plan leaves open or says in two ways, the terms they hold for, and opinions heard before.
    static let p004Rulings = Migration(
        "plan-004-rulings",
        """
        ALTER TABLE plan_rulings ADD COLUMN takes TEXT NOT NULL DEFAULT 'text';
        ALTER TABLE plan_rulings ADD COLUMN free INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE plan_decisions (
            matter TEXT NOT NULL,
            number INTEGER NOT NULL,
            act TEXT NOT NULL,
            option_key TEXT,
            value_kind TEXT,
            value TEXT,
            words TEXT NOT NULL,
            reason TEXT NOT NULL,
            ground_kind TEXT NOT NULL,
            ground_title TEXT NOT NULL,
            ground_number TEXT,
            ground_day TEXT NOT NULL,
            effective_from TEXT NOT NULL,
            decided_on TEXT NOT NULL,
            decided_at INTEGER NOT NULL,
            decided_by TEXT NOT NULL,
            decider TEXT NOT NULL,
            PRIMARY KEY (matter, number)
        ) STRICT;
        CREATE TABLE plan_decision_terms (
            matter TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            number INTEGER NOT NULL,
            PRIMARY KEY (matter, valid_from, known_from),
            FOREIGN KEY (matter, number) REFERENCES plan_decisions (matter, number)
        ) STRICT;
        CREATE TABLE opinion_requests (
            matter TEXT NOT NULL,
            round INTEGER NOT NULL,
            unit TEXT NOT NULL REFERENCES units (id),
            content TEXT NOT NULL,
            asked_on TEXT NOT NULL,
            asked_by TEXT NOT NULL,
            due_on TEXT NOT NULL,
            PRIMARY KEY (matter, round, unit)
        ) STRICT;
        CREATE TABLE ruling_opinions (
            matter TEXT NOT NULL,
            round INTEGER NOT NULL,
            unit TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            stance TEXT NOT NULL,
            reason TEXT NOT NULL,
            given_by TEXT NOT NULL,
            PRIMARY KEY (matter, round, unit, valid_from, known_from),
            FOREIGN KEY (matter, round, unit) REFERENCES opinion_requests (matter, round, unit)
        ) STRICT;
        """)
}
