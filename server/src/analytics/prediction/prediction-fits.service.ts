import { setImmediate as others } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  daysOf,
  fittingBgNbd,
  fittingGammaGamma,
  weeklyForecast,
  type Fit,
  type Fitting,
  type FitInput,
  type FitResult,
  type ForecastWeek,
  type HistoryGroup,
  type PredictionFit,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { Jobs } from '../../platform/jobs.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction } from '../../platform/transaction.js';
import { cohortDays, countCohort, sampleCohort, type SampledHistory } from './history.store.js';
import { findFit, insertFit, saveFit, usableFit } from './prediction-fit.store.js';

const JOB = 'prediction-fit';
const ATTEMPTS_MAX = 3;
/** Of more, every so-manieth is taken: the estimates hardly move, and a fit takes seconds. */
const CUSTOMERS_MAX = 5_000;

/** Fits of the models of repurchase to the shop's own customers, each made by a job. */
@Injectable()
export class PredictionFits {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
  ) {
    jobs.register<{ fitId: string }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ fitId }, attempt) => this.workOff(fitId, attempt),
    });
  }

  async start(operator: OperatorSession, input: FitInput): Promise<PredictionFit> {
    const now = this.clock.now();
    const id = newId(now);
    await inTransaction(this.db, async (tx) => {
      await insertFit(tx, id, input, now);
      await this.jobs.add(tx, JOB, id, { fitId: id });
      await this.audit.record(tx, {
        ...{ operator, action: 'prediction.fit' },
        ...{ subjectKind: 'prediction-fit', subjectId: id, before: null, after: input },
      });
    });
    return this.show(id);
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<PredictionFit> {
    const found = await findFit(this.db.manager, id);
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /** The last fit that succeeded, and is used. @throws Refusal NOT_FOUND when there is none */
  async current(): Promise<PredictionFit> {
    const found = await usableFit(this.db.manager);
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  private async workOff(id: string, attempt: number): Promise<void> {
    const { input, state } = await this.show(id);
    if (state !== 'waiting') return;
    try {
      const result = await this.resultOf(input);
      await inTransaction(this.db, (tx) => saveFit(tx, id, { state: 'done', result }));
    } catch (error) {
      const failed = { state: 'failed' as const, result: null };
      if (attempt >= ATTEMPTS_MAX) await inTransaction(this.db, (tx) => saveFit(tx, id, failed));
      throw error;
    }
  }

  private async resultOf(input: FitInput): Promise<FitResult> {
    const customers = await countCohort(this.db.manager, input);
    const every = Math.max(1, Math.ceil(customers / CUSTOMERS_MAX));
    const sample = await sampleCohort(this.db.manager, input, every);
    const bgNbd = await unhurried(fittingBgNbd(groupsOf(sample)));
    const gammaGamma = await unhurried(fittingGammaGamma(spendingOf(sample)));
    const weeks = await this.forecast(input, bgNbd.model);
    return { customers, sampledCustomers: sample.length, bgNbd, gammaGamma, weeks };
  }

  private async forecast(
    input: FitInput,
    model: Fit<Parameters<typeof weeklyForecast>[0]>['model'],
  ): Promise<ForecastWeek[]> {
    if (model === null) return [];
    const days = await cohortDays(this.db.manager, input);
    const entered = days.map(({ day, entered: count }) => ({ day, count }));
    const repeats = days.map(({ day, repeats: count }) => ({ day, count }));
    return weeklyForecast(model, entered, repeats, Math.floor(daysOf(input).length / 7));
  }
}

/** Lets others be answered after each step. */
async function unhurried<Model>(fitting: Fitting<Model>): Promise<Fit<Model>> {
  for (;;) {
    const { done, value } = fitting.next();
    if (done) return value;
    await others();
  }
}

/** Those of whom the same is known, together. */
function groupsOf(sample: readonly SampledHistory[]): HistoryGroup[] {
  const groups = new Map<string, HistoryGroup>();
  for (const { repeats, lastAfterDays, ageDays } of sample) {
    const key = `${repeats} ${lastAfterDays} ${ageDays}`;
    const weeks = { lastAtWeeks: lastAfterDays / 7, ageWeeks: ageDays / 7 };
    const customers = (groups.get(key)?.customers ?? 0) + 1;
    groups.set(key, { repeats, ...weeks, customers });
  }
  return [...groups.values()];
}

function spendingOf(sample: readonly SampledHistory[]) {
  return sample
    .filter(({ repeats, repeatFen }) => repeats > 0 && repeatFen > 0)
    .map(({ repeats, repeatFen }) => ({ repeats, mean: repeatFen / repeats, customers: 1 }));
}
