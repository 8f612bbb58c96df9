import Hummingbird
import LuoshiCore
import LuoshiPlan

/// What of a review a page shows, and which item is being changed.
struct ReviewLook {
    var filter = ReviewFilter.pending
    /// The item whose form is open.
    var editing: Int?
    /// The kind of thing whose form for a new one is open.
    var adding: ReviewKind?
    /// What a person typed, where the page comes again.
    var entered: [String: String]?
    var fault: String?

    init() {}

    init(_ request: Request) {
        let query = request.uri.queryParameters
        filter = query["show"].flatMap { ReviewFilter(rawValue: String($0)) } ?? .pending
        editing = query["edit"].flatMap { Int($0) }
        adding = query["add"].flatMap { ReviewKind(rawValue: String($0)) }
        if let words = query["words"] { entered = ["words": String(words)] }
    }
}

extension Site {
    /// `/reviews/3`: the document on one side, the draft on the other.
    func review(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await reviewPage(reviewID(context), ReviewLook(request), context, status: .ok)
    }

    /// Accepts one item, those a page shows, or all that the reader is sure of.
    func acceptItems(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        return try await edit(form, context) { id in
            if let least = Int(form.text("confidence")) { return AcceptItems(review: id, .confidence(least)) }
            return AcceptItems(review: id, .seen(SeenItem.list(form.text("items"))))
        }
    }

    /// Gives the targets that a page shows without an owner the same one.
    func assignOwner(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        return try await edit(form, context) { id in
            AssignOwner(review: id, SeenItem.list(form.text("items")), owner: form.text("owner"))
        }
    }

    /// Corrects, splits, merges, moves or deletes an item, as the button says.
    func changeItem(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context, limit: 512 * 1024)
        let item = context.parameters.get("item").flatMap { Int($0) } ?? 0
        let view = try await reviewView(context)
        return try await edit(form, context, editing: item) { id in
            let seen = SeenItem(item: item, revision: Int(form.text("revision")) ?? -1)
            switch form.text("do") {
            case "split": return SplitItem(review: id, seen, at: form.text("split_at"))
            case "merge":
                guard let other = SeenItem.list(form.text("merge_with")).first else {
                    throw Refusal("merge_what", "请选择要并入的那一项。")
                }
                return MergeItems(review: id, seen, with: other)
            case "move": return MoveItem(review: id, seen, to: Int(form.text("move_to")))
            case "delete": return RemoveItem(review: id, seen)
            default:
                guard let known = view.items.item(item) else {
                    throw Refusal("item_gone", status: 409, "这一项刚被别人删除或合并了。您填的内容还在，可以复制后另行新增。")
                }
                return CorrectItem(review: id, seen, try ReviewFields(form, view).content(of: known.content))
            }
        }
    }

    /// Adds a clause, a task, a target, an actor, a question or a contradiction.
    func addItem(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context, limit: 512 * 1024)
        let view = try await reviewView(context)
        let kind = ReviewKind(rawValue: form.text("kind"))
        return try await edit(form, context, adding: kind) { id in
            guard let kind else { throw Refusal.badForm }
            return AddItem(review: id, try ReviewFields(form, view).newContent(kind), words: form.text("words"))
        }
    }

    /// Sets a step back.
    func undoEdit(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let id = reviewID(context)
        do {
            _ = try await door.perform(
                UndoEdit(review: id, number: Int(form.text("number")) ?? 0), as: context.actor, key: form.requestKey)
            return .redirect(to: "/reviews/\(id)/history", type: .normal)
        } catch let error as any PublicError where [409, 422].contains(error.status) {
            return try await historyPage(id, context, fault: error.message, status: error.status)
        }
    }

    func discardReview(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        _ = try await door.perform(DiscardReview(review: reviewID(context)), as: context.actor, key: form.requestKey)
        return .redirect(to: "/reviews", type: .normal)
    }

    /// The number in the address; 0, which no review has, where it is none.
    func reviewID(_ context: SiteContext) -> Int { context.parameters.get("id").flatMap { Int($0) } ?? 0 }

    func reviewView(_ context: SiteContext) async throws -> ReviewView {
        guard let view = try await ask(ReviewByID(reviewID(context)), context) else { throw Refusal.notFound("这份审核稿") }
        return view
    }

    /// Performs one edit and goes on to the next item; where it is refused, the page comes again with all that was typed.
    private func edit(
        _ form: Form, _ context: SiteContext, editing: Int? = nil, adding: ReviewKind? = nil,
        _ command: (Int) throws -> any ReviewCommand
    ) async throws -> Response {
        let id = reviewID(context)
        var look = ReviewLook()
        look.filter = ReviewFilter(rawValue: form.text("show")) ?? .pending
        do {
            _ = try await door.perform(command(id), as: context.actor, key: form.requestKey)
            let next = Int(form.text("next")).map { "#i-\($0)" } ?? ""
            return .redirect(to: "/reviews/\(id)?show=\(look.filter.rawValue)\(next)", type: .normal)
        } catch let error as any PublicError where [409, 422].contains(error.status) {
            look.editing = editing
            look.adding = adding
            look.entered = form.fields
            look.fault = error.message
            return try await reviewPage(id, look, context, status: .init(code: error.status))
        }
    }

    private func reviewPage(_ id: Int, _ look: ReviewLook, _ context: SiteContext, status: HTTPResponse.Status)
        async throws
        -> Response
    {
        guard let view = try await ask(ReviewByID(id), context) else { throw Refusal.notFound("这份审核稿") }
        let layout = try await layout("审核第 \(id) 号", .reviewing, context)
        return layout.response(ReviewPage(view: view, look: look, csrf: layout.csrf ?? "").body, status: status)
    }
}

extension SeenItem {
    /// `12:3,14:0`: items with the revision that was seen.
    static func list(_ text: String) -> [SeenItem] {
        text.split(separator: ",").compactMap { pair in
            let parts = pair.split(separator: ":").compactMap { Int($0) }
            return parts.count == 2 ? SeenItem(item: parts[0], revision: parts[1]) : nil
        }
    }

    var text: String { "\(item):\(revision)" }
}
