import Database

/// What a unit is.
package enum UnitKind: String, Sendable, CaseIterable, Codable, SQLConvertible {
    case city
    case partyOrgan = "party_organ"
    case department, county, park, institution
    /// Vertically managed (垂直管理): the office alone cannot press it.
    case vertical
    case bank, university, enterprise
    case groupOffice = "group_office"

    package var title: String {
        switch self {
        case .city: "市"
        case .partyOrgan: "党委部门"
        case .department: "市直部门"
        case .county: "县（市、区）"
        case .park: "园区"
        case .institution: "机构"
        case .vertical: "垂直管理单位"
        case .bank: "银行"
        case .university: "高校"
        case .enterprise: "企业"
        case .groupOffice: "领导小组"
        }
    }
}

/// A unit as it is called on a day.
package struct Unit: Sendable, Hashable, Codable {
    package let id: String
    package let kind: UnitKind
    /// Six digits of GB/T 2260, for a city or a county.
    package let area: String?
    /// The full official name.
    package let name: String
    /// As the plan's annotations write it: 市科技局.
    package let shortName: String
    /// Where it stands among the tiles of a page, if it does.
    package let tile: Tile?
    /// Its name or existence is not yet confirmed from a public source.
    package let isProvisional: Bool
}

/// A place in a schematic grid of units (示意格): never a map. Rows and columns count from 1.
package struct Tile: Sendable, Hashable, Codable {
    package let row: Int
    package let column: Int
    /// The name short enough for the tile.
    package let name: String
}
