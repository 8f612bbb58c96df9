import LuoshiCore
import Testing

@Suite struct PasswordPolicyTests {
    @Test(arguments: [
        "short-one", "1234567890", "QWERTYUIOP", "aaaaaaaaaaaa", "abababababab", "xiaoming-2022", "LI XIAOMING TWO",
        String(repeating: "长口令x", count: 60),
    ])
    func `a password that is guessed first is refused`(_ password: String) {
        #expect(PasswordPolicy.fault(in: Secret(password), login: "xiaoming", name: "li xiaoming two") != nil)
    }

    @Test(arguments: ["四个不相干的词连起来", "correct horse battery", "Tr0ub4dor&3x"])
    func `a long one of one's own passes`(_ password: String) {
        #expect(PasswordPolicy.fault(in: Secret(password), login: "xiaoming", name: "李小明") == nil)
    }
}
