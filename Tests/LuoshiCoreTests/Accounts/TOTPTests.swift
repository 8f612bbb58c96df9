import LuoshiCore
import Testing

@Suite struct TOTPTests {
    /// RFC 6238, appendix B, SHA-1: seconds and eight digits.
    @Test(arguments: [
        (Int64(59), "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func `the codes are those of the standard`(_ seconds: Int64, _ code: String) {
        let secret = Array("12345678901234567890".utf8)
        #expect(TOTP.code(secret: secret, step: seconds / 30, digits: 8) == code)
        #expect(TOTP.code(secret: secret, step: seconds / 30) == String(code.suffix(6)))
    }

    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func `base 32 is the standard's`(_ text: String, _ encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
    }

    @Test func `the address for the app carries all that it needs`() {
        let address = TOTP.address(secret: Array("foobar".utf8), login: "li xiao", issuer: "落实")
        #expect(
            address
                == "otpauth://totp/%E8%90%BD%E5%AE%9E:li%20xiao?secret=MZXW6YTBOI&issuer=%E8%90%BD%E5%AE%9E")
    }

    @Test func `recovery codes are long and never the same`() {
        let codes = Set((0..<100).map { _ in RecoveryCode.make() })
        #expect(codes.count == 100)
        #expect(codes.allSatisfy { $0.wholeMatch(of: /([a-z2-7]{4}-){3}[a-z2-7]{4}/) != nil })
    }
}
