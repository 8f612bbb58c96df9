import Database

extension Migration {
    /// Who of an identity provider is which account, and the number by which an employer knows its people.
    static let m016SignInProviders = Migration(
        "core-016-sign-in-providers",
        """
        ALTER TABLE accounts ADD COLUMN employee_number TEXT;
        CREATE UNIQUE INDEX accounts_by_employee_number ON accounts (employee_number);
        ALTER TABLE account_links ADD COLUMN employee_number TEXT;
        CREATE TABLE provider_links (
            issuer TEXT NOT NULL,
            subject TEXT NOT NULL,
            account TEXT NOT NULL REFERENCES accounts (id),
            linked_at INTEGER NOT NULL,
            PRIMARY KEY (issuer, subject),
            UNIQUE (issuer, account)
        ) STRICT;
        """)
}
