import Database

extension Migration {
    /// Who looked at whose personal data.
    static let m017Disclosures = Migration(
        "core-017-disclosures",
        """
        CREATE TABLE disclosures (
            person TEXT NOT NULL,
            instant INTEGER NOT NULL,
            stream TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            business_day TEXT NOT NULL,
            query TEXT NOT NULL,
            footing TEXT NOT NULL,
            purpose TEXT,
            PRIMARY KEY (person, instant, stream, sequence)
        ) STRICT;
        """)
}
