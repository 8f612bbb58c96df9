import CEL
import Testing

/// The checked tree as JSON.
@Suite struct CheckedTreeTests {
    @Test func `the tree has types, full names and decimals as they are meant`() throws {
        var environment = Environment(container: "plan")
        environment.declare("plan.amount", .decimal)

        let json = try environment.check("amount * 0.8").json

        #expect(
            json
                == #"{"version":1,"source":"amount * 0.8","type":"decimal","tree":{"at":7,"type":"decimal","call":"_*_","#
                + #""arguments":[{"at":0,"type":"decimal","variable":"plan.amount"},"#
                + #"{"at":9,"type":"decimal","const":{"decimal":"0.8"}}]}}"#)
    }

    @Test func `every kind of part is valid JSON`() throws {
        var environment = Environment()
        environment.declare("m", .map(.string, .dyn))
        let source =
            "{'a\\n': [m.x, ?m.?y, b'\\xff\\x00'], ?'b': optional.of(1u)}.all(k, v, has(m.z) || cel.bind(t, k, t != \"\"))"

        let json = try environment.check(source).json

        #expect(throws: Never.self) { try JSONText(Array(json.utf8)) }
    }
}
