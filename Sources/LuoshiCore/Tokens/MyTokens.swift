import Database

/// The tokens of an account, newest first, ended ones included.
package struct MyTokens: Query {
    package static let name = "token.list"
    let account: String

    package init(account: String) { self.account = account }

    package var permission: Permission { "token.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    package func answer(in reading: Reading) throws -> [Token] {
        try TokenStore(reading.session).tokens(of: account)
    }
}
