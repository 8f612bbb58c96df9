import LuoshiCore

/// A package of a city, two counties, three firms and indicators of every kind, wholly invented.
enum TinyFigures {
    static let manifest = """
        package: tiny
        title: 小方案
        city: "9000"
        issuer: 某市人民政府办公室
        document_number: 某政办发〔2022〕3 号
        plan_period: "2021-01-01/2023-12-31"
        """

    static let roles = """
        roles:
          - {key: county, title: 县, grants: [{allow: [record.read.*, figure.read], scope: subtree}, {allow: figure.read, scope: all, states: [total]}]}
          - {key: office, title: 办公室, grants: [{allow: [figure.*, letter.*, record.read.*], scope: all}]}
        """

    static let units = """
        units:
          - {code: "9000", kind: city, name: 某市}
          - {code: 9000-a, kind: department, name: 某市甲局, short: 市甲局}
          - {code: "9001", kind: county, name: 东县}
          - {code: "9002", kind: county, name: 西县}
          - {code: 9001-f, kind: institution, name: 东县一所}
          - {code: 9001-g, kind: institution, name: 东县二所}
          - {code: 9002-h, kind: institution, name: 西县三所}
        hierarchies:
          - key: territory
            title: 属地
            root: "9000"
            edges:
              - {parent: "9000", children: [9000-a, "9001", "9002"]}
              - {parent: "9001", children: [9001-f, 9001-g]}
              - {parent: "9002", children: [9002-h]}
          - key: administration
            title: 管理
            root: "9000"
            edges:
              - {parent: "9000", children: [9000-a, "9001", "9002"]}
              - {parent: "9001", children: [9001-f, 9001-g]}
              - {parent: "9002", children: [9002-h]}
        """

    static let certificates = """
        register: certificates
        title: 证书
        clause: "1.1"
        belongs_to: holder
        named_by: number
        fields:
          - {key: holder, title: 企业, type: unit, required: true}
          - {key: number, title: 编号, type: string, required: true, unique: true}
          - {key: issued_on, title: 发证日期, type: date, required: true}
          - {key: valid_until, title: 有效期满日, type: date, required: true}
          - {key: revoked_on, title: 取消日期, type: date}
          - {key: revoked_back_to, title: 追溯年度, type: integer}
          - {key: level, title: 级别, type: choice, choices: [{key: municipal, title: 市级}, {key: region, title: 自治区级}]}
        """

    static let contracts = """
        register: contracts
        title: 合同
        clause: "1.1"
        belongs_to: seller
        named_by: number
        fields:
          - {key: seller, title: 卖方, type: unit, required: true}
          - {key: number, title: 编号, type: string, required: true, unique: true}
          - {key: turnover, title: 成交额, type: money, unit: 万元, required: true}
          - {key: registered_on, title: 登记日期, type: date, required: true}
          - {key: cancelled_on, title: 撤销日期, type: date}
        """

    static let ledgers = """
        register: ledgers
        title: 研发台账
        clause: "1.1"
        belongs_to: firm
        named_by: title
        fields:
          - {key: firm, title: 企业, type: unit, required: true}
          - {key: title, title: 台账, type: string, required: true, unique: true}
          - {key: year, title: 年度, type: integer, required: true}
          - {key: total, title: 合计, type: money, unit: 万元, required: true}
        """

    private static func indicator(_ key: String, _ body: String) -> (String, String) {
        let quality = "quality: {source: 台账, check: 核对, accuracy: 准确, limits: 无, remedy: 更正}"
        return ("indicators/\(key).yaml", "indicator: \(key)\nclause: \"1.1\"\n\(body)\n\(quality)\n")
    }

    static let indicators: [String: String] = Dictionary(
        uniqueKeysWithValues: [
            indicator(
                "valid",
                """
                title: 有效证书
                unit: 张
                means: 当日有效的证书数
                count: certificates
                from: this.issued_on
                until: "has(this.revoked_back_to) ? date(this.revoked_back_to, 1, 1) : has(this.revoked_on) && this.revoked_on < this.valid_until ? this.revoked_on : this.valid_until"
                """),
            indicator(
                "regional",
                """
                title: 自治区级证书
                unit: 张
                means: 自治区级的有效证书数
                count: certificates
                where: "has(this.level) && this.level == 'region'"
                from: this.issued_on
                until: this.valid_until
                """),
            indicator(
                "holders",
                """
                title: 持证单位
                unit: 家
                means: 持有效证书的单位数，一个单位计一次
                distinct: certificates
                each: this.holder
                from: this.issued_on
                until: this.valid_until
                """),
            indicator(
                "sellers",
                """
                title: 有成交的单位
                unit: 家
                means: 有合同登记的单位数
                distinct: contracts
                each: this.seller
                "on": this.registered_on
                """),
            indicator(
                "turnover",
                """
                title: 成交额
                unit: 万元
                scale: 2
                means: 登记的合同成交额，撤销登记的从撤销之日减回
                sum: contracts
                value: this.turnover
                "on": this.registered_on
                until: this.cancelled_on
                """),
            indicator(
                "turnover_total",
                """
                title: 累计成交额
                unit: 万元
                scale: 2
                means: 方案期第一天起累计
                cumulative: {of: turnover}
                """),
            indicator(
                "turnover_since",
                """
                title: 印发以来成交额
                unit: 万元
                scale: 2
                means: 2022-05-19 起累计
                cumulative: {of: turnover, since: "2022-05-19"}
                """),
            indicator(
                "spend",
                """
                title: 研发费
                unit: 万元
                scale: 2
                means: 台账合计
                sum: ledgers
                value: this.total
                "on": "date(this.year, 12, 31)"
                every: year
                """),
            indicator(
                "doubled",
                """
                title: 倍增单位
                unit: 家
                means: 研发费达到上年两倍的单位数
                units_where: "figure('spend') >= 2 * previous('spend')"
                among: institution
                """),
            indicator(
                "output",
                """
                title: 产值
                unit: 亿元
                scale: 2
                means: 县报的季度产值
                collected: flow
                every: quarter
                expects: [county]
                """),
            indicator(
                "staff",
                """
                title: 人员
                unit: 人
                means: 季度末人数
                collected: stock
                every: quarter
                expects: [county]
                """),
            indicator(
                "output_ytd",
                """
                title: 累计报的产值
                unit: 亿元
                scale: 2
                means: 按当年累计数报送
                collected: flow
                every: quarter
                reported_as: year_to_date
                expects: [county]
                """),
            indicator(
                "per_head",
                """
                title: 人均产值
                unit: 亿元
                scale: 3
                means: 产值除以人员
                ratio: {of: output, to: staff}
                """),
            indicator(
                "gdp",
                """
                title: 地区生产总值
                unit: 亿元
                scale: 2
                means: 统计部门来函的年度数
                collected: flow
                every: year
                available_after: "240"
                """),
            indicator(
                "rd",
                """
                title: 研发经费
                unit: 亿元
                scale: 2
                means: 统计部门来函的年度数
                collected: flow
                every: year
                available_after: "270"
                """),
            indicator(
                "intensity",
                """
                title: 研发强度
                unit: "%"
                scale: 2
                means: 研发经费除以地区生产总值
                ratio: {of: rd, to: gdp, times: "100"}
                """),
            indicator(
                "intensity_rise",
                """
                title: 研发强度提高
                unit: 个百分点
                scale: 2
                means: 比 2020 年提高
                difference: {of: intensity, since: "2020-01-01"}
                """),
        ])

    static let files = PackageFiles(
        texts: [
            "package.yaml": manifest, "roles.yaml": roles, "units.yaml": units, "calendar.yaml": "years: []\n",
            "registers/certificates.yaml": certificates, "registers/contracts.yaml": contracts,
            "registers/ledgers.yaml": ledgers,
        ].merging(indicators) { first, _ in first })
}
