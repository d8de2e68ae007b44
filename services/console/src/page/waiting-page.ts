const style =
  'body{font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:34em;margin:18vh auto;padding:0 1.5em;color:#1f2937}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}';

/** Shown while the page is built, which the browser asks after every second. */
export const waitingPage = frame(
  '<h1>正在准备控制台页面……</h1><p>首次打开需要构建页面，通常十几秒；完成后自动显示，以后直接打开。</p><p lang="en">Preparing the console’s page. This is done once and takes some seconds; it will show by itself.</p>',
);

/** Shown when it could not be built. */
export const brokenPage = frame(
  '<h1>控制台页面无法构建</h1><p>接口与命令行不受影响。原因见服务日志；修正后重启服务。</p><p lang="en">The console’s page could not be built; the API and the commands work all the same. The service’s log says why. Restart the service when it is mended.</p>',
);

function frame(body: string): string {
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>年报 · Nianbao</title><style>${style}</style><body>${body}</body></html>`;
}
