import Database

extension Migration {
    /// Who wrote a letter that was given with a step, and the record in which it is kept.
    static let w020CaseLetters = Migration(
        "work-020-case-letters",
        """
        ALTER TABLE case_documents ADD COLUMN issuer TEXT;
        ALTER TABLE case_documents ADD COLUMN letter TEXT;
        """)
}
