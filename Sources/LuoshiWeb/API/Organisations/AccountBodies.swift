/// A new account.
struct NewAccountBody: Codable, Sendable {
    let login: LoginText
    let name: NameText
    let unit: String?
    let roles: [String]
    let password: PasswordText
}

/// Locks an account for a reason, or opens it again.
struct AccountChangeBody: Codable, Sendable {
    let isLocked: Bool
    let reason: LineText?
}

/// A new password.
struct PasswordBody: Codable, Sendable {
    let password: PasswordText
}

/// A login: small letters, digits, dot, dash, underscore.
struct LoginText: PlainText {
    let text: String

    static let rule = TextRule(pattern: "^[a-z][a-z0-9._-]{1,31}$", example: "zhangsan")
}

/// A person's name.
struct NameText: PlainText {
    let text: String

    static let rule = TextRule(length: 1...60, example: "张三")
}

/// A password of at least ten characters.
struct PasswordText: PlainText {
    let text: String

    static let rule = TextRule(length: 10...200, example: "a-long-password")
}
