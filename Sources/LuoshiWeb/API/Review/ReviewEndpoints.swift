import HTTPTypes
import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// Reviews (审核稿): what lies between a document and a plan version.
    static let reviews: [Endpoint] =
        [
            .list("/reviews", "审核稿", "plan.review", ask: { _ in Reviews() }) { reviews, call in
                try call.page(reviews, by: { String($0.record.id).ordered }) {
                    ReviewAnswer($0.record, title: $0.title, pending: $0.pending)
                }
            },
            .one(
                "/reviews/{number}", "一份审核稿", "plan.review", .review { ReviewAnswer($0) }),
            .list("/reviews/{number}/items", "审核稿的各项", "plan.review", ask: { ReviewByID(try $0.review()) }) {
                view, call in
                let places = try view.found("这份审核稿").items.enumerated().map { ($0.offset, $0.element) }
                return try call.page(places, by: { String($0.1.id).ordered }) { ReviewItemAnswer($0.1, place: $0.0) }
            },
            .one(
                "/reviews/{number}/outlook", "发布会改变什么，还差什么", "plan.review",
                Resource(ask: { OutlookOfReview(try $0.review()) }) { outlook, _ in
                    OutlookAnswer(try outlook.found("这份审核稿"))
                }),
            .list("/reviews/{number}/edits", "审核稿的每一步修改", "plan.review", ask: { ReviewHistory(try $0.review()) }) {
                history, call in
                try call.page(
                    history.found("这份审核稿").edits, by: { String($0.number).ordered }, ReviewEditAnswer.init)
            },
            .change(
                .post, "/reviews", "开始审核一份已导入的文件；没有要改的，不给出序号", "plan.review",
                command: { (body: NewReviewBody, _) in
                    StartReview(document: body.document.text, isAmendment: body.isAmendment)
                }, answer: { number, _ in StartedReviewAnswer(number: number) }),
            .change(
                .post, "/plan/amendments", "修订现行方案", "plan.review", status: 201,
                command: { (_: NoBody, _) in StartAmendment() },
                answer: { number, _ in NumberAnswer(number: number) }),
            .change(
                .post, "/reviews/{number}/publication", "发布审核稿；last_edit 是看过的最后一步", "plan.publish", status: 201,
                command: { (body: PublicationBody, call) in
                    PublishReview(review: try call.review(), lastEdit: body.lastEdit)
                }, answer: { version, _ in PublishedAnswer(version: version) }),
            .change(
                .post, "/reviews/{number}/discarding", "作废审核稿", "plan.review",
                command: { (_: NoBody, call) in DiscardReview(review: try call.review()) },
                answer: { number, _ in NumberAnswer(number: number) }),
        ] + reviewEdits
}

extension Resource where Q == ReviewByID {
    /// Something of the review that the path names.
    static func review(_ answer: @escaping @Sendable (ReviewView) -> Answer) -> Resource {
        Resource(ask: { ReviewByID(try $0.review()) }) { view, _ in answer(try view.found("这份审核稿")) }
    }
}

extension APICall {
    /// The number of the review that the path names.
    func review() throws -> Int { try number("number", of: "这份审核稿") }
}

/// A document to review, by its hash; `is_amendment` is the sender's own word, absent leaves it to the document's number.
struct NewReviewBody: Codable, Sendable {
    let document: KeyText
    let isAmendment: Bool?
}

/// The newest step that whoever publishes has seen.
struct PublicationBody: Codable, Sendable {
    let lastEdit: Int
}

/// The review; absent where the document would change nothing.
struct StartedReviewAnswer: Codable, Sendable {
    let number: Int?
}

/// The version that a review became.
struct PublishedAnswer: Codable, Sendable {
    let version: Int
}
