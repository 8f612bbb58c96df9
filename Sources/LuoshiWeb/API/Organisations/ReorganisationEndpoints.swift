import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// Each way in which units change, on a paper and from a day.
    static let reorganisations: [Endpoint] = [
        .change(
            .post, "/units", "设立单位", "unit.open", status: 201,
            command: { (body: OpenUnitBody, _) in OpenUnit(body.unit.model, body.paper.model) }, answer: entered),
        .change(
            .put, "/units/{id}/name", "单位更名", "unit.rename", provided: .changed(.unit),
            command: { (body: RenameUnitBody, call) in
                RenameUnit(
                    try call.path("id"), name: body.name.text, shortName: body.shortName?.text ?? "", body.paper.model)
            }, answer: entered),
        .change(
            .put, "/units/{id}/parents/{hierarchy}", "调整隶属；不写 parent 是退出这一层级", "unit.move", provided: .changed(.unit),
            command: { (body: MoveUnitBody, call) in
                MoveUnit(
                    try call.path("id"), hierarchy: try call.path("hierarchy"), parent: body.parent?.text,
                    body.paper.model)
            }, answer: entered),
        .change(
            .post, "/units/{id}/closing", "撤销单位，由另一单位承接", "unit.close", provided: .changed(.unit),
            command: { (body: CloseUnitBody, call) in
                CloseUnit(try call.path("id"), successor: body.successor?.text, body.paper.model)
            }, answer: entered),
        .change(
            .post, "/units/{id}/split", "分设单位", "unit.split", provided: .changed(.unit),
            command: { (body: SplitUnitBody, call) in
                SplitUnit(
                    try call.path("id"), parts: try body.parts.map { try $0.model }, remainder: body.remainder?.text,
                    body.paper.model)
            }, answer: entered),
        .change(
            .post, "/units/{id}/aliases", "增加简称别称", "unit.alias", status: 201,
            command: { (body: AliasBody, call) in
                AddAlias(body.alias.text, of: try call.path("id"), body.paper.model)
            }, answer: entered),
        .change(
            .post, "/units/{id}/alias-endings", "停用简称别称", "unit.alias",
            command: { (body: AliasBody, call) in
                RemoveAlias(body.alias.text, of: try call.path("id"), body.paper.model)
            }, answer: entered),
        .change(
            .post, "/unit-mergers", "合并单位", "unit.merge", status: 201,
            command: { (body: MergeUnitsBody, _) in
                let (into, opening) = try body.whole()
                return MergeUnits(body.units.map(\.text), into: into, opening: opening, body.paper.model)
            }, answer: entered),
        .change(
            .post, "/function-transfers", "职能划转", "unit.transfer_function", status: 201,
            command: { (body: TransferFunctionBody, _) in
                TransferFunction(
                    body.function.text, from: body.from.text, to: body.to.text, subjects: body.subjects.map(\.text),
                    body.paper.model)
            }, answer: entered),
        .change(
            .put, "/unit-groups/{key}/members", "设定统称的成员：恰好是这些", "unit.group", provided: .changed(.unitGroup),
            command: { (body: GroupMembersBody, call) in
                ChangeGroup(try call.path("key"), members: body.members.map(\.text), body.paper.model)
            }, answer: entered),
    ]
}

/// A unit that is opened.
struct OpenUnitBody: Codable, Sendable {
    let unit: NewUnitBody
    let paper: UnitPaperBody
}

/// What a unit is called from then on; the short name is the name where absent.
struct RenameUnitBody: Codable, Sendable {
    let name: LineText
    let shortName: LineText?
    let paper: UnitPaperBody
}

/// The unit above from then on.
struct MoveUnitBody: Codable, Sendable {
    let parent: KeyText?
    let paper: UnitPaperBody
}

/// Who answers for what the unit answered for.
struct CloseUnitBody: Codable, Sendable {
    let successor: KeyText?
    let paper: UnitPaperBody
}

/// What each part takes, and who takes the rest; without a remainder the unit lives on.
struct SplitUnitBody: Codable, Sendable {
    let parts: [SplitPartBody]
    let remainder: KeyText?
    let paper: UnitPaperBody
}

/// Another name of a unit.
struct AliasBody: Codable, Sendable {
    let alias: LineText
    let paper: UnitPaperBody
}

/// Units that become one: a unit that exists, or one that is opened; exactly one.
struct MergeUnitsBody: Codable, Sendable {
    let units: [KeyText]
    let into: KeyText?
    let opening: NewUnitBody?
    let paper: UnitPaperBody

    func whole() throws -> (into: String, opening: NewUnit?) {
        try UnitOrNew(into, opening, at: "").model
    }
}

/// A function with what it carries (`duty:2.3.4`, `target:T03`), between two units that live on.
struct TransferFunctionBody: Codable, Sendable {
    let function: LineText
    let from: KeyText
    let to: KeyText
    let subjects: [KeyText]
    let paper: UnitPaperBody
}

/// All members of a group.
struct GroupMembersBody: Codable, Sendable {
    let members: [KeyText]
    let paper: UnitPaperBody
}
