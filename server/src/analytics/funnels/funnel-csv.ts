import type { Funnel, FunnelSplit, LifeStages } from '@siyu/shared';
import { LIFE_STAGE_NAMES, STEP_NAMES } from './step-names.js';
import { percentCell } from '../../platform/csv-cells.js';

const SECOND_MS = 1_000;
const NOBODY: Record<FunnelSplit, string> = {
  none: '全部',
  channel: '无渠道',
  campaign: '无活动',
};

type Group = { id: string | null; name: string | null };

/** A funnel as rows of a file: a line for each step, of all and of each group. */
export async function* funnelRows(
  { total, groups }: Funnel,
  split: FunnelSplit,
): AsyncGenerator<string[]> {
  yield ['分组', '步骤', '人数', '流失', '上一步转化率(%)', '总转化率(%)', '中位用时(秒)'];
  for (const { name, steps } of [{ name: '全部', steps: total }, ...named(groups, split)]) {
    for (const { step, persons, lost, ...rest } of steps) {
      const rates = [percentCell(rest.fromPreviousBps), percentCell(rest.fromFirstBps)];
      yield [name, STEP_NAMES[step], String(persons), String(lost), ...rates, secs(rest.medianMs)];
    }
  }
}

/** Life stages as rows of a file, likewise. */
export async function* lifeStageRows(
  { total, groups }: LifeStages,
  split: FunnelSplit,
): AsyncGenerator<string[]> {
  yield ['分组', '阶段', '人数', '占获客(%)', '中位用时(秒)'];
  for (const { name, stages } of [{ name: '全部', stages: total }, ...named(groups, split)]) {
    for (const { stage, persons, shareBps, medianMs } of stages) {
      const told = [String(persons), percentCell(shareBps), secs(medianMs)];
      yield [name, LIFE_STAGE_NAMES[stage], ...told];
    }
  }
}

function named<Of extends Group>(groups: readonly Of[], split: FunnelSplit) {
  return groups.map((group) => {
    return { ...group, name: group.name ?? (group.id === null ? NOBODY[split] : group.id) };
  });
}

function secs(ms: number | null): string {
  return ms === null ? '' : (ms / SECOND_MS).toFixed(1);
}
