/** A report as a government site publishes it: menus, breadcrumb, box of filing data, page tools and a footer around it. */
export function governmentPage(paragraphs: string[], title: string): string {
  const body = paragraphs
    .map((line) => `<p style="text-indent:2em;">&nbsp;&nbsp;${escapeMarkup(line)}</p>`)
    .join('\n');
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escapeMarkup(title)}_青河县人民政府</title>
<script>document.write("<p>脚本 2020年 99件</p>")</script><style>.x{color:red}</style></head>
<body>
<div class="top"><a href="/en">EN</a> | <a href="/wza">无障碍浏览</a> | <a href="/old">长者版</a></div>
<ul class="menu"><li><a href="/">首页</a></li><li><a href="/xw">新闻中心</a></li><li><a href="/zwgk">政务公开</a></li>
<li><a href="/bsfw">办事服务</a></li><li><a href="/hdjl">互动交流</a></li></ul>
<div style="display: none">隐藏的统计 88件</div>
<div class="bread-crumb">您现在的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 年度报告</div>
<table class="xxgk"><tr><td>索 引 号：</td><td>QH-2025-0031</td><td>发布机构：</td><td>青河县人民政府</td></tr>
<tr><td>成文日期：</td><td>2025-03-24</td><td>有效性：</td><td>有效</td></tr></table>
<h1>${escapeMarkup(title)}</h1>
<div class="info">来源：青河县人民政府<br>发布时间：2025-03-24 10:20<br>浏览次数：1024次</div>
<div class="share">字号：【<a href="javascript:big()">大</a> <a href="javascript:mid()">中</a> <a href="javascript:small()">小</a>】 <a href="javascript:print()">打印</a></div>
<div class="article-content">
${body}
</div>
<div class="share">分享到：<a href="javascript:w()">微信</a> <a href="javascript:b()">微博</a></div>
<footer><p>主办：青河县人民政府办公室</p><p>网站标识码：4399990001</p><p>联系电话：0999-1234567</p></footer>
</body></html>`;
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
