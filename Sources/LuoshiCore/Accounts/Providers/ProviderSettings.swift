/// How this site stands to one OpenID Connect provider, as `luoshi serve --oidc FILE` reads it.
package struct ProviderSettings: Sendable {
    /// What of an account the provider's claim names.
    package enum Match: String, Sendable, CaseIterable {
        case login
        case employeeNumber = "employee_number"
    }

    /// The provider's own name for itself, to the letter: `https://id.example.gov.cn`.
    package let issuer: String
    /// What the button says: 市统一身份认证.
    package let title: String
    package let clientID: String
    package let clientSecret: Secret
    /// The claim that names the account: `preferred_username`.
    package let claim: String
    package let match: Match
    /// This site's own address without a slash at its end: the provider sends people back there.
    package let site: String

    package init(
        issuer: String, title: String, clientID: String, clientSecret: Secret, claim: String, match: Match, site: String
    ) {
        self.issuer = issuer
        self.title = title
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.claim = claim
        self.match = match
        self.site = site
    }

    /// Reads the file's YAML; refused with its first fault.
    package init(yaml: String, file: String) throws {
        let findings = Findings()
        guard let top = PackageFiles(texts: [file: yaml]).top(file, findings) else {
            throw Refusal("oidc_file", "统一身份认证的设置 \(file) 无法读取：\(findings.errors.first?.description ?? "")")
        }
        self.init(
            issuer: top.text("issuer"), title: top.optionalText("title") ?? "统一身份认证", clientID: top.text("client_id"),
            clientSecret: Secret(top.text("client_secret")), claim: top.optionalText("claim") ?? "preferred_username",
            match: top.choice("match", Match.self) ?? .login, site: top.text("site"))
        for (key, address) in [("issuer", issuer), ("site", site)] where !Self.isTrustworthy(address) {
            top.error(key, "“\(key)”应是 https:// 开头的地址，末尾不带斜杠；只有本机测试可用 http://localhost")
        }
        top.finish()
        if let fault = findings.errors.first { throw Refusal("oidc_file", "统一身份认证的设置有误：\(fault)") }
    }

    package var redirect: String { site + "/sign-in/provider/return" }

    private static func isTrustworthy(_ address: String) -> Bool {
        guard !address.hasSuffix("/") else { return false }
        return address.hasPrefix("https://")
            || address.wholeMatch(of: /http:\/\/(localhost|127\.0\.0\.1)(:[0-9]+)?(\/.*)?/) != nil
    }
}
