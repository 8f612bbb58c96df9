import Database

/// Proposes a second factor: its secret waits until the owner has typed a first code.
package struct ProposeSecondFactor: Command {
    package static let name = "me.second_factor.propose"
    let account: String
    let secret: Secret

    /// `secret`: twenty random bytes in base 32; the page that asked shows it once.
    package init(account: String, secret: [UInt8]) {
        self.account = account
        self.secret = Secret(hexadecimal(secret))
        self.bytes = secret
    }

    private let bytes: [UInt8]

    package var permission: Permission { "me.second_factor" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("second-factor:\(account)")] }

    package func run(_ change: inout Change) throws -> Bool {
        let store = SecondFactors(change.session)
        guard try !store.isSet(account) else {
            throw Refusal("second_factor_set", status: 409, "这个账号已经设置了第二验证。如要换手机，请先停用再重新设置。")
        }
        try store.propose(bytes, for: account)
        change.touches("account:\(account)")
        change.note("开始设置第二验证")
        return true
    }

    private enum CodingKeys: String, CodingKey { case account, secret }
}

/// Confirms the second factor with a first code; the other sessions end, and this one gets new tokens.
package struct ConfirmSecondFactor: Command {
    package static let name = "me.second_factor.confirm"
    let account: String
    let code: Secret
    let recoveryCodes: [Secret]
    let rotation: SessionRotation

    package init(account: String, code: String, recoveryCodes: [String], rotation: SessionRotation) {
        self.account = account
        self.code = Secret(code)
        self.recoveryCodes = recoveryCodes.map(Secret.init)
        self.rotation = rotation
    }

    package var permission: Permission { "me.second_factor" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("second-factor:\(account)")] }

    package func run(_ change: inout Change) throws -> Bool {
        let store = SecondFactors(change.session)
        guard let (secret, last) = try store.secret(of: account, isConfirmed: false) else {
            throw Refusal("second_factor_not_begun", status: 409, "请从头开始设置：刷新页面，用验证器扫描新的二维码。")
        }
        guard let step = TOTP.match(code.value, secret: secret, at: change.moment.instant, after: last) else {
            throw Refusal("code_wrong", "验证码不对。请核对手机时间，输入验证器上现在显示的 6 位数字。")
        }
        try store.confirm(
            account, step: step, codes: recoveryCodes.map { RecoveryCode.hash($0.value) }, at: change.moment.instant)
        try rotation.apply(account, &change)
        change.touches("account:\(account)")
        change.note("启用第二验证，生成恢复码 \(recoveryCodes.count) 个")
        return true
    }

    private enum CodingKeys: String, CodingKey { case account, code }
}

/// The owner stops the second factor with a code of it, or makes new recovery codes.
package struct ChangeSecondFactor: Command {
    package static let name = "me.second_factor.change"
    let account: String
    let code: Secret
    let newCodes: [Secret]?
    let rotation: SessionRotation

    /// `newCodes`: recovery codes that replace the old; nil stops the second factor.
    package init(account: String, code: String, newCodes: [String]?, rotation: SessionRotation) {
        self.account = account
        self.code = Secret(code)
        self.newCodes = newCodes?.map(Secret.init)
        self.rotation = rotation
    }

    package var permission: Permission { "me.second_factor" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("second-factor:\(account)")] }

    package func run(_ change: inout Change) throws -> Bool {
        let store = SecondFactors(change.session)
        guard try store.take(code.value, of: account, at: change.moment.instant) else {
            throw Refusal("code_wrong", "验证码不对或已经用过。请等验证器显示下一个数字再输入。")
        }
        if let newCodes {
            try store.replaceCodes(of: account, by: newCodes.map { RecoveryCode.hash($0.value) })
        } else {
            _ = try store.remove(account)
        }
        try rotation.apply(account, &change)
        change.touches("account:\(account)")
        change.note(newCodes == nil ? "停用第二验证" : "重新生成恢复码")
        return true
    }

    private enum CodingKeys: String, CodingKey { case account, code }
}

/// An administrator takes the second factor off an account whose owner lost it; the reason stands in the log.
package struct ResetSecondFactor: Command {
    package static let name = "account.reset_second_factor"
    let login: String
    let reason: String

    package init(login: String, reason: String) {
        self.login = login
        self.reason = reason
    }

    package var permission: Permission { "account.reset_second_factor" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("second-factor:a-\(login)")] }

    package func run(_ change: inout Change) throws -> Bool {
        guard !reason.isEmpty else { throw Refusal("reason_missing", "请写明重设第二验证的原因，如“手机遗失，已当面核对本人”。") }
        guard try SecondFactors(change.session).remove("a-\(login)") else {
            throw Refusal("second_factor_none", "账号 \(login) 没有设置第二验证，不需要重设。")
        }
        try SessionStore(change.session).end(of: "a-\(login)")
        change.touches("account:a-\(login)")
        change.note("重设账号 \(login) 的第二验证：\(reason)")
        return true
    }
}
