import HTTPTypes
import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// Each way to edit a review. A body names the revision of each item as it was read: 409 where it moved on, which says
    /// who changed what.
    static let reviewEdits: [Endpoint] = [
        .change(
            .post, "/reviews/{number}/acceptances", "核对：看过的几项，或把握不低于 confidence 的", "plan.review",
            limit: editLimit,
            command: { (body: AcceptancesBody, call) in AcceptItems(review: try call.review(), try body.choice) },
            answer: edited),
        .change(
            .post, "/reviews/{number}/owner", "几项目标由同一个单位负责", "plan.review", limit: editLimit,
            command: { (body: OwnerBody, call) in
                AssignOwner(review: try call.review(), body.seen.map(\.model), owner: body.owner.text)
            }, answer: edited),
        .change(
            .post, "/reviews/{number}/items", "新增一项", "plan.review", status: 201, limit: editLimit,
            command: { (body: NewItemBody, call) in
                AddItem(review: try call.review(), try body.content.model, words: body.words?.text ?? "")
            }, answer: edited),
        .change(
            .put, "/reviews/{number}/items/{item}", "修改一项", "plan.review", limit: editLimit,
            command: { (body: CorrectionBody, call) in
                CorrectItem(review: try call.review(), try call.seen(body.revision), try body.content.model)
            }, answer: edited),
        .change(
            .post, "/reviews/{number}/items/{item}/split", "从 at 这几个字起拆成两项", "plan.review",
            command: { (body: SplitItemBody, call) in
                SplitItem(review: try call.review(), try call.seen(body.revision), at: body.at.text)
            }, answer: edited),
        .change(
            .post, "/reviews/{number}/items/{item}/merge", "把另一项并入这一项", "plan.review",
            command: { (body: MergeItemBody, call) in
                MergeItems(review: try call.review(), try call.seen(body.revision), with: body.other.model)
            }, answer: edited),
        .change(
            .post, "/reviews/{number}/items/{item}/move", "移到另一条；不写 clause 是最外层", "plan.review",
            command: { (body: MoveItemBody, call) in
                MoveItem(review: try call.review(), try call.seen(body.revision), to: body.clause)
            }, answer: edited),
        .change(
            .post, "/reviews/{number}/items/{item}/removal", "删除一项", "plan.review",
            command: { (body: RemovalBody, call) in
                RemoveItem(review: try call.review(), try call.seen(body.revision))
            }, answer: edited),
        .change(
            .post, "/reviews/{number}/edits/{edit}/undoing", "撤销一步", "plan.review",
            command: { (_: NoBody, call) in
                UndoEdit(review: try call.review(), number: try call.number("edit", of: "这一步"))
            }, answer: edited),
    ]

    /// A clause with its whole text fits.
    private static let editLimit = 512 << 10

    @Sendable private static func edited(_ outcome: ReviewEdited, _ call: APICall) -> ReviewEditedAnswer {
        ReviewEditedAnswer(edit: outcome.number)
    }
}

extension APICall {
    /// The item that the path names, as it was seen.
    fileprivate func seen(_ revision: Int) throws -> SeenItem {
        SeenItem(item: try number("item", of: "这一项"), revision: revision)
    }
}

/// An item and the revision in which it was seen.
struct SeenBody: Codable, Sendable {
    let item: Int
    let revision: Int

    var model: SeenItem { SeenItem(item: item, revision: revision) }
}

/// What is accepted: items that were seen, or all pending ones with at least this confidence in basis points; exactly one.
struct AcceptancesBody: Codable, Sendable {
    let seen: [SeenBody]?
    let confidence: Int?

    var choice: AcceptItems.Choice {
        get throws {
            switch (seen, confidence) {
            case (let seen?, nil): return .seen(seen.map(\.model))
            case (nil, let confidence?): return .confidence(confidence)
            default: throw BodyRefusal(faults: [BodyFault(pointer: "", detail: "seen 和 confidence 须写一项，只能写一项")])
            }
        }
    }
}

/// Targets that were seen, and who is responsible for them.
struct OwnerBody: Codable, Sendable {
    let seen: [SeenBody]
    let owner: LineText
}

/// What is added, and the words of the document it stands on.
struct NewItemBody: Codable, Sendable {
    let content: ItemContent
    let words: WordsText?
}

/// What an item says from now on.
struct CorrectionBody: Codable, Sendable {
    let revision: Int
    let content: ItemContent
}

/// The words with which the second part begins.
struct SplitItemBody: Codable, Sendable {
    let revision: Int
    let at: WordsText
}

/// What disappears into an item.
struct MergeItemBody: Codable, Sendable {
    let revision: Int
    let other: SeenBody
}

/// The item of the clause it goes to.
struct MoveItemBody: Codable, Sendable {
    let revision: Int
    let clause: Int?
}

/// The revision in which an item was seen that is to go.
struct RemovalBody: Codable, Sendable {
    let revision: Int
}

/// The number of the step; absent where nothing had to be changed.
struct ReviewEditedAnswer: Codable, Sendable {
    let edit: Int?
}
