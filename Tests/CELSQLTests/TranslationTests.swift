import CEL
import Testing

/// What a condition is in SQL, and what is said where it has no exact equal.
@Suite struct TranslationTests {
    private func sql(_ source: String, _ dialect: SQLDialect = .sqlite) throws -> SQLCondition {
        try SampleRow.environment.check(source).sql(
            columns: SampleRow.named, constants: SampleRow.constants, dialect: dialect)
    }

    @Test(arguments: [
        ("this.name == '百色市'", "(r.t1 = ?)"), ("score >= 71 && has(this.paid)", "((r.i1 >= ?) AND (r.m1 IS NOT NULL))"),
        ("this.name in ['a', 'b']", "(r.t1 IN (?, ?))"), ("this.paid > 0.5", "(r.m1 > ?)"),
        ("this.paid > 0.505", "(r.m1 > ?)"), ("this.issued <= day", "(r.d1 <= ?)"), ("!this.open", "(NOT (r.b1 = 1))"),
        ("this.name.contains('色')", "(instr(r.t1, ?) > 0)"), ("this.count > this.limit", "(r.i1 > r.i2)"),
        ("this.?name == this.?alias", "(r.t1 IS r.t2)"), ("this.open == true", "(r.b1 = 1)"),
        ("day > timestamp('2020-01-01T00:00:00Z') && this.open", "(TRUE AND (r.b1 = 1))"),
    ])
    func `a condition on columns is SQL with bound values`(source: String, expected: String) throws {
        #expect(try sql(source).text == expected)
    }

    @Test func `values are bound as the column holds them`() throws {
        let parts = try sql("this.paid >= 0.505 && this.issued < day && this.name != '百'").parts

        #expect(parts.contains(.integer(50)))
        #expect(parts.contains(.text("2022-08-05")))
        #expect(parts.contains(.text("百")))
    }

    @Test(arguments: [
        ("this.count + 1 > 2", "1:12: '+' on a column has no exact equal in SQL"),
        ("this.open && this.name.matches('^a')", "1:23: 'matches' on a column has no exact equal in SQL"),
        ("[1].exists(i, i == this.count)", "1:4: a macro has no exact equal in SQL"),
        ("this.count", "1:5: the expression gives a int, not a bool"),
        ("this.name.contains(this.alias)", "1:10: 'contains' needs a text column, and a text without columns"),
        ("1 in [this.count]", "1:3: 'in' needs a column on its left and a list without columns on its right"),
        ("this.paid > this.count", "1:11: two columns of different kinds have no exact comparison in SQL"),
        ("this.name == 'a\\u0000'", "1:11: a text with the character NUL cannot be compared in SQL"),
        ("this == this", "1:6: 'this' is no column, and has no value of its own"),
    ])
    func `what has no exact equal is refused with its place and the reason`(source: String, expected: String) throws {
        let refusal = #expect(throws: SQLRefusal.self) { try sql(source) }

        #expect(refusal?.description == expected + "; it stays in memory")
    }
}
