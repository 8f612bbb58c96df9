import Hummingbird
import LuoshiCore
import LuoshiWork

/// `/registers/platforms/change`: what several chosen records have in common from a day on.
extension Site {
    func bulkChangePage(_ request: Request, _ context: SiteContext) async throws -> Response {
        let key = try context.parameters.require("key")
        let query = request.uri.queryParameters
        let picks = query.filter { $0.key == "pick" }.compactMap { SeenRecord(pick: String($0.value)) }
        return try await bulkChangePage(
            key, field: query.get("field") ?? "", picks, context, typed: nil, fault: nil)
    }

    private func bulkChangePage(
        _ key: String, field: String, _ picks: [SeenRecord], _ context: SiteContext, typed: Form?,
        fault: (any PublicError)?
    ) async throws -> Response {
        let model = try await ask(RegisterForm(key), context)
        guard !picks.isEmpty else { throw Refusal("records_chosen", "还没有选中记录。请返回列表，勾选要改的记录后再试。") }
        guard let chosen = model.fields.first(where: { $0.key == field && $0.type != .attachment }) else {
            throw Refusal("field_chosen", "请返回列表，选择要改的字段后再试。")
        }
        let records = try await ask(ChosenRecords(key, picks.map(\.id)), context)
        let layout = try await layout("登记变化", .registers, context)
        let faults = (fault as? RecordFaults)?.faults ?? []
        let page = BulkChangePage(
            model: model, field: chosen, records: records, csrf: layout.csrf ?? "", typed: typed, faults: faults,
            message: faults.isEmpty ? fault?.message : "有 \(faults.count) 处需要改正，一条也没有改。")
        return layout.response(page.body, status: .init(code: fault?.status ?? 200))
    }

    func changeRecords(_ request: Request, _ context: SiteContext) async throws -> Response {
        let key = try context.parameters.require("key")
        let form = try await Form.read(request, context)
        let picks = form.texts("pick").compactMap { SeenRecord(pick: $0) }
        do {
            let model = try await ask(RegisterForm(key), context)
            let input = form.recordInput(model.register, before: nil)
            let command = ChangeRecords(
                key, picks, input, effective: try form.effective("effective"), reason: form.reason)
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/registers/\(key)", type: .normal)
        } catch let error as any PublicError where error.status == 422 || error.status == 409 {
            return try await bulkChangePage(
                key, field: form.text("field"), picks, context, typed: form, fault: error)
        }
    }
}
