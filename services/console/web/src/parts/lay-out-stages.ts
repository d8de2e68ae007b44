import type { StageInfo } from '@nianbao/contracts';

interface Layout {
  /** The way every document goes. */
  chain: StageInfo[];
  /** Stages beside it, with the positions in the chain that they leave and come back to. */
  branches: { stage: StageInfo; from: number; to: number }[];
}

/** Puts the stages in the order of the documents' way: the first is the one that no other leads to. */
export function layOutStages(stages: readonly StageInfo[]): Layout {
  const led = new Set(stages.flatMap(({ next, branch }) => [next, branch]));
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const chain: StageInfo[] = [];
  let at = stages.find(({ name }) => !led.has(name));
  while (at !== undefined && !chain.includes(at)) {
    chain.push(at);
    at = byName.get(at.next ?? '');
  }
  const branches = stages
    .filter((stage) => !chain.includes(stage))
    .map((stage) => ({
      stage,
      from: Math.max(
        0,
        chain.findIndex(({ branch }) => branch === stage.name),
      ),
      to: Math.max(
        0,
        chain.findIndex(({ name }) => name === stage.next),
      ),
    }));
  return { chain, branches };
}
