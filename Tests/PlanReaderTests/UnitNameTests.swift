import PlanReader
import Testing

@Suite struct `Names of units` {
    private func units(_ list: String) -> [String] {
        plan("开展试点。（责任单位：\(list)）").tasks.first?.responsible ?? []
    }

    @Test func `市 holds for the run and starts anew at a comma`() {
        #expect(
            units("市委组织部，市科技局、发展改革委，云溪海关、云溪金融监管分局")
                == ["市委组织部", "市科技局", "市发展改革委", "云溪海关", "云溪金融监管分局"])
    }

    @Test func `市场监管局 is a department and gets 市 of its own`() {
        #expect(units("市科技局、市场监管局") == ["市科技局", "市市场监管局"])
        #expect(units("省科技厅、市场监管局") == ["省科技厅", "省市场监管局"])
        #expect(units("市市场监管局、市科技局") == ["市市场监管局", "市科技局"])
    }

    @Test func `和 inside a name does not divide it`() {
        #expect(
            units("省工业和信息化厅、政务和数据局、文化和旅游厅，省住房和城乡建设厅和各市人民政府")
                == ["省工业和信息化厅", "省政务和数据局", "省文化和旅游厅", "省住房和城乡建设厅", "各市人民政府"])
    }

    @Test(arguments: [
        "各县（市、区）人民政府", "各区、县（市）政府", "各县（市、区）党委和政府", "各市、县（区）人民政府", "各镇（街道）", "各乡镇、街道", "市科技领导小组各成员单位", "各有关单位",
        "市委组织部（人才办）", "东湖新区（云溪高新区）管委会", "各园区管委会（管理服务中心）", "省纪委省监委", "各级行业主管部门", "人民银行云溪市分行",
    ])
    func `a name stays whole`(name: String) {
        #expect(units("市科技局，" + name) == ["市科技局", name])
    }

    @Test func `places before one 市政府 are governments each`() {
        #expect(units("东江、西湖、南岭市政府，省科技厅") == ["东江市政府", "西湖市政府", "南岭市政府", "省科技厅"])
        #expect(units("东江市、西湖县人民政府") == ["东江市人民政府", "西湖县人民政府"])
    }

    @Test(arguments: ["等", "等部门", "等有关单位", "等12个部门", "等相关单位"])
    func `等 leaves the list open and is no part of a name`(ending: String) {
        let task = plan("开展试点。（责任单位：市科技局、教育局\(ending)）").tasks.first
        #expect(task?.responsible == ["市科技局", "市教育局"])
        #expect(task?.openEnded == true)
    }

    @Test func `高等学校 is not an open list`() {
        let task = plan("开展试点。（责任单位：市教育局，各高等院校）").tasks.first
        #expect(task?.responsible == ["市教育局", "各高等院校"])
        #expect(task?.openEnded == false)
    }

    @Test func `units of the state have no level before them`() {
        let task = plan("开展试点。（工业和信息化部、财政部、商务部等负责）").tasks.first
        #expect(task?.responsible == ["工业和信息化部", "财政部", "商务部"])
    }

    @Test func `自治区 and a city's name hold for the run too`() {
        #expect(units("自治区科技厅、财政厅") == ["自治区科技厅", "自治区财政厅"])
        #expect(units("云溪市科技局、财政局") == ["云溪市科技局", "云溪市财政局"])
    }
}
