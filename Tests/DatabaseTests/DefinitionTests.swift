import Database
import Testing

@Suite struct DefinitionTests {
    @Test(arguments: [
        ("id INTEGER PRIMARY KEY", "id BIGINT PRIMARY KEY"),
        ("text TEXT NOT NULL", #"text TEXT COLLATE "C" NOT NULL"#),
        ("photo BLOB", "photo BYTEA"),
        ("INTEGERS, TEXT_ID, MY_BLOB", "INTEGERS, TEXT_ID, MY_BLOB"),
        ("DEFAULT 'INTEGER, it''s TEXT'", "DEFAULT 'INTEGER, it''s TEXT'"),
        (#""INTEGER" INTEGER"#, #""INTEGER" BIGINT"#),
        ("-- TEXT and ) STRICT\nTEXT", "-- TEXT and ) STRICT\nTEXT COLLATE \"C\""),
        ("/* BLOB ' */ BLOB", "/* BLOB ' */ BYTEA"),
        ("CHECK (CAST(a AS TEXT) = b)", "CHECK (CAST(a AS TEXT) = b)"),
        ("(a INTEGER) STRICT;", "(a BIGINT) ;"),
        ("(a INTEGER)\nSTRICT, WITHOUT ROWID;\nTEXT", "(a BIGINT)\n  ;\nTEXT COLLATE \"C\""),
        ("(a INTEGER) WITHOUT ROWID, STRICT", "(a BIGINT)   "),
        ("CHECK (a > 0), strict INTEGER)", "CHECK (a > 0), strict BIGINT)"),
        ("名称 TEXT", #"名称 TEXT COLLATE "C""#),
        ("a 'unfinished", "a 'unfinished"),
    ])
    func `a definition is translated for PostgreSQL word by word`(text: String, expected: String) {
        #expect(Engine.postgreSQL.definition(text) == expected)
        #expect(Engine.sqlite.definition(text) == text)
    }
}
