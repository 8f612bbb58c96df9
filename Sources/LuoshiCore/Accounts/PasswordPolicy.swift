/// What a new password must be: long, not the person's own name, not one of those that are tried first.
package enum PasswordPolicy {
    private static let shortest = 10
    /// Argon2 takes any length; a megabyte is no password.
    private static let longest = 200

    /// The fault of a password in the reader's language; nil for a good one.
    package static func fault(in password: Secret, login: String, name: String) -> String? {
        let text = password.value.lowercased()
        let login = login.lowercased()
        if text.count < shortest { return "密码至少 \(shortest) 个字符，可以用几个词连起来。" }
        if text.count > longest { return "密码太长，最多 \(longest) 个字符。" }
        if text == login || text == name.lowercased() || (login.count >= 4 && text.contains(login)) {
            return "密码不能含有登录名或就是姓名，请换一个。"
        }
        if Set(text).count < 4 { return "密码里不同的字符太少，请换一个。" }
        if common.contains(text) { return "这个密码太常见，最先被人试到，请换一个。" }
        return nil
    }

    /// The Argon2id hash of a password that passes, the same for a request that is repeated; refused with the fault otherwise.
    package static func hash(
        _ password: Secret, login: String, name: String, request: String? = nil
    ) async throws -> String {
        if let fault = fault(in: password, login: login, name: name) { throw Refusal("password_weak", fault) }
        return await PasswordHash.make(password, login: login, request: request)
    }

    /// Well known from published lists, ten characters and more, in small letters.
    private static let common: Set<String> = [
        "1234567890", "0123456789", "12345678910", "1234567891", "9876543210", "0987654321", "123456789a", "a123456789",
        "aa123456789", "123456789aa", "123456789abc", "abc123456789", "abc1234567", "abcd1234567", "qq123456789",
        "1029384756", "147258369a", "1472583690", "5201314520", "1314520520", "woaini1314", "woaini520",
        "woaini1314520",
        "woaini123456", "zhongguo123", "iloveyou123", "iloveyou1314", "password12", "password123", "password1234",
        "passw0rd123", "p@ssw0rd123", "p@ssword123", "password01", "qwertyuiop", "qwerty1234", "qwerty12345",
        "qwerty123456", "1q2w3e4r5t", "q1w2e3r4t5", "1qaz2wsx3edc", "qazwsxedc123", "zxcvbnm123", "asdfghjkl123",
        "asdfghjkl;", "abcdefghij", "admin12345", "admin123456", "admin@12345", "administrator", "root123456",
        "test123456", "welcome123", "changeme123", "letmein123", "superman123", "dragon1234", "football123",
        "princess123", "sunshine123", "1111122222", "1122334455", "123123123123", "123321123321", "aaaa123456",
        "asd123456789", "abcde12345", "12345abcde", "123qwe123qwe", "qwe123qwe123", "google12345", "luoshi12345",
    ]
}
