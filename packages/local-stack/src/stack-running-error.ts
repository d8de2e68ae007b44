import type { LocalizedText } from '@nianbao/contracts';
import type { RunFile } from './run-file.ts';

/** Another process runs a stack on this folder. */
export class StackRunningError extends Error {
  override readonly name = 'StackRunningError';
  readonly text: LocalizedText;
  readonly pid: number;
  /** Null while the other one is still starting. */
  readonly run: RunFile | null;
  constructor(dataDir: string, pid: number, run: RunFile | null, options?: ErrorOptions) {
    const text = {
      zh: `年报已在目录 ${dataDir} 上运行（进程 ${pid}${run ? `，界面 ${run.apiUrl}` : '，正在启动'}）。请使用它，或先停止它，或换一个数据目录。`,
      en: `Nianbao already runs on ${dataDir} (process ${pid}${run ? `, console at ${run.apiUrl}` : ', starting'}). Use that one, stop it first, or choose another data folder.`,
    };
    super(`${text.en}\n${text.zh}`, options);
    this.text = text;
    this.pid = pid;
    this.run = run;
  }
}
