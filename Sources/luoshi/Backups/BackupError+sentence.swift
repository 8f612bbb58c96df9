import Database

extension BackupError {
    /// What is wrong and what to do, for the terminal.
    var sentence: String {
        switch self {
        case .occupied(let what):
            "没有动手：\(what) 已经存在。备份请换一个文件名；恢复请指定空的数据目录或空的数据库，不会覆盖已有的数据。"
        case .notABackup(let path): "\(path) 不是 luoshi 的备份文件，或没有写完。请换一个备份文件。"
        case .damaged(let part): "备份核对不通过：\(part) 与写入时的校验值不一致，没有恢复任何内容。请换另一份备份，并检查存储介质。"
        case .unknownMigration(let id): "这份数据由另一版本的程序写成（\(id)），没有动手。请使用同版本或更新版本的程序。"
        case .unknownTable(let name): "数据库里有不属于本系统的表 \(name)，没有备份。请把它移到别的数据库或模式（schema）。"
        case .noPrimaryKey(let name): "表 \(name) 没有主键，不能备份。请联系开发人员。"
        case .file(let detail): "文件操作失败：\(detail)。请检查目录权限和磁盘空间。"
        }
    }
}
