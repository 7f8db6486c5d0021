import type { Funnel } from '@siyu/shared';
import { bar, INK, svg, text } from '../charts/svg.js';
import { STEP_NAMES } from './step-names.js';

const WIDTH = 720;
const ROW = 48;
const BAR = 30;
const TOP = 36;
const MARGIN = { left: 120, right: 190 };

/** A funnel as SVG: a bar for each step, with how many came that far. It holds numbers alone. */
export function funnelChart({ total }: Pick<Funnel, 'total'>): string {
  const most = Math.max(1, total[0]?.persons ?? 0);
  const inner = WIDTH - MARGIN.left - MARGIN.right;
  const rows = total.flatMap((one, at) => {
    const y = TOP + at * ROW;
    const width = Math.max(1, (inner * one.persons) / most);
    const middle = y + BAR / 2 + 4;
    return [
      text(MARGIN.left - 12, middle, 'end', STEP_NAMES[one.step]),
      bar({ x: MARGIN.left, y, width: inner, height: BAR }, '#eef3f8'),
      bar({ x: MARGIN.left, y, width, height: BAR }, INK.one),
      text(WIDTH - MARGIN.right + 12, middle, 'start', wordsOf(one)),
    ];
  });
  const size = { width: WIDTH, height: TOP + total.length * ROW };
  const head = [
    text(WIDTH - MARGIN.right + 12, 20, 'start', '人数 · 上一步转化 · 中位用时'),
    text(MARGIN.left - 12, 20, 'end', '步骤'),
  ];
  return svg({ ...size, title: '转化漏斗' }, [...head, ...rows]);
}

function wordsOf({ persons, fromPreviousBps, medianMs }: Funnel['total'][number]): string {
  const rate = fromPreviousBps === null ? '–' : `${(fromPreviousBps / 100).toFixed(1)}%`;
  return [String(persons), rate, medianMs === null ? '–' : lasting(medianMs)].join(' · ');
}

function lasting(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return `${Math.round(ms / 1_000)} 秒`;
  if (minutes < 60) return `${Math.round(minutes)} 分`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} 时` : `${Math.round(minutes / 1_440)} 天`;
}
