import { z } from 'zod';
import {
  MEMBER_COLUMNS,
  MEMBER_ROW_REASONS,
  type MemberColumn,
} from '../../membership/member-file.js';
import { idSchema, instantSchema, pageQuerySchema } from '../common.js';

const COLUMN_NAMES = Object.keys(MEMBER_COLUMNS) as [MemberColumn, ...MemberColumn[]];

const memberImportReportSchema = z.object({
  dryRun: z.boolean(),
  rowsTotal: z.number().int(),
  rowsDone: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  problemsTotal: z.number().int(),
  /** By line; the first 500. */
  problems: z.array(
    z.object({
      line: z.number().int(),
      column: z.enum(COLUMN_NAMES).nullable(),
      reason: z.enum(MEMBER_ROW_REASONS),
    }),
  ),
});
export type MemberImportReport = z.infer<typeof memberImportReportSchema>;

export const memberImportSchema = z.object({
  id: idSchema,
  /** `needs-approval`: it holds so much principal that another operator must agree to it. */
  state: z.enum(['needs-approval', 'waiting', 'running', 'done', 'rejected', 'failed']),
  /** What another operator decides; null where nobody need be asked. */
  approvalId: idSchema.nullable(),
  /** Null until the first rows are through. */
  report: memberImportReportSchema.nullable(),
  createdAt: instantSchema,
});
export type MemberImport = z.infer<typeof memberImportSchema>;

/**
 * What became of an imported member: nobody has bound the phone yet (`waiting`), an operator must
 * say whose it is (`held`), or a shopper has it (`claimed`).
 */
export const IMPORTED_STATES = ['waiting', 'held', 'claimed'] as const;
export type ImportedState = (typeof IMPORTED_STATES)[number];

export const importedQuerySchema = pageQuerySchema.extend({
  state: z.enum(IMPORTED_STATES).optional(),
});
export type ImportedQuery = z.infer<typeof importedQuerySchema>;

export const importedMemberSchema = z.object({
  id: idSchema,
  memberNumber: z.string(),
  phoneMasked: z.string(),
  state: z.enum(IMPORTED_STATES),
  shopperId: idSchema.nullable(),
  growth: z.number().int(),
  tier: z.string().nullable(),
  points: z.number().int(),
  principalFen: z.number().int(),
  bonusFen: z.number().int(),
});
export type ImportedMember = z.infer<typeof importedMemberSchema>;

export const claimImportedSchema = z.strictObject({ shopperId: idSchema });
