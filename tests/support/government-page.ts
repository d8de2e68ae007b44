/** A report as sites of governments publish it; by the kind of site. All places and names are invented. */
export const governmentPages: Record<string, (paragraphs: readonly string[], title: string) => string> = {
  'menus, breadcrumb, box of filing data, page tools and a footer': portalPage,
  'editors, attachments, related reports': columnPage,
  'a page laid out by tables, with a column of news': tablePage,
  'one line of data, a player, counters and recommendations': modernPage,
};

function portalPage(paragraphs: readonly string[], title: string): string {
  return wholePage(
    title,
    `<div class="top"><a href="/en">EN</a> | <a href="/wza">无障碍浏览</a> | <a href="/old">长者版</a></div>
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
${body(paragraphs, ' style="text-indent:2em;"')}
</div>
<div class="share">分享到：<a href="javascript:w()">微信</a> <a href="javascript:b()">微博</a></div>
<footer><p>主办：青河县人民政府办公室</p><p>网站标识码：4399990001</p><p>联系电话：0999-1234567</p></footer>`,
  );
}

function columnPage(paragraphs: readonly string[], title: string): string {
  const year = (of: number): string =>
    `<li><a href="/${of}">松林镇${of}年法治政府建设年度报告</a><span>${of + 1}-01-20</span></li>`;
  return wholePage(
    title,
    `<div class="header"><div class="logo"><a href="/"><img src="logo.png" alt="青河县人民政府"></a></div><div class="search"><input value="请输入关键字"><a href="#">搜索</a></div></div>
<div class="dqwz">当前位置：<a href="/">首页</a>&gt;<a href="/gk">政府信息公开</a>&gt;<a href="/fd">法定主动公开内容</a>&gt;<span>正文</span></div>
<div class="pages-title">${escapeMarkup(title)}</div>
<div class="pages-date"><span>发布日期：2025-03-24 10:20</span> <span>信息来源：松林镇司法所</span> <span>【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</span> <span>浏览次数：<i id="hits">352</i></span></div>
<div class="pages_content" id="content">${body(paragraphs, '')}</div>
<div class="attach"><p>附件下载：</p><p><a href="/1.docx">1.松林镇2024年法治政府建设年度报告.docx</a></p><p><a href="/2.pdf">2.行政执法统计表（35件）.pdf</a></p></div>
<div class="editor"><span>责任编辑：王某某</span> <span>审核：李某某</span></div>
<div class="tools"><a href="#">【打印本页】</a> <a href="#">【关闭窗口】</a></div>
<div class="related"><h3>相关阅读</h3><ul>${[2021, 2022, 2023].map(year).join('')}</ul></div>
<div class="ewm"><img src="q.png"><p>扫一扫在手机打开当前页</p></div>
<div class="bottom"><p>版权所有：青河县人民政府　承办：青河县大数据局</p><p>青ICP备12003456号-1　公安机关备案号 43999902000012号</p></div>`,
  );
}

function tablePage(paragraphs: readonly string[], title: string): string {
  return wholePage(
    title,
    `<table width="980" align="center"><tr><td><a href="/">网站首页</a></td><td><a href="/1">镇情概况</a></td><td><a href="/2">政务动态</a></td><td><a href="/3">通知公告</a></td></tr></table>
<table width="980" align="center"><tr><td>您的位置：<a href="/">网站首页</a> &gt;&gt; <a href="/3">通知公告</a> &gt;&gt; 浏览文章</td></tr></table>
<table width="980" align="center"><tr><td width="240" valign="top"><table><tr><td>最新文章</td></tr>
<tr><td>·<a href="/11">我镇开展安全检查35家</a> [03-21]</td></tr><tr><td>·<a href="/12">调解纠纷12起</a> [03-20]</td></tr><tr><td>·<a href="/13">普法宣传8场</a> [03-18]</td></tr></table></td>
<td valign="top"><table><tr><td align="center"><font size="5"><b>${escapeMarkup(title)}</b></font></td></tr>
<tr><td align="center">发布人：admin　发布时间：2025/3/24 9:12:00　点击：235次　[<a href="#">大</a>] [<a href="#">中</a>] [<a href="#">小</a>]</td></tr>
<tr><td>${body(paragraphs, '')}</td></tr>
<tr><td align="right">【<a href="#">打印</a>】【<a href="#">收藏</a>】【<a href="#">关闭</a>】</td></tr>
<tr><td>上一篇：<a href="/14">关于2024年清明节放假3天的通知</a></td></tr><tr><td>下一篇：没有了</td></tr></table></td></tr></table>
<table width="980" align="center"><tr><td align="center">Copyright © 2012-2025 青河县松林镇人民政府 All Rights Reserved</td></tr><tr><td align="center">您是第 1203344 位访客　建议使用1024*768分辨率浏览</td></tr></table>`,
  );
}

function modernPage(paragraphs: readonly string[], title: string): string {
  return wholePage(
    title,
    `<header><nav><a href="/">首页</a><a href="/z">走进松林</a><a href="/x">新闻</a><a href="/g">公开</a></nav></header>
<div class="location-bar"><span>当前位置：</span><a href="/">首页</a> / <a href="/g">公开</a> / 法治建设</div>
<article><h2 class="title">${escapeMarkup(title)}</h2>
<div class="meta">时间：2025-03-24 09:12　来源：镇司法所　浏览量：326　作者：李某　审核：张某</div>
<div class="audio"><span>语音播报</span> <span>00:00 / 12:30</span> <span>倍速 1.0x</span></div>
<div class="bdsharebuttonbox"><a>分享到：</a><a>微信</a><a>QQ空间</a><a>新浪微博</a></div>
<section class="detail">${body(paragraphs, ' class="p"')}</section>
<div class="file-list"><span>附件：</span><a href="/a.pdf">松林镇2024年法治政府建设年度报告.pdf</a><em>（2.35MB，下载次数：12次）</em></div>
<div class="praise"><button>点赞 56</button><button>收藏 23</button></div></article>
<aside><h4>推荐阅读</h4><a href="/r1"><p>2024年度行政处罚35件</p><time>2025-01-03</time></a><a href="/r2"><p>全年培训12场次</p><time>2025-01-05</time></a><a href="/r3"><p>热线办理1203件</p><time>2025-01-09</time></a></aside>
<footer><p>地址：青河县松林镇兴林路12号　邮编：635000　电话：0999-7654321</p><p>总访问量：123456次　今日访问：32次</p><p>© 2025 松林镇人民政府 版权所有</p></footer>`,
  );
}

function wholePage(title: string, content: string): string {
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escapeMarkup(title)}_青河县人民政府</title>
<script>document.write("<p>脚本 2020年 99件</p>")</script><style>.x{color:red}</style></head>
<body>
${content}
</body></html>`;
}

function body(paragraphs: readonly string[], attributes: string): string {
  return paragraphs.map((line) => `<p${attributes}>&nbsp;&nbsp;${escapeMarkup(line)}</p>`).join('\n');
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
