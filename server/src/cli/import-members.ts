import { formatYuan, type MemberImportReport } from '@siyu/shared';
import { Approvals } from '../admin/approvals/approvals.service.js';
import { PhoneListeners } from '../identity/phone-listeners.js';
import { Shoppers } from '../identity/shoppers.js';
import { AskToClaim } from '../member-import/ask-to-claim.js';
import { ImportMembers } from '../member-import/import-members.service.js';
import { MemberImportRuns, membersIn } from '../member-import/member-import-runs.service.js';
import { Rules } from '../membership/rules/membership-rules.js';
import { COMMAND_LINE } from '../platform/audit-trail.js';
import { Jobs } from '../platform/jobs.js';
import { WechatApi } from '../platform/wechat-api.js';
import { WalletSettingsDocument } from '../wallet/wallet-settings.js';
import { describeMemberProblem } from './import-wording.js';
import { openTool } from './tool-context.js';

/** Jobs are only queued here: the server works them off. */
const PARTS = [
  ...[ImportMembers, AskToClaim, MemberImportRuns, Rules, Shoppers, PhoneListeners, WechatApi],
  ...[Jobs, Approvals, WalletSettingsDocument],
];

/**
 * Brings a file of members in, or leaves it to an operator where it holds much principal. The exit
 * code: 1 when a row was left out, or somebody has yet to approve.
 * @throws Refusal IMPORT_INVALID when it is no file of members
 */
export async function importMembers(csv: Buffer, dryRun: boolean): Promise<number> {
  const tool = await openTool(process.env, { providers: PARTS });
  try {
    const file = membersIn(csv);
    const imports = tool.get(ImportMembers);
    const runs = tool.get(MemberImportRuns);
    const principalFen = await imports.principalOf(file);
    if (!dryRun && (await runs.needsTwo(principalFen))) {
      const { approvalId } = await runs.start(COMMAND_LINE, csv, false);
      const sum = `it holds ¥${formatYuan(principalFen)} of principal`;
      process.stdout.write(`nothing written yet: ${sum}, approval ${approvalId} is asked for\n`);
      return 1;
    }
    let report: MemberImportReport | null = null;
    await imports.run({ file, dryRun, resumeFrom: null }, async (_tx, soFar) => {
      report = soFar;
      showProgress(soFar);
      return true;
    });
    return told(report);
  } finally {
    await tool.close();
  }
}

function showProgress({ rowsDone, rowsTotal }: MemberImportReport): void {
  const isLast = rowsDone === rowsTotal;
  if (!isLast && !process.stderr.isTTY) return;
  process.stderr.write(`\r${rowsDone} of ${rowsTotal} members${isLast ? '\n' : ''}`);
}

function told(report: MemberImportReport | null): number {
  if (report === null) return 0;
  const counts = (['created', 'updated', 'unchanged', 'refused'] as const)
    .map((outcome) => `${report[outcome]} ${outcome}`)
    .join(', ');
  const hidden = report.problemsTotal - report.problems.length;
  const lines = [
    `${report.dryRun ? 'dry run, nothing written: ' : ''}${counts}`,
    ...report.problems.map(describeMemberProblem),
    ...(hidden > 0 ? [`and ${hidden} more`] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return report.problemsTotal > 0 ? 1 : 0;
}
