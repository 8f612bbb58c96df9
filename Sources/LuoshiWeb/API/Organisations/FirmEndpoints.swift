import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// Firms, and the agents that act for them.
    static let firms: [Endpoint] = [
        .one(
            "/firms/{id}", "一家企业", "unit.read",
            Resource(ask: { ReadFirm(try $0.path("id")) }) { firm, _ in FirmAnswer(try firm.found("这家企业")) }),
        .change(
            .post, "/firms/{id}/agencies", "委托代理机构的一个账号", "agency.grant", status: 201,
            command: { (body: AgencyBody, call) in
                GrantAgency(
                    unit: try call.path("id"), agent: body.agent.text, agentCode: body.agentCode.text,
                    patterns: body.matters.map(\.text), until: body.lastDay, basis: body.basis.text)
            }, answer: { id, _ in CreatedAnswer(id: id) }),
        .change(
            .delete, "/agencies/{id}", "收回或辞去委托", "agency.end",
            command: { (_: NoBody, call) in EndAgency(id: try call.path("id")) },
            answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

/// The agent's login and the credit code of its own firm; `matters` are of those that the firm may hand out.
struct AgencyBody: Codable, Sendable {
    let agent: KeyText
    let agentCode: KeyText
    let matters: [KeyText]
    let lastDay: Day
    let basis: LineText
}

/// A firm as its own people, its agents and its county see it.
struct FirmAnswer: Codable, Sendable {
    let unit: UnitSummary
    let creditCode: String?
    let county: UnitSummary?
    let people: [HoldingAnswer]
    let agencies: [AgencyAnswer]
    /// What may be handed to an agent; empty for readers who may appoint none.
    let matters: [String]
    /// How many who ask to join wait for the reader.
    let waiting: Int

    init(_ firm: Firm) {
        unit = UnitSummary(firm.unit)
        creditCode = firm.creditCode
        county = firm.county.map(UnitSummary.init)
        people = firm.people.map(HoldingAnswer.init)
        agencies = firm.agencies.map(AgencyAnswer.init)
        matters = firm.matters
        waiting = firm.waiting
    }
}

/// An agent's power, as both sides see it.
struct AgencyAnswer: Codable, Sendable {
    let id: String
    let firm: UnitSummary
    let agentLogin: String
    let agentName: String
    let agentUnit: String?
    let matters: [String]
    let basis: String
    let from: Day
    let lastDay: Day

    init(_ agency: Agency) {
        id = agency.mandate.id
        firm = UnitSummary(agency.firm)
        agentLogin = agency.agentLogin
        agentName = agency.agentName
        agentUnit = agency.agentUnit
        matters = agency.mandate.patterns
        basis = agency.mandate.basis
        from = agency.mandate.from
        lastDay = agency.mandate.until.adding(days: -1)
    }
}

/// All that a person finds about their own account, without where they are signed in.
struct MyAccountAnswer: Codable, Sendable {
    struct MyCapacityAnswer: Codable, Sendable {
        let title: String
        let post: String?
        let unit: UnitSummary?
        let roleTitles: [String]
    }

    let login: String
    let name: String
    let unit: UnitSummary?
    let capacities: [MyCapacityAnswer]
    let hasSecondFactor: Bool
    let needsSecondFactor: Bool
    let recoveryCodesLeft: Int
    let agencies: [AgencyAnswer]

    init(_ mine: MyAccount) {
        login = mine.login
        name = mine.name
        unit = mine.unit.map(UnitSummary.init)
        capacities = mine.capacities.map { held in
            MyCapacityAnswer(
                title: held.capacity.title, post: held.capacity.post, unit: held.unit.map(UnitSummary.init),
                roleTitles: held.roleTitles)
        }
        hasSecondFactor = mine.hasSecondFactor
        needsSecondFactor = mine.needsSecondFactor
        recoveryCodesLeft = mine.recoveryCodesLeft
        agencies = mine.agencies.map(AgencyAnswer.init)
    }
}
