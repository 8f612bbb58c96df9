import Foundation
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// Everything that a page can do, a program can do.
@Suite struct DoorTests {
    /// Commands and queries without an endpoint, each with the reason.
    private static let others: [String: String] = [
        "account.forgot": signIn, "account.reset_second_factor": secret, "application.counties": signIn,
        "application.receipt": signIn, "application.submit": signIn, "link.accept": signIn, "link.read": signIn,
        "link.reset_password": signIn, "me.change_password": secret, "me.second_factor": secret,
        "me.second_factor.change": secret, "me.second_factor.confirm": secret, "me.second_factor.propose": secret,
        "session.end": signIn, "session.failed": signIn, "session.finish": signIn, "session.link": signIn,
        "session.start": signIn, "session.step": signIn, "token.create": "a token makes no further tokens",
        "token.use": "done by using a token", "audit.erase_personal": commandLine, "package.propose": commandLine,
        "package.export_units": commandLine, "plan.export_package": commandLine,
        "installation.mark_demonstration": commandLine, "installation.read": commandLine,
        "system.sessions": "stands in /metrics",
        "duty.follow": following, "duty.to_follow": following, "figure.follow_day": extending,
        "figure.day_to_follow": extending,
        "unit.open_firms": "opens the firms of a demonstration; /unit-events opens one at a time",
        "record.chosen": "what a page shows of ticked records; a program has read them",
        "record.form": "what a page's form offers; /registers/{register} and its schema tell programs the same",
        "case.pass_deadline": deadlines, "case.past_due": deadlines,
        "case.procedure_of": "an address of a page names no procedure; the paths of the API do",
    ]
    private static let following = "the system lets duties follow what becomes of units"
    private static let extending = "the system brings figures to the day"
    private static let deadlines = "the system looks for deadlines by itself"
    private static let signIn = "how people without a session come in or go"
    private static let secret = "passwords and second factors are a person's own, in a browser"
    private static let commandLine = "on the command line only, there is no page either"

    @Test func `every command and query has an endpoint, or stands here with the reason`() throws {
        let table = try String(
            contentsOfFile: TestSite.repository + "/Tests/LuoshiCoreTests/Rights/commands.tsv", encoding: .utf8)
        let rows = table.split(separator: "\n").filter { !$0.hasPrefix("#") }
        let doors = Set(rows.compactMap { $0.split(separator: "\t").first.map(String.init) })
        let served = Set(Endpoint.all.map(\.door))
        #expect(doors.count > 150)
        #expect(served.isSubset(of: doors))
        #expect(doors.subtracting(served).sorted() == Self.others.keys.sorted())
    }

    @Test func `one name in the document is one schema`() {
        var known: [String: JSONSchema] = [:]
        func look(_ schema: JSONSchema, _ place: String) {
            switch schema {
            case .list(let item), .map(let item): look(item, place)
            case .object(let name, let properties):
                #expect(known[name, default: schema] == schema, "\(name) of \(place)")
                known[name] = schema
                for property in properties { look(property.schema, place) }
            default: break
            }
        }
        for endpoint in Endpoint.all {
            look(endpoint.answer, endpoint.path)
            if let body = endpoint.body { look(body, endpoint.path) }
        }
        #expect(known.count > 100)
    }

    @Test func `a token can be given every permission of the API`() async throws {
        let test = try await TestSite()
        let token = try await test.token("office", Program.everything)
        try await test.run { visitor in
            let me = try await visitor.program(token).read("/me")
            let granted = Set((me["granted"]?.list ?? []).compactMap(\.text))
            #expect(granted.isSuperset(of: ["inbox.act", "plan.rule", "mandate.delegate", "token.end"]))
            #expect(granted.isDisjoint(with: ["account.lock", "agency.grant"]))
            let page = String(buffer: try await visitor.signedIn("kjj").get("/me/tokens").body)
            #expect(page.contains("may:inbox.act") && page.contains("may:plan.read_opinions"))
            #expect(!page.contains("may:plan.review"))
            // What is granted for some registers alone is offered too.
            try await test.account(
                "firm", unit: "451000-kx", post: "451000-kx/receiving", roles: ["enterprise"])
            let firm = String(buffer: try await visitor.signedIn("firm").get("/me/tokens").body)
            #expect(firm.contains("may:record.read.*") && firm.contains("may:record.enter.*"))
            #expect(!firm.contains("may:record.strike.*") && !firm.contains("may:field.read.*"))
        }
    }
}
