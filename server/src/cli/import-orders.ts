import { fen, formatYuan, type OrderImportReport } from '@siyu/shared';
import { LoginListeners } from '../identity/login-listeners.js';
import { FindLinks } from '../identity/people/find-links.service.js';
import { People } from '../identity/people/people.service.js';
import { PhoneListeners } from '../identity/phone-listeners.js';
import { Shoppers } from '../identity/shoppers.js';
import { MemberNumbers } from '../member-import/member-numbers.js';
import { ImportOrders } from '../outside-orders/import-orders.service.js';
import { MatchCustomers } from '../outside-orders/match-customers.service.js';
import { ordersIn } from '../outside-orders/orders-in.js';
import { Jobs } from '../platform/jobs.js';
import { PersonalData } from '../platform/personal-data.js';
import { WechatApi } from '../platform/wechat-api.js';
import { describeOrderProblem } from './import-wording.js';
import { openTool } from './tool-context.js';

const PARTS = [
  ...[ImportOrders, MatchCustomers, MemberNumbers, Shoppers, PhoneListeners, WechatApi, Jobs],
  ...[FindLinks, People, PersonalData, LoginListeners],
];

/**
 * Brings a file of another system's orders in. The exit code: 1 when a row was left out.
 * @throws Refusal IMPORT_INVALID when it is no file of orders
 */
export async function importOrders(
  csv: Buffer,
  { source, dryRun }: { source: string; dryRun: boolean },
): Promise<number> {
  const tool = await openTool(process.env, { providers: PARTS });
  try {
    let report: OrderImportReport | null = null;
    const asked = { file: ordersIn(csv), source, dryRun, resumeFrom: null };
    await tool.get(ImportOrders).run(asked, async (_tx, soFar) => {
      report = soFar;
      showProgress(soFar);
      return true;
    });
    return told(report);
  } finally {
    await tool.close();
  }
}

function showProgress({ customers: { done, total } }: OrderImportReport): void {
  const isLast = done === total;
  if (!isLast && !process.stderr.isTTY) return;
  process.stderr.write(`\r${done} of ${total} customers${isLast ? '\n' : ''}`);
}

function told(report: OrderImportReport | null): number {
  if (report === null) return 0;
  const { customers, amountFen, problems, problemsTotal } = report;
  const counts = (['created', 'updated', 'unchanged', 'refused'] as const)
    .map((outcome) => `${report[outcome]} ${outcome}`)
    .join(', ');
  const whose = (['created', 'matched', 'held', 'waiting'] as const)
    .map((outcome) => `${customers[outcome]} ${outcome}`)
    .join(', ');
  const hidden = problemsTotal - problems.length;
  const lines = [
    `${report.dryRun ? 'dry run, nothing written: ' : ''}${counts}; ¥${formatYuan(fen(amountFen))}`,
    `${customers.total} customers: ${whose}`,
    ...problems.map(describeOrderProblem),
    ...(hidden > 0 ? [`and ${hidden} more`] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return problemsTotal > 0 ? 1 : 0;
}
