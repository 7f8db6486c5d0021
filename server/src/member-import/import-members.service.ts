import { Inject, Injectable } from '@nestjs/common';
import {
  fen,
  readMember,
  sumFen,
  type Fen,
  type FileMember,
  type MemberImportReport,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Shoppers } from '../identity/shoppers.js';
import { Rules } from '../membership/rules/membership-rules.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import type { CsvFile } from '../platform/read-csv.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { AskToClaim } from './ask-to-claim.js';
import { importedOf, insertImported, replaceImported } from './imported-member.store.js';
import { emptyReport, noted, type RowOutcome } from './member-import-report.js';

const BATCH = 100;

export interface MemberImportOrder {
  file: CsvFile;
  dryRun: boolean;
  /** Goes on from where an earlier run of the same file stopped. */
  resumeFrom: MemberImportReport | null;
}

/** Told of each batch in its transaction; false stops the run there. */
type OnBatch = (tx: Tx, report: MemberImportReport) => Promise<boolean>;

/** Brings a file of members in, a batch of rows at a time; a second time it changes nothing. */
@Injectable()
export class ImportMembers {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly shoppers: Shoppers,
    private readonly claims: AskToClaim,
  ) {}

  /** Whether the whole file is through. */
  async run({ file, dryRun, resumeFrom }: MemberImportOrder, onBatch: OnBatch): Promise<boolean> {
    const tierNames = await this.tierNames();
    const repeated = repeatedNumbers(file);
    let report = resumeFrom ?? emptyReport(file, dryRun);
    do {
      const rows = file.rows.slice(report.rowsDone, report.rowsDone + BATCH);
      const before = report;
      const goesOn = await inTransaction(this.db, async (tx) => {
        const members: FileMember[] = [];
        report = before;
        for (const row of rows) {
          const { member, problems } = readMember(row.cells, tierNames);
          const outcome: RowOutcome = member
            ? await this.write(tx, member, { dryRun, repeated })
            : problems;
          if (member && typeof outcome === 'string') members.push(member);
          report = noted(report, row.line, outcome);
        }
        if (!dryRun) await this.claim(tx, members);
        return onBatch(tx, report);
      });
      if (!goesOn) return false;
    } while (report.rowsDone < report.rowsTotal);
    return true;
  }

  /** All the principal its good rows hold. */
  async principalOf({ rows }: CsvFile): Promise<Fen> {
    const tierNames = await this.tierNames();
    const members = rows.map(({ cells }) => readMember(cells, tierNames).member);
    return sumFen(members.map((one) => fen(one?.carried.principalFen ?? 0)));
  }

  private async write(
    tx: Tx,
    member: FileMember,
    { dryRun, repeated }: { dryRun: boolean; repeated: ReadonlySet<string> },
  ): Promise<RowOutcome> {
    if (repeated.has(member.memberNumber)) {
      return [{ column: 'memberNumber', reason: 'NUMBER_REPEATED' }];
    }
    const known = await importedOf(tx, member.memberNumber, dryRun ? '' : 'FOR UPDATE');
    if (!known) {
      if (!dryRun) await insertImported(tx, newId(this.clock.now()), member, this.clock.now());
      return 'created';
    }
    if (isSame(known, member)) return 'unchanged';
    if (known.state === 'claimed') return [{ column: 'memberNumber', reason: 'CLAIMED_ALREADY' }];
    if (!dryRun) await replaceImported(tx, known.id, member);
    return 'updated';
  }

  /** Whoever has bound the phone already need not bind it again. */
  private async claim(tx: Tx, members: readonly FileMember[]): Promise<void> {
    const phones = [...new Set(members.map(({ phone }) => phone))];
    const known = await this.shoppers.named(tx, phones);
    await this.claims.ask(tx, [...new Set(known.values())]);
  }

  private async tierNames(): Promise<Map<string, string>> {
    const { tiers } = (await this.rules.current()).rules;
    const named = (by: 'id' | 'name') => tiers.map((tier) => [tier[by], tier.id] as const);
    return new Map([...named('name'), ...named('id')]);
  }
}

function isSame(known: FileMember, member: FileMember): boolean {
  const textOf = ({ phone, carried }: FileMember) =>
    JSON.stringify([
      phone,
      Object.entries(carried).sort(([one], [other]) => (one < other ? -1 : 1)),
    ]);
  return textOf(known) === textOf(member);
}

/** Numbers that several rows of the file have: which of them would be right is not ours to say. */
function repeatedNumbers({ rows }: CsvFile): ReadonlySet<string> {
  const seen = new Set<string>();
  const numbers = rows.map(({ cells }) => (cells['会员号'] ?? '').trim());
  return new Set(numbers.filter((number) => seen.has(number) || !seen.add(number)));
}
