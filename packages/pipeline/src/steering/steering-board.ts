import { type StageName, Steering, stageNames } from '@nianbao/contracts';
import type { Redis } from 'ioredis';

/** Workers follow a new concurrency this fast. */
const followMs = 2_000;
/** One hash: a field per stage or batch that was ever steered. */
const boardKey = 'nianbao:steering';

/** Whoever comes late with an older version changes nothing. */
const writeIfNewer = `
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known and cjson.decode(known).version >= tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1`;

/** What operators set, as workers of all machines see it. */
export interface SteeringBoard {
  /** An older version than the one there changes nothing. */
  write(steering: Steering): Promise<void>;
  /** Those of these names that were ever steered. */
  read(scope: Steering['scope'], names: readonly string[]): Promise<Map<string, Steering>>;
  stages(): Promise<Map<string, Steering>>;
  /** Calls back with the stage's entry now and whenever it is looked at again. Returns how to stop. */
  follow(stage: StageName, onLook: (steering: Steering | undefined) => void): Promise<() => void>;
}

export function createSteeringBoard(redis: Redis): SteeringBoard {
  async function read(scope: Steering['scope'], names: readonly string[]): Promise<Map<string, Steering>> {
    if (names.length === 0) return new Map();
    const found = await redis.hmget(boardKey, ...names.map((name) => `${scope}:${name}`));
    return new Map(found.flatMap(parse).map((entry) => [entry.name, entry]));
  }
  return {
    read,
    stages: () => read('stage', stageNames),
    async write(steering) {
      const field = `${steering.scope}:${steering.name}`;
      await redis.eval(writeIfNewer, 1, boardKey, field, steering.version, JSON.stringify(steering));
    },
    async follow(stage, onLook) {
      const look = async () => onLook((await read('stage', [stage])).get(stage));
      await look();
      let asking = false;
      const timer = setInterval(async () => {
        // Commands wait for a lost server: one at a time.
        if (asking) return;
        asking = true;
        await look().catch(() => {});
        asking = false;
      }, followMs);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

/** What a newer version of this program may have written is as if it were not there. */
function parse(text: string | null): Steering[] {
  const parsed = text === null ? undefined : Steering.safeParse(JSON.parse(text)).data;
  return parsed === undefined ? [] : [parsed];
}
