import LuoshiCore

/// A plan of one undertaking with two tasks and three targets, wholly invented.
enum TinyPlan {
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
          - {key: office, title: 办公室, grants: [{allow: [plan.*, search.use], scope: all}]}
          - {key: reader, title: 读者, grants: [{allow: plan.read, scope: all}]}
        """

    static let units = """
        units:
          - {code: "9000", kind: city, name: 某市}
          - {code: 9000-a, kind: department, name: 某市甲局, short: 市甲局}
          - {code: "9001", kind: county, name: 东县}
          - {code: "9002", kind: county, name: 西县}
        groups:
          - {key: counties, name: 各县, members: ["9001", "9002"]}
        """

    static let clauses = """
        clauses:
          - {path: "1", label: 一、, kind: undertaking, title: 平台工程}
          - path: "1.1"
            label: 1.
            kind: task
            title: 建设平台
            responsibility: {lead: [市甲局], cooperating: [各县]}
            mechanisms: [{key: register, title: 平台台账}]
          - path: "1.2"
            label: 2.
            kind: task
            title: 培育企业
            responsibility: {lead: [市甲局]}
        """

    static let targets = """
        targets:
          - id: T01
            key: platforms
            title: 平台数
            kind: level
            source: register
            owner: 市甲局
            expressions:
              - {clause: "1.1", comparator: "=", value: "70", unit: 个, deadline: "2023"}
          - id: T02
            key: firms
            title: 企业数
            kind: level
            source: register
            owner: 市甲局
            awaiting: [base]
            expressions:
              - {clause: "1.2", comparator: ">=", value: "50", unit: 家, deadline: "2023"}
              - {clause: "1", comparator: ">", value: "50", unit: 家, deadline: "2023"}
          - id: T03
            key: rising
            title: 投入
            kind: check
            source: letter
            owner: 市甲局
            expressions:
              - {clause: "1.2", comparator: rises}
        """

    static let rulings = """
        rulings:
          - key: base
            clause: "1.2"
            title: 基期
            question: 与哪一年比？
            takes: year
            options: [{key: y2020, title: 2020 年, value: "2020"}, {key: before, title: 上一年, value: previous_year}]
            targets: [T02]
            decided_by: 办公室
        contradictions:
          - {key: fifty, title: 两处不同, clauses: ["1", "1.2"], targets: [T02], explanation: 一处写超过，一处写不低于。}
        """

    static let files = PackageFiles(texts: [
        "package.yaml": manifest, "roles.yaml": roles, "units.yaml": units, "calendar.yaml": "years: []\n",
        "plan/clauses.yaml": clauses, "plan/targets.yaml": targets, "plan/rulings.yaml": rulings,
    ])
}
