import { Inject, Injectable } from '@nestjs/common';
import {
  comparedRisk,
  daysAfter,
  type RiskChange,
  type RiskPreview,
  type RiskPreviewRequest,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { Jobs, RunAgain } from '../../../platform/jobs.js';
import { newId } from '../../../platform/new-id.js';
import { Refusal } from '../../../platform/refusal.js';
import { Sweeps } from '../../../platform/sweeps.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import { companiesOf } from '../companies.js';
import { flagsWhere } from '../flag.store.js';
import {
  countInviters,
  countRewardsFor,
  deletePreviewsBefore,
  findPreview,
  insertPreview,
  invitersAfter,
  lockPreview,
  savePreview,
  type PreviewCounts,
  type RiskPreviewRow,
} from './risk-preview.store.js';
import { RiskRules } from '../risk-rules.js';

const JOB = 'referrals.risk-preview';
const ATTEMPTS_MAX = 20;
const BATCH = 20;
/** Well within a job's lease; more inviters are come to in several goes. */
const GO_MS = 20_000;
/** As many of an inviter's as the rules look at. */
const FLAGS_MAX = 300;
const SAMPLES_MAX = 20;
const KEPT_DAYS = 7;
const FORGET_EVERY_MS = 3_600_000;
const FORGET_BATCH = 50;

/**
 * Puts rules that are not in force yet to the friends of some days and counts whom they would hold,
 * a batch of inviters a transaction with its progress in it: a run that is killed goes on where it
 * was. Nothing but the count is written.
 */
@Injectable()
export class RiskPreviews {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly rules: RiskRules,
    sweeps: Sweeps,
  ) {
    jobs.register<{ previewId: string }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ previewId }) => this.workOff(previewId),
    });
    sweeps.every('risk-previews.forget', FORGET_EVERY_MS, () => this.forget());
  }

  /** Begins to compare these rules with those of now. */
  async begin({ rules: rulesThen, days }: RiskPreviewRequest): Promise<RiskPreview> {
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    await inTransaction(this.db, async (tx) => {
      const { rules: rulesNow } = await this.rules.current(tx);
      const invitersTotal = await countInviters(tx, daysAfter(createdAt, -days));
      await insertPreview(tx, {
        ...{ id, state: 'running', days, rulesNow, rulesThen, reached: '', invitersTotal },
        ...{ counts: nothingYet(), createdAt, finishedAt: null },
      });
      await this.jobs.add(tx, JOB, id, { previewId: id });
    });
    return this.show(id);
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<RiskPreview> {
    const run = await findPreview(this.db.manager, id);
    if (!run) throw new Refusal('NOT_FOUND');
    const { state, days, invitersTotal, counts, createdAt, finishedAt } = run;
    return {
      ...{ id, state, days, invitersTotal, ...counts },
      createdAt: createdAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    };
  }

  private async workOff(previewId: string): Promise<void> {
    const begun = performance.now();
    while (await inTransaction(this.db, (tx) => this.nextBatch(tx, previewId))) {
      if (performance.now() - begun > GO_MS) throw new RunAgain(0);
    }
  }

  /** True when there may be more. */
  private async nextBatch(tx: Tx, previewId: string): Promise<boolean> {
    const run = await lockPreview(tx, previewId);
    if (run?.state !== 'running') return false;
    const since = daysAfter(run.createdAt, -run.days);
    const inviters = await invitersAfter(tx, run.reached, { since, limit: BATCH });
    let { counts } = run;
    for (const inviter of inviters) counts = await this.counted(tx, run, counts, inviter);
    const isLast = inviters.length < BATCH;
    const reached = inviters.at(-1)?.inviterId ?? run.reached;
    const finished = isLast ? { state: 'done' as const, finishedAt: this.clock.now() } : {};
    await savePreview(tx, { ...run, counts, reached, ...finished });
    return !isLast;
  }

  private async counted(
    tx: Tx,
    { rulesNow, rulesThen, createdAt }: RiskPreviewRow,
    counts: PreviewCounts,
    { inviterId, friendIds }: { inviterId: string; friendIds: readonly string[] },
  ): Promise<PreviewCounts> {
    const companies = await companiesOf(tx, inviterId, createdAt);
    const found = await flagsWhere(tx, [['inviter_id = ?', inviterId]], FLAGS_MAX);
    const flags = new Map(found.map((flag) => [flag.friendId, flag]));
    const about = { among: new Set(friendIds), flags };
    const rules = { now: rulesNow, then: rulesThen };
    const { heldNow, heldThen, changes } = comparedRisk(companies, rules, about);
    const more = async (so: PreviewCounts['newlyHeld'], change: RiskChange['change']) => {
      const ids = changes.filter((one) => one.change === change).map(({ friendId }) => friendId);
      const rewards = so.rewards + (await countRewardsFor(tx, inviterId, ids));
      return { friends: so.friends + ids.length, rewards };
    };
    return {
      ...{ invitersDone: counts.invitersDone + 1, friends: counts.friends + friendIds.length },
      ...{ heldNow: counts.heldNow + heldNow, heldThen: counts.heldThen + heldThen },
      newlyHeld: await more(counts.newlyHeld, 'held'),
      noLongerHeld: await more(counts.noLongerHeld, 'released'),
      samples: sampled(
        counts.samples,
        changes.map((one) => ({ ...one, inviterId })),
      ),
    };
  }

  private async forget(): Promise<boolean> {
    const before = daysAfter(this.clock.now(), -KEPT_DAYS);
    const forgotten = inTransaction(this.db, (tx) =>
      deletePreviewsBefore(tx, before, FORGET_BATCH),
    );
    return (await forgotten) === FORGET_BATCH;
  }
}

function nothingYet(): PreviewCounts {
  const nobody = { friends: 0, rewards: 0 };
  return {
    ...{ invitersDone: 0, friends: 0, heldNow: 0, heldThen: 0 },
    ...{ newlyHeld: nobody, noLongerHeld: nobody, samples: [] },
  };
}

/** The first of either change, so that the many of one do not hide the few of the other. */
function sampled(
  known: PreviewCounts['samples'],
  more: PreviewCounts['samples'],
): PreviewCounts['samples'] {
  const all = [...known, ...more];
  const first = (change: RiskChange['change']) =>
    all.filter((one) => one.change === change).slice(0, SAMPLES_MAX);
  return [...first('held'), ...first('released')];
}
