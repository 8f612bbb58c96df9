import Database

extension Migration {
    /// Review drafts with every edit, and the plan as packages brought it.
    static let p003Review = Migration(
        "plan-003-review",
        """
        CREATE TABLE plan_brought (
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
            content TEXT
        ) STRICT;
        INSERT INTO plan_brought (number, content_hash, title, short_title, issuer, document_number, issued_on, first_day,
            last_day, city)
        SELECT number, content_hash, title, short_title, issuer, document_number, issued_on, first_day, last_day, city
        FROM plan_versions;
        CREATE TABLE reviews (
            id INTEGER PRIMARY KEY NOT NULL,
            origin TEXT NOT NULL,
            document TEXT REFERENCES documents (sha256),
            base INTEGER REFERENCES plan_versions (number),
            status TEXT NOT NULL,
            created_by TEXT NOT NULL,
            created_name TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            published INTEGER REFERENCES plan_versions (number)
        ) STRICT;
        CREATE INDEX reviews_by_document ON reviews (document);
        CREATE TABLE review_items (
            review INTEGER NOT NULL REFERENCES reviews (id),
            item INTEGER NOT NULL,
            kind TEXT NOT NULL,
            position INTEGER NOT NULL,
            content TEXT NOT NULL,
            revision INTEGER NOT NULL,
            decision TEXT NOT NULL,
            confidence INTEGER NOT NULL,
            span_start INTEGER,
            span_end INTEGER,
            note TEXT NOT NULL,
            PRIMARY KEY (review, item)
        ) STRICT;
        CREATE TABLE review_edits (
            review INTEGER NOT NULL REFERENCES reviews (id),
            number INTEGER NOT NULL,
            actor TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            instant INTEGER NOT NULL,
            title TEXT NOT NULL,
            undoes INTEGER,
            undone_by INTEGER,
            PRIMARY KEY (review, number)
        ) STRICT;
        CREATE TABLE review_edit_changes (
            review INTEGER NOT NULL,
            number INTEGER NOT NULL,
            item INTEGER NOT NULL,
            before_state TEXT,
            after_state TEXT,
            PRIMARY KEY (review, number, item),
            FOREIGN KEY (review, number) REFERENCES review_edits (review, number)
        ) STRICT;
        CREATE INDEX review_edit_changes_by_item ON review_edit_changes (review, item, number);
        """)
}
