/** Texts of pages and of findings across reports. */
export const zhReading = {
  related: {
    title: '跨报告',
    none: '与上一年度及其他地区的报告相比，没有发现问题。',
    other: '对照报告：',
    here: '本报告',
    there: '对照处',
    comma: '、',
    codes: {
      'copied-from-earlier-year': '沿用往年文字',
      'copied-from-other-place': '与他地文字雷同',
      'figures-unchanged': '数字与上年相同',
      'figure-out-of-proportion': '数字与他年相差悬殊',
    },
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
