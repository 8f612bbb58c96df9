import LuoshiCore

/// A package of a city, twelve counties and many institutions, with 300 indicators that have values and 40 ratios of them.
///
/// Numbers 0 to 149 happen, 150 to 299 stand; of both kinds the first ones come by reports and the others from a register's records.
/// `scripts/bench_figures.sql` fills the tables by the same numbers.
struct BenchPackage {
    /// How many institutions.
    let units: Int

    static let counties = 12
    /// What reports bring: of what happens, and of what stands.
    static let reported = Array(0..<120) + Array(150..<180)
    static let ratios = 40

    static func key(_ number: Int) -> String {
        let kind = number < 120 ? "cf" : number < 150 ? "rf" : number < 180 ? "cs" : "rs"
        return kind + String(1_000 + number).dropFirst()
    }

    /// An institution's code; they fall to the counties in turn.
    static func unit(_ number: Int) -> String {
        "\(county(number % counties))-\(String(10_000 + number).dropFirst())"
    }

    static func county(_ number: Int) -> String { String(9_001 + number) }

    var files: PackageFiles {
        var texts = [
            "package.yaml": Self.manifest, "roles.yaml": Self.roles, "units.yaml": hierarchy,
            "calendar.yaml": "years: []\n", "registers/levels.yaml": Self.levels,
        ]
        for number in 0..<300 {
            let key = Self.key(number)
            texts["indicators/\(key).yaml"] = Self.indicator(key, Self.body(number))
        }
        for number in 0..<Self.ratios {
            let key = "ra\(String(1_000 + number).dropFirst())"
            texts["indicators/\(key).yaml"] = Self.indicator(
                key,
                """
                unit: 万元
                scale: 2
                ratio: {of: \(Self.key(number)), to: \(Self.key(number + 60))}
                """)
        }
        return PackageFiles(texts: texts)
    }

    private static let manifest = """
        package: bench
        title: 测速
        city: "9000"
        issuer: 某市
        plan_period: "2021-01-01/2024-12-31"
        """

    private static let roles = """
        roles:
          - {key: leader, title: 领导, grants: [{allow: figure.read, scope: all}]}
          - {key: county, title: 县, grants: [{allow: [figure.read, report.enter_values], scope: subtree}]}
        """

    private static let levels = """
        register: levels
        title: 台账
        clause: "1.1"
        belongs_to: holder
        named_by: number
        fields:
          - {key: holder, title: 单位, type: unit, required: true}
          - {key: number, title: 编号, type: string, required: true, unique: true}
          - {key: kind, title: 类别, type: string, required: true}
          - {key: amount, title: 金额, type: money, unit: 万元, required: true}
          - {key: since, title: 起始日期, type: date, required: true}
          - {key: until, title: 终止日期, type: date}
        """

    private var hierarchy: String {
        let counties = (0..<Self.counties).map(Self.county)
        let lines = (0..<units).map { "  - {code: \(Self.unit($0)), kind: institution, name: 第\($0)所}" }
        let edges = (0..<Self.counties).compactMap { county -> String? in
            let beneath = stride(from: county, to: units, by: Self.counties).map(Self.unit)
            guard !beneath.isEmpty else { return nil }
            return "      - {parent: \"\(counties[county])\", children: [\(beneath.joined(separator: ", "))]}"
        }
        let tree = """
                root: "9000"
                edges:
                  - {parent: "9000", children: [\(counties.map { "\"\($0)\"" }.joined(separator: ", "))]}
            \(edges.joined(separator: "\n"))
            """
        return """
            units:
              - {code: "9000", kind: city, name: 某市}
            \(counties.map { "  - {code: \"\($0)\", kind: county, name: 第\($0)县}" }.joined(separator: "\n"))
            \(lines.joined(separator: "\n"))
            hierarchies:
              - key: territory
                title: 属地
            \(tree)
              - key: administration
                title: 管理
            \(tree)

            """
    }

    private static func indicator(_ key: String, _ body: String) -> String {
        """
        indicator: \(key)
        title: 指标 \(key)
        clause: "1.1"
        means: 测速
        \(body)
        quality: {source: 台账, check: 核对, accuracy: 准确, limits: 无, remedy: 更正}

        """
    }

    private static func body(_ number: Int) -> String {
        if reported.contains(number) {
            return """
                unit: 件
                collected: \(number < 150 ? "flow" : "stock")
                every: month
                expects: [institution]
                """
        }
        let days = number < 150 ? "\"on\": this.since" : "from: this.since\nuntil: this.until"
        return """
            unit: 万元
            sum: levels
            where: "this.kind == '\(key(number))'"
            value: this.amount
            \(days)
            """
    }
}
