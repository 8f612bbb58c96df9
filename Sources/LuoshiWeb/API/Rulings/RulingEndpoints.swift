import HTTPTypes
import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// What the plan leaves open: asking, hearing, deciding. A decision names in `after` the one that it replaces.
    static let rulings: [Endpoint] =
        [
            .list("/plan/rulings", "口径裁定", "plan.read", ask: { _ in ReadRulings() }) { board, call in
                let board = try board.found("现行方案")
                return try call.page(board.view.plan.rulings, by: \.key) { RulingAnswer($0, on: board) }
            },
            .one(
                "/plan/rulings/{key}", "一项口径", "plan.read",
                Resource(ask: { RulingByKey(try $0.path("key")) }) { file, _ in RulingAnswer(try file.found("口径裁定")) }
            ),
            .list(
                "/plan/rulings/{key}/decisions", "一项口径的历次裁定", "plan.read",
                ask: { RulingByKey(try $0.path("key")) }
            ) { file, call in
                try call.page(file.found("口径裁定").history, by: { String($0.number).ordered }, DecisionAnswer.init)
            },
            .change(
                .post, "/plan/rulings/{key}/decisions", "裁定一项口径", "plan.rule", status: 201,
                command: { (body: NewDecisionBody, call) in
                    Rule(
                        ruling: try call.path("key"), choice: body.choice, ground: body.ground.model, from: body.from,
                        reason: body.reason?.text ?? "")
                }, answer: { number, _ in NumberAnswer(number: number) }),
            .change(
                .post, "/plan/rulings/{key}/revisions", "修订裁定；after 是原裁定的序号", "plan.rule", status: 201,
                command: { (body: RevisionBody, call) in
                    ReviseRuling(
                        ruling: try call.path("key"), after: body.after,
                        choice: RulingChoice(
                            option: body.option?.text, given: body.given?.text ?? "",
                            units: body.units?.map(\.text) ?? []),
                        ground: body.ground.model, from: body.from, reason: body.reason.text)
                }, answer: { number, _ in NumberAnswer(number: number) }),
            .change(
                .post, "/plan/rulings/{key}/withdrawals", "撤销裁定；after 是原裁定的序号", "plan.rule", status: 201,
                command: { (body: WithdrawalBody, call) in
                    WithdrawRuling(
                        ruling: try call.path("key"), after: body.after, ground: body.ground.model, from: body.from,
                        reason: body.reason.text)
                }, answer: { number, _ in NumberAnswer(number: number) }),
        ] + opinions + settlements
}

/// The number of what was put on record, within its matter from 1.
struct NumberAnswer: Codable, Sendable {
    let number: Int
}
