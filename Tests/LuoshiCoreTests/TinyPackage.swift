import LuoshiCore

/// A package of a few lines: a city 9000 with two departments, two counties and a park under the first county.
enum TinyPackage {
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
          - key: anyone
            title: 任何人
            grants:
              - {allow: [session.start, session.end], scope: own}
          - key: holder_own
            title: 本单位
            grants: [{allow: note.write, scope: own}]
          - key: holder_subtree
            title: 本单位及所属
            grants: [{allow: note.write, scope: subtree}]
          - key: holder_task
            title: 牵头
            grants: [{allow: note.write, scope: task}]
          - key: holder_all
            title: 全市
            grants: [{allow: note.*, scope: all}]
          - key: holder_public
            title: 公开
            grants: [{allow: note.write, scope: public}]
          - key: auditor
            title: 审计
            grants: [{allow: [audit.*, package.read, search.use], scope: all}]
          - key: holder_line
            title: 本条线
            grants: [{allow: note.write, scope: line}]
          - key: holder_assigned
            title: 交办
            grants: [{allow: note.write, scope: assigned}]
          - key: idle
            title: 没有权限的人
            grants: []
        """

    static let units = """
        units:
          - {code: "9000", kind: city, name: 某市人民政府, short: 某市, aliases: [市政府]}
          - {code: 9000-a, kind: department, name: 某市甲局, short: 市甲局, aliases: [甲局]}
          - {code: 9000-b, kind: department, name: 某市乙局, short: 市乙局}
          - {code: "9001", kind: county, name: 东县人民政府, short: 东县}
          - {code: 9001-p, kind: park, name: 东县工业园区管委会, short: 东县园区}
          - {code: "9002", kind: county, name: 西县人民政府, short: 西县}
        groups:
          - {key: counties, name: 各县人民政府, aliases: [各县], members: ["9001", "9002"]}
          - {key: parks, name: 各园区, awaiting: parks_ruling}
        hierarchies:
          - key: administration
            title: 隶属
            root: "9000"
            edges:
              - {parent: "9000", children: [9000-a, 9000-b, "9001", "9002"]}
              - {parent: "9001", children: [9001-p]}
          - key: territory
            title: 属地
            root: "9000"
            edges:
              - {parent: "9000", children: ["9001", "9002"]}
        """

    static let calendar = """
        years:
          - year: 2022
            holidays:
              - {name: 国庆节, from: "2022-10-01", to: "2022-10-07"}
            workdays: ["2022-10-08", "2022-10-09"]
        """

    static let texts = [
        "package.yaml": manifest, "roles.yaml": roles, "units.yaml": units, "calendar.yaml": calendar,
    ]

    static let files = PackageFiles(texts: texts)

    /// The package with one file written anew, or taken away.
    static func with(_ path: String, _ text: String?) -> PackageFiles {
        var texts = texts
        texts[path] = text
        return PackageFiles(texts: texts)
    }

    /// The package with a piece of one file replaced.
    static func replacing(_ piece: String, by other: String, in path: String) -> PackageFiles {
        with(path, texts[path]?.replacing(piece, with: other))
    }
}
