import HTTPTypes
import LuoshiCore
import LuoshiWork

extension Endpoint {
    /// Registers as the package declares them, and what they hold.
    static let registers: [Endpoint] =
        [
            .list("/registers", "台账，只列看得到的", "register.list", ask: { _ in Registers() }) { registers, call in
                try call.page(registers, by: \.register.key, RegisterLineAnswer.init)
            },
            .one(
                "/registers/{register}", "一本台账：字段、视图、能做什么", "record.read.*",
                Resource(ask: { RegisterByKey(try $0.path("register")) }) { sheet, _ in RegisterAnswer(sheet) }),
            .one(
                "/registers/{register}/schema", "记录内容的 JSON Schema", "record.read.*",
                Resource(ask: { RegisterByKey(try $0.path("register")) }) { sheet, _ in RegisterSchema(sheet) }),
            .one(
                "/registers/{register}/boards/{view}", "按视图排开的记录：board、ladder、coverage、chain", "record.read.*",
                parameters: Parameter.narrowing,
                Resource(ask: { call in
                    RecordBoard(try call.path("register"), try call.path("view"), try call.listRequest())
                }) { board, _ in BoardAnswer(board) }),
            .list(
                "/registers/{register}/saved-views", "我在一本台账保存的视图", "record.read.*",
                ask: { MySavedViews(try $0.path("register")) }
            ) { views, call in
                try call.page(views, by: \.title) { SavedViewAnswer(title: $0.title, address: $0.address) }
            },
            .change(
                .put, "/registers/{register}/saved-views/{title}", "保存视图，同名的换掉", "record.read.*",
                command: { (body: SavedViewBody, call) in
                    SaveView(try call.path("register"), title: try call.path("title"), address: body.address.text)
                }, answer: { done, _ in DoneAnswer(done: done) }),
            .change(
                .delete, "/registers/{register}/saved-views/{title}", "删除视图", "record.read.*",
                command: { (_: NoBody, call) in
                    SaveView(try call.path("register"), title: try call.path("title"), address: nil)
                }, answer: { done, _ in DoneAnswer(done: done) }),
        ] + records + recordChanges + sheets
}

extension Parameter {
    /// Which records a list shows.
    static let narrowing: [Parameter] = [
        .map(
            "filter",
            "filter[字段]=值，filter[字段.in]=值,值，.from、.to 是范围，.has 是含有，.empty=yes 是未填；只能用看得到的字段"),
        .text("words", "名称含有"), .text("unit", "单位和它下面的"), .choice("ended", "yes：作废和并入别的，不写是有效的", YesChoice.self),
    ]
    /// In which order, besides.
    static let ordered = narrowing + [.text("sort", "按字段排序，前面加 - 是从大到小；不写按名称", atMost: 60)]
}

/// Something that is asked for, or not.
enum YesChoice: String, CaseIterable { case yes }

extension APICall {
    /// What a list should show, as the address says; a page at a time where the endpoint has pages.
    func listRequest() throws -> ListRequest {
        var conditions: [String: [ListRequest.Condition]] = [:]
        for (name, value) in map("filter").sorted(by: { $0.key < $1.key }) {
            if name.hasSuffix(".in") {
                let values = value.split(separator: ",").map(String.init)
                conditions[String(name.dropLast(3)), default: []].append(.any(values))
            } else if let (field, condition) = ListRequest.Condition.named(name, value) {
                conditions[field, default: []].append(condition)
            } else {
                throw Refusal.badParameter("filter[\(name.prefix(40))]", "点后面只能是 in、from、to、has、empty")
            }
        }
        let page = isPaged ? try pageRequest() : nil
        return ListRequest(
            conditions: conditions, words: text("words") ?? "", unit: text("unit"), order: text("sort") ?? "",
            ended: text("ended") != nil, after: page?.after?.key, limit: page?.limit ?? 50)
    }

    private var isPaged: Bool { endpoint.parameters.contains { $0.name == "after" } }

    /// The declaration that a body is read by; whether who asks may do anything is the command's to decide.
    func declaration() async throws -> RegisterDefinition {
        try await site.door.ask(RegisterByKey(try path("register")), as: .system("api")).register
    }
}
