import { existsSync } from 'node:fs';
import path from 'node:path';
import { openCatalogue, probeDatabase } from '@nianbao/catalogue';
import { maskUrls } from '@nianbao/service-kit';
import { readRunFile } from '../run-file.ts';
import { type Check, reasonOf, type Settings } from './check.ts';

const name = 'catalogue';

/** The server of DATABASE_URL, which is only asked; else the embedded database, which is opened unless a stack has it open. */
export async function checkCatalogue(env: Settings, dataDir: string): Promise<Check> {
  const url = env.DATABASE_URL;
  const folder = path.join(dataDir, 'catalogue');
  try {
    if (url) {
      const text = `${await probeDatabase(url)} (${maskUrls(url)})`;
      return { name, status: 'ok', message: { zh: text, en: text } };
    }
    if (readRunFile(dataDir))
      return {
        name,
        status: 'ok',
        message: {
          zh: '嵌入式数据库正由运行中的年报使用',
          en: 'The embedded database is in use by the running stack',
        },
      };
    const server = await openEmbedded(existsSync(folder) ? folder : 'memory://');
    return {
      name,
      status: 'ok',
      message: { zh: `嵌入式数据库可用（${server}）`, en: `The embedded database works (${server})` },
    };
  } catch (error) {
    const reason = maskUrls(reasonOf(error));
    return {
      name,
      status: 'fail',
      message: { zh: `数据库不可用：${reason}`, en: `The database cannot be used: ${reason}` },
      fix: url
        ? {
            zh: '请检查 DATABASE_URL 的地址、用户、密码与库名，并确认 PostgreSQL（14 及以上）正在运行。',
            en: 'Check host, user, password and database in DATABASE_URL, and that PostgreSQL (14 or newer) runs.',
          }
        : {
            zh: `若没有其他程序使用它，可移走 ${folder} 并重建目录库（数据在对象存储中，可重建），或设置 DATABASE_URL。`,
            en: `If nothing else uses it, move ${folder} away and rebuild the catalogue (everything is in the object store), or set DATABASE_URL.`,
          },
    };
  }
}

async function openEmbedded(pgliteDir: string): Promise<string> {
  const catalogue = await openCatalogue({ pgliteDir });
  try {
    return (await catalogue.check()).server;
  } finally {
    await catalogue.close();
  }
}
