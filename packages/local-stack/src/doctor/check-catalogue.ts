import { existsSync } from 'node:fs';
import path from 'node:path';
import { probeDatabase } from '@nianbao/catalogue';
import type { LocalizedText } from '@nianbao/contracts';
import { type Env, maskUrls } from '@nianbao/service-kit';
import { readRunFile } from '../run-file.ts';
import { type Check, reasonOf } from './check.ts';

const name = 'catalogue';

/** The server of DATABASE_URL, which is only asked; else what a start would use: opening an embedded database takes seconds. */
export async function checkCatalogue(env: Env, dataDir: string): Promise<Check> {
  const url = env.DATABASE_URL;
  if (!url) return { name, status: 'ok', message: embedded(dataDir) };
  try {
    const text = `${await probeDatabase(url)} (${maskUrls(url)})`;
    return { name, status: 'ok', message: { zh: text, en: text } };
  } catch (error) {
    const reason = maskUrls(reasonOf(error));
    return {
      name,
      status: 'fail',
      message: {
        zh: `无法使用 ${maskUrls(url)}：${reason}`,
        en: `${maskUrls(url)} cannot be used: ${reason}`,
      },
      fix: {
        zh: '请检查 DATABASE_URL 的地址、用户、密码与库名，并确认 PostgreSQL（14 及以上）正在运行；或取消设置，改用嵌入式数据库。',
        en: 'Check host, user, password and database in DATABASE_URL, and that PostgreSQL (14 or newer) runs; or unset it to use the embedded one.',
      },
    };
  }
}

function embedded(dataDir: string): LocalizedText {
  const folder = path.join(dataDir, 'catalogue');
  if (readRunFile(dataDir))
    return {
      zh: '嵌入式数据库正由运行中的年报使用',
      en: 'The embedded database is in use by the running stack',
    };
  return existsSync(folder)
    ? { zh: `将使用嵌入式数据库 ${folder}`, en: `The embedded database in ${folder} will be used` }
    : { zh: `将新建嵌入式数据库 ${folder}`, en: `An embedded database will be created in ${folder}` };
}
