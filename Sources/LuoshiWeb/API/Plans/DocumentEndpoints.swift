import Foundation
import HTTPTypes
import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// The document the plan came from, and other documents.
    static let documents: [Endpoint] = [
        .one(
            "/plan/document", "方案的印发文件", "plan.read",
            Resource(ask: { _ in ReadPlan() }) { reading, _ in
                PlanDocumentAnswer(try reading.found("现行方案").document.found("方案的印发文件"))
            }),
        .list("/plan/document/spans", "条款、任务、目标在原文中的位置", "plan.read", ask: { _ in ReadPlan() }) { reading, call in
            try call.page(
                reading.found("现行方案").spans,
                by: { "\(String($0.start).ordered) \(String($0.end).ordered) \($0.subject)" },
                SpanAnswer.init)
        },
        .list("/plan/document/warnings", "导入时提示核对的地方", "plan.read", ask: { _ in ReadPlan() }) { reading, call in
            let numbered = Array(try reading.found("现行方案").warnings.enumerated())
            return try call.page(numbered, by: { String($0.offset).ordered }) { WarningAnswer($0.element) }
        },
        .one(
            "/documents/{sha256}", "一份已导入的文件", "plan.import",
            Resource(ask: { DocumentBySHA(try $0.path("sha256")) }) { document, _ in
                DocumentAnswer(try document.found("这份文件"))
            }),
        .change(
            .post, "/documents", "导入一份文件，读出条款、任务和目标", "plan.import", status: 201, limit: 28 << 20,
            command: { (body: NewDocumentBody, call) in
                // Reading a file takes a process of its own: not for those who may not.
                try await call.require("plan.import")
                guard body.isUnclassified else { throw Refusal("classified", "本系统不处理涉密文件。涉密文件请按保密规定办理，不要上传。") }
                guard let content = Data(base64Encoded: body.content), !content.isEmpty else {
                    throw BodyRefusal(faults: [BodyFault(pointer: "/content", detail: "应是文件内容的 base64")])
                }
                let read = try await call.site.readDocument([UInt8](content), body.name.text)
                return ImportDocument(
                    fileName: body.name.text, format: read.format, sha256: read.sha256, text: read.text,
                    draft: read.draft,
                    isUnclassified: true)
            }, answer: { outcome, _ in ImportedAnswer(outcome) }),
    ]
}
