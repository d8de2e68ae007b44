import { doctor } from '@nianbao/local-stack/doctor';
import { findAddresses } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { dataFolder } from '../places.ts';
import type { Io } from '../terminal/io.ts';

/** Checks this machine and says what to do about each problem. Exit code 4 when a check failed. */
export async function runDoctor(io: Io): Promise<ExitCode> {
  const { t, colours, language } = io;
  const checks = await doctor(io.env, dataFolder(io.env));
  const addresses = findAddresses(io);
  const running = addresses === null ? null : { intakeUrl: addresses.intakeUrl, apiUrl: addresses.apiUrl };
  io.document({ checks, running });
  const paint = { ok: colours.green, warn: colours.yellow, fail: colours.red };
  for (const { status, name, message, fix } of checks) {
    io.print(
      `${paint[status](t.doctor[status])}  ${t.words.labelled(checkName(io, name), message[language])}`,
    );
    if (fix !== undefined)
      io.print(`    ${t.words.labelled(t.doctor.fix, fix[language].replaceAll('\n', '\n    '))}`);
  }
  io.print(running === null ? t.doctor.stopped : t.words.labelled(t.doctor.running, running.apiUrl));
  return checks.some(({ status }) => status === 'fail') ? exitCodes.someFailed : exitCodes.ok;
}

/** A check this program has no word for is its own name. */
function checkName({ t }: Io, name: string): string {
  return (t.doctor.names as Record<string, string>)[name] ?? name;
}
