import HTTPTypes
import LuoshiCore
import LuoshiPlan
import LuoshiWork

extension Endpoint {
    /// Stamped sheets of a unit's duties.
    static let dutySheets: [Endpoint] = [
        .change(
            .post, "/units/{id}/issued-duties/sheets", "上传盖章签收单的扫描件，内容按它锁定", "duty.stamp", status: 201,
            limit: recordLimit,
            command: { (body: DutyScanBody, call) in
                StampDutySheet(
                    unit: try call.path("id"), issue: body.issue.text,
                    scan: SentFile(
                        name: body.name.text, bytes: try RecordInput.base64(body.content, "/content")))
            }, answer: { sha256, _ in DutyScanAnswer(sha256: sha256) }),
        .file(
            "/units/{id}/issued-duties/sheets/{sha256}", "盖章签收单的扫描件", "duty.read",
            parameters: [.text("issue", "签收单的印发文号")],
            ask: { call in
                DutySheetScan(
                    unit: try call.path("id"), issue: call.text("issue") ?? "", hash: try call.path("sha256"))
            }, file: { content, _ in try content.found("这个扫描件") }),
    ]
}

/// The scan of the sheet of one issue, in base64.
struct DutyScanBody: Codable, Sendable {
    let issue: LineText
    let name: LineText
    let content: String
}

/// The name of the scan in the system.
struct DutyScanAnswer: Codable, Sendable {
    let sha256: String
}
