/** Texts of pages, of findings across reports and of archives. */
export const zhReading = {
  related: {
    title: '跨报告',
    none: '与上一年度及其他地区的报告相比，没有审查发现。',
    other: '对照报告：',
    here: '本报告',
    there: '对照处',
    comma: '、',
  },
  uploadAs: {
    profile: '体裁',
    auto: '自动识别',
    hint: '一般不必选；选定后整批按此体裁读取。',
  },
  unpacking: {
    'zip-damaged': '压缩包已损坏，请重新打包。',
    'zip-encrypted': '有密码，请先解压。',
    'zip-method': '压缩方式不支持，请用普通 ZIP 重新打包。',
    'zip-large': '文件过大，请解压后用命令行上传。',
    'zip-many': '压缩包过大，请用命令行上传：nianbao upload',
    'zip-old-browser': '浏览器版本过低，不能解压。请升级浏览器，或先解压。',
    missing: '对象存储中找不到，请重试。',
    network: '网络中断，请重试。',
  },
  pages: {
    title: '原件页面',
    show: '显示原页',
    hide: '隐藏原页',
    previous: '上一页',
    next: '下一页',
    number: (n: number, count: number) => `第 ${n} / ${count} 页`,
    larger: '放大',
    picture: (n: number) => `原件第 ${n} 页`,
    recognised: (percent: number) => `图像识别，可信度 ${percent}%`,
    lacksFont: '该 PDF 未内嵌字体，图中可能缺字。请下载原件核对。',
  },
};
