import HTTPTypes
import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// Where the plan contradicts itself, and how it is read.
    static let settlements: [Endpoint] = [
        .list("/plan/contradictions", "文件前后不一致之处", "plan.read", ask: { _ in ReadRulings() }) { board, call in
            let board = try board.found("现行方案")
            return try call.page(board.view.plan.contradictions, by: \.key) {
                ContradictionAnswer($0, board.latest[$0.matter])
            }
        },
        .one(
            "/plan/contradictions/{key}", "一处前后不一致", "plan.read",
            Resource(ask: { ContradictionByKey(try $0.path("key")) }) { file, _ in
                let file = try file.found("前后不一致的事项")
                return ContradictionAnswer(file.contradiction, file.history.first)
            }),
        .list(
            "/plan/contradictions/{key}/settlements", "一处前后不一致的历次处理", "plan.read",
            ask: { ContradictionByKey(try $0.path("key")) }
        ) { file, call in
            try call.page(file.found("前后不一致的事项").history, by: { String($0.number).ordered }, DecisionAnswer.init)
        },
        .change(
            .post, "/plan/contradictions/{key}/settlements", "定下以哪一处为准；再定时 after 是原处理的序号", "plan.settle",
            status: 201,
            command: { (body: SettlementBody, call) in
                SettleContradiction(
                    contradiction: try call.path("key"), after: body.after, prevails: body.prevails?.text,
                    reading: body.reading.text, ground: body.ground.model, from: body.from)
            }, answer: { number, _ in NumberAnswer(number: number) }),
        .change(
            .post, "/plan/contradictions/{key}/reopenings", "重新处理；after 是原处理的序号", "plan.settle", status: 201,
            command: { (body: ReopeningBody, call) in
                ReopenContradiction(
                    contradiction: try call.path("key"), after: body.after, ground: body.ground.model,
                    reason: body.reason.text)
            }, answer: { number, _ in NumberAnswer(number: number) }),
    ]
}

/// Which clause prevails, or that all stand where absent; `reading` says in words how it is read.
struct SettlementBody: Codable, Sendable {
    let after: Int?
    let prevails: KeyText?
    let reading: WordsText
    let ground: GroundBody
    let from: Day?
}

/// Why settlement number `after` is opened again.
struct ReopeningBody: Codable, Sendable {
    let after: Int
    let ground: GroundBody
    let reason: WordsText
}
