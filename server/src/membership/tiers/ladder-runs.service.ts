import { Inject, Injectable } from '@nestjs/common';
import type { LadderRun } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Jobs, RunAgain } from '../../platform/jobs.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { growthOfMembers } from '../growth/growth-event.store.js';
import {
  countMembers,
  lockMembersAfter,
  membersAfter,
  type MemberRow,
} from '../members/member.store.js';
import { Rules, type VersionedRules } from '../rules/membership-rules.js';
import { derived } from './derived.js';
import { findRun, insertRun, lockRun, saveRun, type LadderRunRow } from './ladder-run.store.js';
import { growthIn, idsOf, Tiers } from './tiers.service.js';

const JOB = 'membership.ladder-run';
const ATTEMPTS_MAX = 20;
const BATCH = 500;
/** Well within a job's lease; more members are come to in several goes. */
const GO_MS = 20_000;

/**
 * Puts rules to every member, a batch a transaction with its progress in it: a run that is killed
 * goes on where it was. A preview only counts; an application writes what the fold says by then.
 */
@Injectable()
export class LadderRuns {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly rules: Rules,
    private readonly tiers: Tiers,
  ) {
    jobs.register<{ runId: string }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ runId }) => this.workOff(runId),
    });
  }

  /** Begins a run in the caller's transaction; its id. */
  async begin(
    tx: Tx,
    kind: LadderRun['kind'],
    { rules, ladderVersion }: Omit<VersionedRules, 'version'>,
  ): Promise<string> {
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    await insertRun(tx, {
      ...{ id, kind, state: 'running', rules, ladderVersion, createdAt, reached: '' },
      ...{ membersDone: 0, membersTotal: await countMembers(tx), membersChanged: 0 },
      ...{ changes: [], finishedAt: null },
    });
    await this.jobs.add(tx, JOB, id, { runId: id });
    return id;
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<LadderRun> {
    const run = await findRun(this.db.manager, id);
    if (!run) throw new Refusal('NOT_FOUND');
    const { kind, state, membersDone, membersTotal, membersChanged, changes } = run;
    return {
      ...{ id, kind, state, membersDone, membersTotal, membersChanged, changes },
      createdAt: run.createdAt.toISOString(),
      finishedAt: run.finishedAt?.toISOString() ?? null,
    };
  }

  private async workOff(runId: string): Promise<void> {
    const begun = performance.now();
    while (await inTransaction(this.db, (tx) => this.nextBatch(tx, runId))) {
      if (performance.now() - begun > GO_MS) throw new RunAgain(0);
    }
  }

  /** True when there may be more. A later edit of the rules overtakes an application. */
  private async nextBatch(tx: Tx, runId: string): Promise<boolean> {
    const run = await lockRun(tx, runId);
    if (run?.state !== 'running') return false;
    const isOvertaken =
      run.kind === 'application' && (await this.rules.read(tx)).ladderVersion > run.ladderVersion;
    const members = isOvertaken ? [] : await this.membersOf(tx, run);
    const after = isOvertaken ? [] : await this.tiersBy(tx, run, members);
    const isLast = members.length < BATCH;
    const ended = isOvertaken ? ('overtaken' as const) : ('done' as const);
    await saveRun(tx, {
      ...counted(run, members, after),
      ...{ reached: members.at(-1)?.shopperId ?? run.reached },
      ...(isLast ? { state: ended, finishedAt: this.clock.now() } : {}),
    });
    return !isLast;
  }

  private membersOf(tx: Tx, { kind, reached }: LadderRunRow): Promise<MemberRow[]> {
    const read = kind === 'preview' ? membersAfter : lockMembersAfter;
    return read(tx, reached, BATCH);
  }

  /** The tier of each by the run's rules. */
  private async tiersBy(tx: Tx, run: LadderRunRow, members: readonly MemberRow[]) {
    if (members.length === 0) return [];
    if (run.kind === 'application') {
      return (await this.tiers.deriveAll(tx, members, run)).map(({ tier }) => tier);
    }
    const events = await growthOfMembers(tx, idsOf(members));
    const now = this.clock.now();
    return members.map((one) => derived(one, growthIn(events, one), run, now).tier);
  }
}

/** The run with these members counted, by the tier they had and the one they have. */
function counted(
  run: LadderRunRow,
  members: readonly MemberRow[],
  after: readonly string[],
): LadderRunRow {
  const changes = new Map(run.changes.map((one) => [`${one.from} ${one.to}`, one]));
  let membersChanged = run.membersChanged;
  members.forEach(({ tier: from }, at) => {
    const to = after[at] ?? from;
    if (to === from) return;
    membersChanged++;
    const known = changes.get(`${from} ${to}`) ?? { from, to, members: 0 };
    changes.set(`${from} ${to}`, { ...known, members: known.members + 1 });
  });
  const membersDone = run.membersDone + members.length;
  return { ...run, membersDone, membersChanged, changes: [...changes.values()] };
}
