import Hummingbird
import LuoshiCore
import LuoshiPlan
import LuoshiWork

extension Site {
    /// `/duties`: who has signed for the plan's duties, who has not, and what could be issued.
    func duties(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await dutiesPage(context, filled: .none)
    }

    func issueDuties(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        return try await office("issue", form, context) {
            let command = IssueDuties(
                number: form.text("number"), issuedOn: try form.requiredDay("issued_on", "印发日期"),
                workingDays: Int(form.text("working_days")) ?? 0,
                clauses: form.text("which") == "some" ? form.texts("clause") : [])
            if form.text("which") == "some", form.texts("clause").isEmpty {
                throw Refusal("clauses", "请勾选要印发的条款，或选“全部”。")
            }
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    /// Reminds all that are late, or all that have not signed.
    func remindDuties(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        return try await office("remind", form, context) {
            guard let overview = try await ask(DutiesOverview(), context) else { throw Refusal.notFound("责任分工") }
            let chosen = overview.all.filter { form.text("which") == "late" ? $0.isLate : $0.standing == .waiting }
            let command = RemindCases(chosen.map(\.item.id), of: overview.procedure)
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    private func office(
        _ name: String, _ form: Form, _ context: SiteContext, _ work: () async throws -> Void
    ) async throws -> Response {
        do {
            try await work()
            return .redirect(to: "/duties", type: .normal)
        } catch let error as any PublicError where error.status == 422 || error.status == 409 {
            let refusal = Refusal(error.code, status: error.status, error.message)
            return try await dutiesPage(
                context, filled: FilledForm(name: name, fields: form.fields, fault: refusal), form.texts("clause"))
        }
    }

    private func dutiesPage(_ context: SiteContext, filled: FilledForm, _ clauses: [String] = []) async throws
        -> Response
    {
        let layout = try await layout("责任分工", .duties, context)
        guard let overview = try await ask(DutiesOverview(), context) else {
            return layout.response(NoDuties().body)
        }
        let page = DutyOverviewPage(
            overview: overview, today: information.clock.moment().day, csrf: layout.csrf ?? "", filled: filled,
            ticked: Set(clauses))
        return layout.response(page.body, status: .init(code: filled.fault?.status ?? 200))
    }

    /// `/duties/451082`: what one unit is to sign for, who in it does what, and its stamped sheets.
    func unitDuties(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await unitDutiesPage(context, filled: .none)
    }

    /// Signs for the duties that were ticked.
    func signDuties(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        return try await unit("duties", form, context) { found in
            let items = form.dutyTicks.map { TakeSteps.Item($0.item, stay: $0.stay) }
            let command = TakeSteps(items, of: found.procedure, step: DutyProcedure.Step.sign)
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    /// Gives the duties that were ticked to a post of the unit.
    func assignDuties(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        return try await unit("duties", form, context) { found in
            let post = form.text("post")
            let command = AssignDuty(
                clauses: form.dutyTicks.map(\.clause), unit: found.unit.id, post: post.isEmpty ? nil : post)
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    /// Takes in the stamped scan of a sheet.
    func stampDuties(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context, limit: Form.uploadLimit)
        return try await unit("sheet", form, context) { found in
            guard let file = form.files("scan").first else { throw Refusal("scan", "请选择盖章签收单的扫描件（PDF 或图片）。") }
            let command = StampDutySheet(
                unit: found.unit.id, issue: form.text("issue"), scan: SentFile(name: file.name, bytes: file.bytes))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    private func unit(
        _ name: String, _ form: Form, _ context: SiteContext, _ work: (UnitDuties) async throws -> Void
    ) async throws -> Response {
        let found = try await foundDuties(context)
        do {
            try await work(found)
            return .redirect(to: "/duties/\(found.unit.id)", type: .normal)
        } catch let error as any PublicError where error.status == 422 || error.status == 409 {
            let refusal = Refusal(error.code, status: error.status, error.message)
            return try await unitDutiesPage(
                context, filled: FilledForm(name: name, fields: form.fields, fault: refusal),
                Set(form.dutyTicks.map(\.item)))
        }
    }

    private func foundDuties(_ context: SiteContext) async throws -> UnitDuties {
        let id = try context.parameters.require("unit")
        guard let found = try await ask(DutiesOfUnit(id), context) else { throw Refusal.notFound("这个单位的责任分工") }
        return found
    }

    private func unitDutiesPage(
        _ context: SiteContext, filled: FilledForm, _ ticked: Set<String>? = nil
    ) async throws -> Response {
        let found = try await foundDuties(context)
        let layout = try await layout("\(found.unit.shortName)的责任分工", .duties, context)
        let page = UnitDutiesPage(found: found, csrf: layout.csrf ?? "", filled: filled, ticked: ticked)
        return layout.response(page.body, status: .init(code: filled.fault?.status ?? 200))
    }

    /// `/duties/451082/sheet?issue=…`: the paper to print, sign and stamp.
    func dutySheet(_ request: Request, _ context: SiteContext) async throws -> Response {
        let found = try await foundDuties(context)
        let issue = request.uri.queryParameters.get("issue") ?? ""
        guard let sheet = found.sheets.first(where: { $0.issue == issue }),
            let view = try await ask(CurrentPlan(), context)
        else { throw Refusal.notFound("这张签收单") }
        let layout = try await layout("责任分工签收单", .duties, context)
        return layout.response(DutySheetPage(unit: found.unit, office: found.office, sheet: sheet, view: view).body)
    }

    /// A stamped scan, to be saved.
    func dutyScan(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = DutySheetScan(
            unit: try context.parameters.require("unit"), issue: request.uri.queryParameters.get("issue") ?? "",
            hash: try context.parameters.require("hash"))
        guard let content = try await ask(query, context) else { throw Refusal.notFound("这个扫描件") }
        return Download(content: content).response
    }
}

extension Form {
    /// Duties that were ticked: the case with the stay in which it was seen, and its clause.
    var dutyTicks: [(item: String, stay: Int, clause: String)] {
        texts("duty").compactMap { text in
            let parts = text.split(separator: "|").map(String.init)
            guard parts.count == 3, let stay = Int(parts[1]) else { return nil }
            return (parts[0], stay, parts[2])
        }
    }
}
