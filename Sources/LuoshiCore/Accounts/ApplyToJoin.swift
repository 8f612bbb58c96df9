import Database
import Foundation

/// A firm asks to join. Whether its code or the login is known already is told to nobody: the answer is always the same.
package struct ApplyToJoin: Command {
    package static let name = "application.submit"
    let creditCode: String
    let firm: String
    let county: String
    let contact: String
    let phone: String
    let login: String
    let passwordHash: Secret
    let receiptHash: [UInt8]

    /// `receipt`: what the firm keeps to look up the decision.
    package init(
        creditCode: String, firm: String, county: String, contact: String, phone: String, login: String,
        passwordHash: String, receipt: BearerSecret
    ) {
        self.creditCode = creditCode
        self.firm = firm
        self.county = county
        self.contact = contact
        self.phone = phone
        self.login = login
        self.passwordHash = Secret(passwordHash)
        self.receiptHash = receipt.hash
    }

    package var permission: Permission { "application.submit" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.open] }

    /// Returns the application's id.
    package func run(_ change: inout Change) throws -> String {
        if let fault = Self.faults(
            creditCode: creditCode, firm: firm, contact: contact, phone: phone, login: login
        ).first {
            throw Refusal(fault.code, fault.message)
        }
        guard try UnitStore(change.session).unit(county, on: change.inForce)?.kind == .county else {
            throw Refusal("county_unknown", "请选择企业所在的县（市、区）。")
        }
        let application = JoinApplication(
            id: UUID().uuidString.lowercased(), creditCode: creditCode, name: firm, county: county, contact: contact,
            phone: phone, login: login, state: .pending, reason: nil, appliedOn: change.day)
        try JoinApplicationStore(change.session).insert(
            application, receiptHash: receiptHash, passwordHash: passwordHash, at: change.moment.instant)
        try Inbox.put(
            NewInboxItem(
                kind: JoinApplication.inboxKind, subject: "application:\(application.id)",
                title: "\(firm)申请入驻，请审核", address: "/units/\(county)/applications",
                to: .post("\(county)/receiving"), due: .workingDays(5)), in: &change)
        change.touches("application:\(application.id)")
        change.touches("unit:\(county)")
        change.note("\(firm)（\(creditCode)）申请入驻")
        return application.id
    }

    /// What is wrong with the fields, with the field's key as code.
    package static func faults(
        creditCode: String, firm: String, contact: String, phone: String, login: String
    ) -> [(code: String, message: String)] {
        [
            CreditCode.isValid(creditCode)
                ? nil : ("credit_code", "统一社会信用代码应是 18 位，且校验位相符（GB 32100）；请对照营业执照核对。"),
            (2...100).contains(firm.count) ? nil : ("firm", "请填写营业执照上的企业名称。"),
            (1...30).contains(contact.count) ? nil : ("contact", "请填写经办人姓名。"),
            phone.wholeMatch(of: /[0-9+ -]{7,20}/) != nil ? nil : ("phone", "请填写能联系到经办人的电话，如 0776-1234567。"),
            NewAccount.isLogin(login) ? nil : ("login", "登录名用 2 至 32 个小写字母、数字、点、横线或下划线，以字母开头。"),
        ].compactMap { $0 }
    }

    private enum CodingKeys: String, CodingKey { case creditCode, county, passwordHash }
}

/// Counties that a firm may choose from.
package struct JoinableCounties: Query {
    package static let name = "application.counties"

    package init() {}

    package var permission: Permission { "application.submit" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.open] }

    package func answer(in reading: Reading) throws -> [Unit] {
        try UnitStore(reading.session).units(on: reading.inForce).filter { $0.kind == .county }
    }
}

/// The decision, for the bearer of the receipt.
package struct ReadReceipt: Query {
    package static let name = "application.receipt"
    let receiptHash: [UInt8]

    package init(receipt: BearerSecret) { self.receiptHash = receipt.hash }

    package var permission: Permission { "application.submit" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.open] }

    package func answer(in reading: Reading) throws -> JoinApplication {
        guard let found = try JoinApplicationStore(reading.session).application(receiptHash: receiptHash) else {
            throw Refusal("receipt_unknown", "没有这个回执号的申请。请核对是否输入完整。")
        }
        return found
    }
}
