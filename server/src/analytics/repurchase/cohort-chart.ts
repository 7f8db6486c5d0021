import type { CohortTable } from '@siyu/shared';
import { bar, svg, text } from '../charts/svg.js';

const LEFT = 150;
const TOP = 44;
const CELL = { width: 46, height: 26 };
/** More would be too small to read. */
const OFFSETS_MAX = 24;

/**
 * Cohorts as SVG: a line for each, and for each period after the first how many of a hundred bought
 * then, the darker the more.
 */
export function cohortChart({ unit, cohorts }: CohortTable): string {
  const last = Math.max(0, ...cohorts.flatMap(({ cells }) => cells.map(({ offset }) => offset)));
  const offsets = Array.from({ length: Math.min(last, OFFSETS_MAX) }, (_, at) => at + 1);
  const heads = offsets.map((offset) =>
    text(centre(offset), TOP - 10, 'middle', `${offset}${unit === 'week' ? ' 周' : ' 月'}`),
  );
  const lines = cohorts.flatMap((cohort, at) => {
    const middle = TOP + at * CELL.height + 17;
    return [
      text(12, middle, 'start', `${cohort.period} · ${cohort.customers} 人`),
      ...offsets.flatMap((offset) => cellOf(cohort, offset, at)),
    ];
  });
  const size = {
    width: LEFT + (offsets.length + 1) * CELL.width,
    height: TOP + cohorts.length * CELL.height + 12,
  };
  const title = text(12, TOP - 10, 'start', '首单周期 · 人数');
  return svg({ ...size, title: '首单群组复购热力图' }, [title, ...heads, ...lines]);
}

function cellOf(
  { customers, cells }: CohortTable['cohorts'][number],
  offset: number,
  line: number,
): string[] {
  const bought = cells.find((cell) => cell.offset === offset)?.repeating ?? 0;
  if (bought === 0) return [];
  const share = bought / customers;
  const place = {
    ...{ x: centre(offset) - CELL.width / 2 + 1, y: TOP + line * CELL.height + 1 },
    ...{ width: CELL.width - 2, height: CELL.height - 2 },
  };
  const [fill, ink] = share > 0.35 ? ['#0b5a9e', '#ffffff'] : [paleBlue(share), '#1f1f1f'];
  const words = `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`;
  return [bar(place, fill), text(centre(offset), place.y + 16, 'middle', words, ink)];
}

/** From nearly white to a blue on which dark words are still read. */
function paleBlue(share: number): string {
  const level = Math.min(1, share / 0.35);
  const mixed = (from: number, to: number) => Math.round(from + (to - from) * level);
  return `rgb(${mixed(238, 120)},${mixed(243, 178)},${mixed(248, 232)})`;
}

function centre(offset: number): number {
  return LEFT + (offset - 1) * CELL.width + CELL.width / 2;
}
