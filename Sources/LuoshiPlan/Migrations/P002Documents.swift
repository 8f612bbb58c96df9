import Database

extension Migration {
    /// Imported documents: their text, their draft, and where each thing of a plan stands in them.
    static let p002Documents = Migration(
        "plan-002-documents",
        """
        CREATE TABLE documents (
            sha256 TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            format TEXT NOT NULL,
            classification TEXT NOT NULL,
            text_sha256 TEXT NOT NULL,
            content TEXT NOT NULL,
            draft BLOB NOT NULL,
            imported_at INTEGER NOT NULL,
            imported_on TEXT NOT NULL,
            imported_by TEXT NOT NULL
        ) STRICT;
        CREATE TABLE document_spans (
            document TEXT NOT NULL REFERENCES documents (sha256),
            version INTEGER NOT NULL REFERENCES plan_versions (number),
            subject TEXT NOT NULL,
            span_start INTEGER NOT NULL,
            span_end INTEGER NOT NULL,
            PRIMARY KEY (document, version, subject, span_start)
        ) STRICT;
        CREATE TABLE document_warnings (
            document TEXT NOT NULL REFERENCES documents (sha256),
            version INTEGER NOT NULL,
            position INTEGER NOT NULL,
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            span_start INTEGER,
            span_end INTEGER,
            PRIMARY KEY (document, version, position)
        ) STRICT;
        """)
}
