import LuoshiCore
import LuoshiWork

extension Endpoint {
    /// Records: lists within what the reader may see, and one with all that is about it.
    static let records: [Endpoint] = [
        .list(
            "/registers/{register}/records", "记录，一次一页", "record.read.*", parameters: Parameter.ordered,
            ask: { call in RecordList(try call.path("register"), try call.listRequest(), isBare: true) }
        ) { listing, call in
            Page(
                listing.rows.map { RecordAnswer($0, listing.register) },
                next: listing.next.map { Cursor(list: call.list, key: $0) })
        },
        .one("/registers/{register}/records/{record}", "一条记录", "record.read.*", .record),
        .list(
            "/registers/{register}/records/{record}/history", "一条记录的变更记录", "record.read.*", ask: { try $0.record() }
        ) { view, call in
            try call.page(view.found("这条记录").changes, by: { String($0.revision).ordered }, RecordChangeAnswer.init)
        },
        .list(
            "/registers/{register}/records/{record}/links", "关联到一条记录的记录", "record.read.*", ask: { try $0.record() }
        ) { view, call in
            try call.page(
                view.found("这条记录").leading, by: { "\($0.register) \($0.id)" }, LinkedRecordAnswer.init)
        },
        .list(
            "/registers/{register}/records/{record}/doubles", "可能是同一个的记录", "record.read.*", ask: { try $0.record() }
        ) { view, call in
            let found = try view.found("这条记录")
            return try call.page(found.doubles, by: \.record.id) { RecordAnswer($0, found.register) }
        },
        .file(
            "/registers/{register}/records/{record}/files/{sha256}", "一条记录的附件", "record.read.*",
            ask: { call in
                RecordFileContent(
                    try call.path("register"), try call.path("record"), hash: try call.path("sha256"))
            }, file: { content, _ in try content.found("这个附件") }),
        .asking(
            "/registers/{register}/records/{record}/disclosures", "查看完整的个人信息，写明用途；查看会留下记录", "record.reveal.*",
            ask: { (body: PurposeBody, call) in
                RevealRecord(try call.path("register"), try call.path("record"), purpose: try body.stated)
            }, answer: { revealed, _ in RevealedAnswer(revealed) }),
        .list("/units/{id}/records", "各台账里一个单位的记录", "unit.read", ask: { UnitRecords(try $0.path("id")) }) {
            unit, call in
            try call.page(unit.found("这个单位").parts, by: \.register.key, UnitRegisterAnswer.init)
        },
        .list("/units/{id}/mentions", "别的单位的记录里提到它的", "unit.read", ask: { UnitRecords(try $0.path("id")) }) {
            unit, call in
            try call.page(unit.found("这个单位").about, by: { "\($0.register) \($0.id)" }, LinkedRecordAnswer.init)
        },
    ]
}

extension Resource where Q == RecordByID, Answer == RecordAnswer {
    /// The record that the path names, its values alone.
    static var record: Resource {
        Resource(ask: { call in
            RecordByID(try call.path("register"), try call.path("record"), isBare: true)
        }) { view, _ in
            let found = try view.found("这条记录")
            return RecordAnswer(found.row, found.register)
        }
    }
}

extension APICall {
    /// The record that the path names, with all that is about it.
    fileprivate func record() throws -> RecordByID { RecordByID(try path("register"), try path("record")) }
}

/// What personal data is needed for.
struct PurposeBody: Codable, Sendable {
    let purpose: LineText

    var stated: String {
        get throws {
            if purpose.text.allSatisfy(\.isWhitespace) {
                throw BodyRefusal(faults: [BodyFault(pointer: "/purpose", detail: "请写明查看个人信息的用途")])
            }
            return purpose.text
        }
    }
}
