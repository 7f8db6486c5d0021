import { daysOf, type PredictionFit } from '@siyu/shared';
import { INK, rule, stepFor, svg, text } from '../charts/svg.js';

const WIDTH = 720;
const HEIGHT = 360;
const MARGIN = { left: 64, right: 16, top: 40, bottom: 40 };
const COLOUR = { expected: INK.one, happened: INK.other };

/**
 * A fit's forecast beside what happened, as SVG: repeat purchases from the beginning to each week,
 * with a line where calibration ended. It holds numbers alone.
 */
export function weeklyChart({ input, result }: PredictionFit): string {
  const weeks = result?.weeks ?? [];
  const most = Math.max(1, ...weeks.flatMap(({ expected, happened }) => [expected, happened]));
  const step = stepFor(most);
  const top = Math.ceil(most / step) * step;
  const [inner, tall] = [WIDTH - MARGIN.left - MARGIN.right, HEIGHT - MARGIN.top - MARGIN.bottom];
  const x = (week: number) => MARGIN.left + (inner * week) / Math.max(1, weeks.length);
  const y = (count: number) => MARGIN.top + tall * (1 - count / top);
  const line = (of: 'expected' | 'happened', dashes: string) => {
    const points = [[0, 0] as const, ...weeks.map((one) => [one.week, one[of]] as const)];
    const at = points.map(([week, count]) => `${x(week).toFixed(1)},${y(count).toFixed(1)}`);
    return `<polyline fill="none" stroke="${COLOUR[of]}" stroke-width="2" ${dashes} points="${at.join(' ')}"/>`;
  };
  const calibrated = daysOf({ ...input, untilDay: input.calibrationUntilDay }).length / 7;
  const counts = Array.from({ length: top / step + 1 }, (_, index) => index * step);
  const every = Math.max(1, Math.round(weeks.length / 12));
  const shown = weeks.filter(({ week }) => week % every === 0);
  return svg({ width: WIDTH, height: HEIGHT, title: '累计复购：预测与实际' }, [
    ...counts.map((count) => grid(count, y(count))),
    ...shown.map(({ week }) => text(x(week), HEIGHT - 22, 'middle', String(week))),
    text(WIDTH - MARGIN.right, HEIGHT - 6, 'end', '周'),
    rule(x(calibrated), MARGIN.top, x(calibrated), MARGIN.top + tall, 'stroke-dasharray="2 4"'),
    text(x(calibrated) + 6, MARGIN.top + 12, 'start', '校准期止'),
    line('happened', ''),
    line('expected', 'stroke-dasharray="7 4"'),
    ...legend('happened', '实际', MARGIN.left),
    ...legend('expected', '预测', MARGIN.left + 80),
  ]);
}

function grid(count: number, at: number): string {
  const label = text(MARGIN.left - 8, at + 4, 'end', String(Math.round(count)));
  return `${rule(MARGIN.left, at, WIDTH - MARGIN.right, at, 'stroke-opacity="0.35"')}${label}`;
}

function legend(of: 'expected' | 'happened', name: string, at: number): string[] {
  const dashes = of === 'expected' ? 'stroke-dasharray="7 4"' : '';
  return [
    `<line x1="${at}" y1="20" x2="${at + 28}" y2="20" stroke="${COLOUR[of]}" stroke-width="2" ${dashes}/>`,
    text(at + 36, 24, 'start', name),
  ];
}
