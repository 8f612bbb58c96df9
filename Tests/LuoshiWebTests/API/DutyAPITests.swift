import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// Duties that programs issue, sign for, question and stamp.
@Suite struct DutyAPITests {
    @Test func `a program issues duties, another signs for its unit's, asks, answers and stamps`() async throws {
        let test = try await TestSite()
        try await test.account("desk", unit: "451082", post: "451082/receiving", roles: ["county"])
        try await test.account("other", unit: "451081", post: "451081/receiving", roles: ["county"])
        var tokens: [String: Secret] = [:]
        for login in ["desk", "other", "office"] { tokens[login] = try await test.token(login, Program.everything) }
        try await test.run { [tokens] visitor in
            let desk = visitor.program(tokens["desk"])
            let other = visitor.program(tokens["other"])
            let office = visitor.program(tokens["office"])
            let issue = #"{"number":"某办〔2022〕1 号","issued_on":"2022-08-05","working_days":5,"clauses":["2.4.4"]}"#
            #expect(try await desk.send(.post, "/duties/issues", issue).problem == "forbidden")
            let late = issue.replacing("2022-08-05", with: "2022-09-05")
            let wrong = try await office.send(.post, "/duties/issues", late)
            #expect(try wrong.json["errors"]?.list.map { $0["pointer"] } == ["/issued_on"])
            let issued = try await office.send(.post, "/duties/issues", issue)
            #expect(issued.status == .created)
            #expect(try issued.json["units"] == 13)
            #expect(try issued.json["due"] == "2022-08-12")
            #expect(try await office.list("/plan/tasks/2.4.4/issued-duties").count == 13)

            let own = try #require(try await desk.read("/units/451082/issued-duties")["duties"]?.list.first)
            #expect(own["standing"] == "waiting")
            let (item, stay) = (try #require(own["case_id"]?.text), "1")
            let sign = #"{"step":"sign","cases":[{"case_id":"\#(item)","stay":\#(stay)}]}"#
            #expect(try await other.send(.post, "/procedures/duty_signing/steps", sign).problem == "forbidden")
            let scan = #"{"issue":"某办〔2022〕1 号","name":"签收单.pdf","content":"JVBERi0xLjQKJSVFT0YK"}"#
            let sheets = "/units/451082/issued-duties/sheets"
            #expect(try await desk.send(.post, sheets, scan).problem == "duty_sheet_open")
            #expect(try await desk.send(.post, "/procedures/duty_signing/steps", sign).json == ["cases": 1])
            let stamped = try await desk.send(.post, sheets, scan)
            #expect(stamped.status == .created)
            let sheet = try #require(try await office.read("/units/451082/issued-duties")["sheets"]?.list.first)
            #expect(sheet["is_as_stamped"] == true)
            let hash = try #require(try stamped.json["sha256"]?.text)
            let number = "某办〔2022〕1 号".percentEncodedForQuery
            #expect(try await office.get("\(sheets)/\(hash)?issue=\(number)").status == .ok)
            #expect(try await other.send(.post, sheets, scan).problem == "forbidden")

            let remind = #"{"cases":["\#(item)"]}"#
            #expect(try await desk.send(.post, "/procedures/duty_signing/reminders", remind).problem == "forbidden")
            #expect(try await office.send(.post, "/procedures/duty_signing/reminders", remind).problem == "cases_done")
            let place = "/procedures/duty_signing/cases/\(item)"
            let question = #"{"step":"question","stay":2,"reason":"应由科技局承担"}"#
            #expect(try await desk.send(.post, "\(place)/steps", question).json == ["state": "questioned"])
            let ask = #"{"stay":3,"units":["451081"],"working_days":3,"text":"是否由你市承担？"}"#
            #expect(try await desk.send(.post, "\(place)/opinions", ask).problem == "forbidden")
            #expect(try await office.send(.post, "\(place)/opinions", ask).json == ["due": "2022-08-10"])
            let answer = #"{"stance":"other","reason":"各负其责"}"#
            #expect(try await desk.send(.put, "\(place)/opinions/451081", answer).problem == "forbidden")
            #expect(try await other.send(.put, "\(place)/opinions/451081", answer).json == ["done": true])
            let opinions = try await office.read(place)["opinions"]?.list ?? []
            #expect(opinions.map { $0["answer"]?["reason"] } == ["各负其责"])
        }
    }
}
