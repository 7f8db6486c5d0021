import type { Repurchase } from '@siyu/shared';
import { bar, INK, rule, stepFor, svg, text } from '../charts/svg.js';
import { daysOf } from './customers-csv.js';

const WIDTH = 720;
const HEIGHT = 320;
const MARGIN = { left: 64, right: 16, top: 40, bottom: 48 };
const GAP = 12;

/** How long customers wait before they buy again, as SVG: a bar a stretch of days. */
export function intervalChart({ bars, medianDays }: Repurchase): string {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const step = stepFor(most);
  const top = Math.ceil(most / step) * step;
  const [inner, tall] = [WIDTH - MARGIN.left - MARGIN.right, HEIGHT - MARGIN.top - MARGIN.bottom];
  const y = (count: number) => MARGIN.top + tall * (1 - count / top);
  const lines = Array.from({ length: top / step + 1 }, (_, at) => at * step).flatMap((count) => [
    rule(MARGIN.left, y(count), WIDTH - MARGIN.right, y(count), 'stroke-opacity="0.35"'),
    text(MARGIN.left - 8, y(count) + 4, 'end', String(count)),
  ]);
  const wide = inner / bars.length;
  const columns = bars.flatMap((one, at) => {
    const [x, height] = [MARGIN.left + at * wide, MARGIN.top + tall - y(one.count)];
    const middle = x + wide / 2;
    const place = { x: x + GAP / 2, y: y(one.count), width: wide - GAP, height };
    return [
      bar(place, INK.one),
      text(middle, y(one.count) - 5, 'middle', String(one.count)),
      text(middle, HEIGHT - 28, 'middle', daysOf(one)),
    ];
  });
  const head = text(MARGIN.left, 20, 'start', `复购间隔次数，中位数 ${medianDays ?? '–'} 天`);
  const foot = text(WIDTH - MARGIN.right, HEIGHT - 8, 'end', '间隔（天）');
  const size = { width: WIDTH, height: HEIGHT, title: '复购间隔分布' };
  return svg(size, [...lines, ...columns, head, foot]);
}
