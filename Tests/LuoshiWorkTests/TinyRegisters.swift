import LuoshiCore

/// A package of two counties, two firms and two registers, wholly invented.
enum TinyRegisters {
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
          - {key: county, title: 县, grants: [{allow: [record.read.*, record.enter.*, record.change.*, record.correct.*, record.strike.*, record.merge.*, record.import.*], scope: subtree}]}
          - {key: line, title: 条线, grants: [{allow: [record.*, field.read.*], scope: line}]}
          - {key: firm, title: 企业, grants: [{allow: [record.read.*, record.change.*], scope: own}]}
          - {key: reader, title: 读者, grants: [{allow: record.read.*, scope: all}]}
        """

    static let units = """
        units:
          - {code: "9000", kind: city, name: 某市}
          - {code: 9000-a, kind: department, name: 某市甲局, short: 市甲局}
          - {code: "9001", kind: county, name: 东县}
          - {code: "9002", kind: county, name: 西县}
          - {code: 9001-f, kind: institution, name: 东县研究所}
        hierarchies:
          - key: administration
            title: 管理
            root: "9000"
            edges:
              - {parent: "9000", children: [9000-a, "9001", "9002"]}
              - {parent: "9001", children: [9001-f]}
        """

    static let platforms = """
        register: platforms
        title: 创新平台
        clause: "1.1"
        belongs_to: host
        keeping: 10 年
        purpose: 联系
        same_when: [code]
        fields:
          - {key: host, title: 依托单位, type: unit, required: true}
          - {key: name, title: 名称, type: string, required: true, unique: true, maxLength: 20}
          - {key: kind, title: 类型, type: choice, choices: kinds, required: true}
          - {key: level, title: 级别, type: choice, choices: [{key: municipal, title: 市级}, {key: region, title: 自治区级}]}
          - {key: certified_on, title: 认定日期, type: date}
          - {key: revoked_on, title: 取消认定日期, type: date}
          - {key: spent, title: 投入, type: money, unit: 万元, minimum: "0"}
          - {key: area, title: 面积, type: number, unit: 平方米, scale: 1}
          - {key: fields_of_work, title: 领域, type: choices, choices: [{key: alu, title: 铝}, {key: agri, title: 农业}]}
          - {key: code, title: 信用代码, type: credit_code}
          - {key: contact, title: 联系人, type: person_name}
          - {key: phone, title: 电话, type: phone}
          - {key: secret, title: 内部评分, type: integer, access: score}
          - {key: members, title: 成员, type: table, fields: [{key: title, title: 职务, type: string, required: true}, {key: count, title: 人数, type: integer}]}
          - {key: years, title: 满年, type: integer, computed: "has(this.certified_on) ? years(this.certified_on, today()) : 0"}
        checks:
          - expr: "!has(this.revoked_on) || (has(this.certified_on) && this.revoked_on > this.certified_on)"
            field: revoked_on
            message: 取消认定日期须晚于认定日期
        views: [table, {ladder: level}]
        """

    static let transfers = """
        register: transfers
        title: 成果转化
        clause: "1.2"
        belongs_to: taker
        named_by: title
        public: proactive
        fields:
          - {key: title, title: 名称, type: string, required: true}
          - {key: taker, title: 承接单位, type: unit, required: true}
          - {key: platform, title: 来源平台, type: record, register: platforms}
          - {key: done_in, title: 完成月份, type: yearmonth}
        """

    static let kinds = """
        choices: kinds
        title: 平台类型
        items:
          - {key: lab, title: 重点实验室}
          - {key: pilot, title: 中试基地}
        """

    static let files = PackageFiles(texts: [
        "package.yaml": manifest, "roles.yaml": roles, "units.yaml": units, "calendar.yaml": "years: []\n",
        "registers/platforms.yaml": platforms, "registers/transfers.yaml": transfers, "choices/kinds.yaml": kinds,
    ])
}

extension PackageFiles {
    /// The package with a piece of one file replaced.
    func replacing(_ piece: String, by other: String, in path: String) -> PackageFiles {
        var texts = texts
        texts[path] = texts[path]?.replacing(piece, with: other)
        return PackageFiles(texts: texts)
    }
}
